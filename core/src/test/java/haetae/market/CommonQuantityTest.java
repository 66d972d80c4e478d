package haetae.market;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import haetae.StrategyCases;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

final class CommonQuantityTest {
  private static final long NO_LIMIT = Long.MAX_VALUE;

  @Test
  void shouldMatchCaseS09CommonQuantityAndMinimums() {
    for (JsonNode row : StrategyCases.expected("S09")) {
      boolean perp = row.get("label").asString().startsWith("perp");
      long targetE8 = Fixed.ofDecimal(StrategyCases.decimal(row.get("target")), RoundingMode.DOWN);
      CommonQuantity common =
          new CommonQuantity(upbit(e8(row, "upbit_step")), binance(e8(row, "binance_step")));
      long binancePriceE8 = Fixed.parse(perp ? "77088" : "77120.03");

      boolean fits = common.size(targetE8, Fixed.parse("105560000"), binancePriceE8);

      assertThat(common.quantityE8()).as("%s", row).isEqualTo(e8(row, "common_qty"));
      assertThat(common.rejects()).as("%s", row).isEqualTo(texts(row.get("reject")));
      assertThat(fits).as("%s", row).isEqualTo(row.get("reject").isEmpty());
    }
  }

  @Test
  void shouldFloorToTheLeastCommonMultiple() {
    CommonQuantity common =
        new CommonQuantity(upbit(Fixed.parse("0.0006")), binance(Fixed.parse("0.0004")));

    assertThat(common.stepE8()).isEqualTo(Fixed.parse("0.0012"));
    assertThat(common.floorE8(Fixed.parse("0.0035"))).isEqualTo(Fixed.parse("0.0024"));
    assertThat(common.floorE8(-1)).isZero();
  }

  @Test
  void shouldRefuseLotsWithoutACommonMultipleInRange() {
    assertThatThrownBy(() -> new CommonQuantity(upbit(Long.MAX_VALUE), binance(Long.MAX_VALUE - 1)))
        .isInstanceOf(ArithmeticException.class);
  }

  @Test
  void shouldNameTheVenueOfEachViolation() {
    CommonQuantity common = new CommonQuantity(upbit(1), binance(1));

    assertThat(common.size(Fixed.ONE, Fixed.parse("5000"), 0)).isFalse();

    assertThat(common.upbit()).isEqualTo(RuleViolation.NONE);
    assertThat(common.binance()).isEqualTo(RuleViolation.PRICE_STEP);
    assertThat(common.rejects()).containsExactly("BINANCE_PRICE_STEP");
  }

  @Test
  void shouldGrossUpOnlyAFeeChargedInTheBaseAsset() {
    FeeSchedule inBase = new FeeSchedule(500, 1_000, 500, true);
    FeeSchedule inQuote = new FeeSchedule(500, 1_000, 500, false);
    long lotE8 = Fixed.parse("0.00001");
    long quantityE8 = Fixed.parse("0.1");

    assertThat(inBase.grossUpE8(quantityE8, lotE8)).isEqualTo(Fixed.parse("0.10011"));
    assertThat(inBase.receivedE8(Fixed.parse("0.10011"))).isEqualTo(Fixed.parse("0.10000989"));
    assertThat(inQuote.grossUpE8(quantityE8, lotE8)).isEqualTo(quantityE8);
    assertThat(inQuote.receivedE8(quantityE8)).isEqualTo(quantityE8);
    assertThat(new FeeSchedule(0, 0, 0, true).grossUpE8(quantityE8, lotE8)).isEqualTo(quantityE8);
  }

  private static OrderRules upbit(long lotE8) {
    return new OrderRules(
        new UpbitKrwBands(), lotE8, 0, NO_LIMIT, Fixed.parse("5000"), Fixed.parse("1000000000"));
  }

  private static OrderRules binance(long lotE8) {
    return new OrderRules(
        new FixedTick(Fixed.ONE / 100), lotE8, 0, NO_LIMIT, Fixed.parse("5"), NO_LIMIT);
  }

  private static List<String> texts(JsonNode array) {
    List<String> texts = new ArrayList<>();
    for (JsonNode text : array) {
      texts.add(text.asString());
    }
    return texts;
  }

  private static long e8(JsonNode row, String field) {
    return StrategyCases.e8(row.get(field));
  }
}
