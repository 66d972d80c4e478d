package haetae.market;

import static haetae.market.RuleViolation.MAX_NOTIONAL;
import static haetae.market.RuleViolation.MAX_QUANTITY;
import static haetae.market.RuleViolation.MIN_NOTIONAL;
import static haetae.market.RuleViolation.MIN_QUANTITY;
import static haetae.market.RuleViolation.NONE;
import static haetae.market.RuleViolation.PRICE_STEP;
import static haetae.market.RuleViolation.QTY_ZERO;
import static haetae.market.RuleViolation.QUANTITY_STEP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class OrderRulesTest {
  private static final long NO_LIMIT = Long.MAX_VALUE;

  private final OrderRules binance =
      new OrderRules(
          new FixedTick(e8("0.01")), e8("0.00001"), e8("0.00002"), e8("9000"), e8("5"), e8("1000"));

  @ParameterizedTest
  @CsvSource({
    "NONE,          77120.04, 0.01",
    "QTY_ZERO,      77120.04, 0",
    "QTY_ZERO,      77120.04, -0.01",
    "QUANTITY_STEP, 77120.04, 0.010001",
    "MIN_QUANTITY,  77120.04, 0.00001",
    "MAX_QUANTITY,  0.01,     9000.00001",
    "PRICE_STEP,    77120.045, 0.01",
    "PRICE_STEP,    0,        0.01",
    "PRICE_STEP,    -0.01,    0.01",
    "MIN_NOTIONAL,  77120.04, 0.00006",
    "MAX_NOTIONAL,  77120.04, 0.1",
    "NONE,          500000,   0.00002",
    "MIN_QUANTITY,  500000,   0.00001",
    "NONE,          100000,   0.01",
    "MAX_NOTIONAL,  100000.01, 0.01",
    "NONE,          1,        5",
    "MIN_NOTIONAL,  0.99,     5"
  })
  void shouldNameTheFirstRuleBroken(RuleViolation violation, String price, String quantity) {
    assertThat(binance.check(e8(price), e8(quantity))).isEqualTo(violation);
  }

  @Test
  void shouldTakeUpbitsMinimumAsInclusive() {
    OrderRules upbit =
        new OrderRules(new UpbitKrwBands(), 1, 0, NO_LIMIT, e8("5000"), e8("1000000000"));

    assertThat(upbit.check(e8("5000"), e8("1"))).isEqualTo(NONE);
    assertThat(upbit.check(e8("5000"), e8("0.99999999"))).isEqualTo(MIN_NOTIONAL);
    assertThat(upbit.check(e8("5001"), e8("1"))).isEqualTo(PRICE_STEP);
    assertThat(upbit.check(e8("1000000"), e8("1000"))).isEqualTo(NONE);
    assertThat(upbit.check(e8("1000000"), e8("1000.00000001"))).isEqualTo(MAX_NOTIONAL);
  }

  @Test
  void shouldSeeAnExcessBelowTheEighthDecimal() {
    OrderRules rules = new OrderRules(new FixedTick(1), 1, 0, NO_LIMIT, 0, Fixed.ONE);

    assertThat(rules.check(e8("1.00000001"), e8("0.99999999"))).isEqualTo(NONE);
    assertThat(rules.check(e8("1.00000001"), Fixed.ONE)).isEqualTo(MAX_NOTIONAL);
    assertThat(rules.check(e8("3.00000001"), e8("0.33333334"))).isEqualTo(MAX_NOTIONAL);
  }

  @Test
  void shouldCallANotionalThatDoesNotFitTooLarge() {
    OrderRules rules = new OrderRules(new FixedTick(1), 1, 0, NO_LIMIT, 0, NO_LIMIT);

    assertThat(rules.check(Long.MAX_VALUE, Long.MAX_VALUE)).isEqualTo(MAX_NOTIONAL);
    assertThat(rules.check(Long.MAX_VALUE, Fixed.ONE)).isEqualTo(NONE);
    assertThat(rules.check(Long.MAX_VALUE, Fixed.ONE + 1)).isEqualTo(MAX_NOTIONAL);
  }

  @Test
  void shouldCheckASizeAtAPriceOffTheGrid() {
    assertThat(binance.checkSize(e8("77120.045"), e8("0.01"))).isEqualTo(NONE);
    assertThat(binance.checkSize(e8("77120.045"), e8("0.00006"))).isEqualTo(MIN_NOTIONAL);
    assertThat(binance.checkSize(0, e8("0.01"))).isEqualTo(PRICE_STEP);
    assertThat(binance.checkSize(1, 0)).isEqualTo(QTY_ZERO);
    assertThat(binance.checkSize(1, 1)).isEqualTo(QUANTITY_STEP);
    assertThat(binance.checkSize(1, e8("0.00001"))).isEqualTo(MIN_QUANTITY);
    assertThat(binance.checkSize(1, e8("10000"))).isEqualTo(MAX_QUANTITY);
  }

  @Test
  void shouldFloorToTheLot() {
    assertThat(binance.floorQuantityE8(e8("0.01234567"))).isEqualTo(e8("0.01234"));
  }

  @Test
  void shouldRefuseBoundsOutOfOrder() {
    FixedTick grid = new FixedTick(1);
    assertThatThrownBy(() -> new OrderRules(grid, 0, 0, 1, 0, 1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new OrderRules(grid, 1, 2, 1, 0, 1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new OrderRules(grid, 1, 0, 1, 2, 1))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static long e8(String text) {
    return Fixed.parse(text);
  }
}
