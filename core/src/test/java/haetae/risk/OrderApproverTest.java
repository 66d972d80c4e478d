package haetae.risk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import haetae.Seed;
import haetae.engine.TestConfigs;
import haetae.execution.OrderIntent;
import haetae.execution.OrderIntent.Purpose;
import haetae.market.Fixed;
import haetae.market.Instrument;
import haetae.market.InstrumentKind;
import haetae.market.Side;
import haetae.risk.OrderApprover.Approval;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** No order leaves without approval, and none is approved that breaks a rule. */
class OrderApproverTest {
  private static final Instrument UPBIT = TestConfigs.upbit(0, "BTC");
  private static final Instrument PERP =
      TestConfigs.binance(1, "BTC", InstrumentKind.PERPETUAL, Fixed.ONE / 1_000, Fixed.ONE / 10);
  private static final long BTC = Fixed.ONE;
  private static final long PRICE = 105_560_000 * Fixed.ONE;
  private static final long FX = 1_370 * Fixed.ONE;

  private final OrderApprover approver = new OrderApprover("h1a2");

  private static OrderIntent upbit(long orderId, Purpose purpose, long quantity, long price) {
    return new OrderIntent(orderId, 12, 1, purpose, UPBIT, Side.BUY, quantity, price, false);
  }

  private static OrderIntent perp(long orderId, Purpose purpose, long quantity, boolean reduce) {
    return new OrderIntent(
        orderId, 12, 1, purpose, PERP, Side.SELL, quantity, 77_000 * Fixed.ONE, reduce);
  }

  private List<RefusalCode> codes(OrderIntent intent, TradingState state, long krwPerQuote) {
    return switch (approver.approve(intent, Gate.PAPER, state, krwPerQuote, 5)) {
      case Approval.Approved _ -> List.of();
      case Approval.Refused refused -> refused.reasons().stream().map(Refusal::code).toList();
    };
  }

  private List<RefusalCode> codes(OrderIntent intent) {
    return codes(intent, TradingState.NORMAL, Fixed.ONE);
  }

  @Test
  void shouldApproveAndKeepTheGate() {
    OrderIntent intent = upbit(1, Purpose.ENTRY, BTC / 10, PRICE);

    Approval approval = approver.approve(intent, Gate.LIVE, TradingState.NORMAL, Fixed.ONE, 5);

    assertThat(approval).isInstanceOf(Approval.Approved.class);
    ApprovedOrder order = ((Approval.Approved) approval).order();
    assertThat(order.intent()).isEqualTo(intent);
    assertThat(order.gate()).isEqualTo(Gate.LIVE);
    assertThat(order.approvedNs()).isEqualTo(5);
  }

  @Test
  void shouldEnterInNormalOnlyAndAlwaysLetTheWayOutOpen() {
    long id = 0;
    for (TradingState state : TradingState.values()) {
      for (Purpose purpose : Purpose.values()) {
        boolean allowed = purpose != Purpose.ENTRY || state == TradingState.NORMAL;
        List<RefusalCode> codes = codes(upbit(++id, purpose, BTC / 10, PRICE), state, Fixed.ONE);
        assertThat(codes.isEmpty()).as("%s in %s", purpose, state).isEqualTo(allowed);
      }
    }
  }

  @Test
  void shouldKnowItsOwnOrdersOfEveryPurpose() {
    long id = 0;
    for (Purpose purpose : Purpose.values()) {
      OrderIntent intent = upbit(++id, purpose, BTC / 10, PRICE);
      ApprovedOrder order =
          ((Approval.Approved)
                  approver.approve(intent, Gate.LIVE, TradingState.NORMAL, Fixed.ONE, 5))
              .order();
      assertThat(OrderApprover.ours(order.clientOrderId())).as("%s", order).isTrue();
    }
    assertThat(OrderApprover.ours("by hand")).isFalse();
  }

  @Test
  void shouldRefuseWhatTheVenueWouldNotTake() {
    assertThat(codes(upbit(1, Purpose.ENTRY, BTC / 10, PRICE + Fixed.ONE)))
        .containsExactly(RefusalCode.OFF_GRID);
    assertThat(codes(perp(2, Purpose.HEDGE, BTC / 1_000 + 1, false)))
        .containsExactly(RefusalCode.OFF_GRID);
    assertThat(codes(upbit(3, Purpose.ENTRY, 4_736, PRICE)))
        .as("4,999 KRW")
        .containsExactly(RefusalCode.MIN_NOTIONAL);
    assertThat(codes(upbit(4, Purpose.ENTRY, 4_737, PRICE))).as("5,000 KRW").isEmpty();
  }

  @Test
  void shouldJudgeTheSmallestOrderByItsWorthAndNotByTheCoinsPrice() {
    Instrument cheap = TestConfigs.upbit(9, "XRP");
    OrderIntent intent =
        new OrderIntent(
            1, 1, 1, Purpose.ENTRY, cheap, Side.BUY, 10 * Fixed.ONE, 2_015 * Fixed.ONE, false);

    assertThat(codes(intent)).isEmpty();
  }

  @Test
  void shouldLetAReductionOfAPerpetualBeSmallAndNothingElseBeReduceOnly() {
    long oneLot = BTC / 1_000;
    Instrument coarse =
        TestConfigs.binance(3, "ADA", InstrumentKind.PERPETUAL, Fixed.ONE, Fixed.ONE / 10_000);
    OrderIntent dust =
        new OrderIntent(1, 1, 1, Purpose.HEDGE, coarse, Side.SELL, Fixed.ONE, Fixed.ONE / 2, true);

    assertThat(codes(dust)).isEmpty();
    assertThat(codes(perp(2, Purpose.HEDGE, oneLot, true), TradingState.NORMAL, FX)).isEmpty();
    OrderIntent spot =
        new OrderIntent(3, 1, 1, Purpose.UNWIND, UPBIT, Side.SELL, BTC / 10, PRICE, true);
    assertThat(codes(spot)).containsExactly(RefusalCode.OFF_GRID);
  }

  @Test
  void shouldHaveACeilingThatNoConfigurationLifts() {
    assertThat(codes(perp(1, Purpose.UNWIND, 11 * BTC, false), TradingState.NORMAL, FX))
        .containsExactly(RefusalCode.HARD_CEILING);
    assertThat(codes(upbit(2, Purpose.HEDGE, 10 * BTC, PRICE))).contains(RefusalCode.HARD_CEILING);
  }

  @Test
  void shouldEnterNothingAndYetHedgeWhenTheRateIsUnknown() {
    assertThat(codes(perp(1, Purpose.ENTRY, BTC / 10, false), TradingState.NORMAL, 0))
        .containsExactly(RefusalCode.UNCHECKABLE);
    assertThat(codes(perp(2, Purpose.HEDGE, BTC / 10, false), TradingState.NORMAL, 0)).isEmpty();
  }

  @Test
  void shouldRefuseWhatOverflows() {
    OrderIntent huge =
        new OrderIntent(1, 1, 1, Purpose.ENTRY, UPBIT, Side.BUY, 1_000_000L * BTC, PRICE, false);

    assertThat(codes(huge)).contains(RefusalCode.UNCHECKABLE);
  }

  @Test
  void shouldTellAllReasons() {
    OrderIntent intent = upbit(1, Purpose.ENTRY, 1_000, PRICE + Fixed.ONE);

    assertThat(codes(intent, TradingState.HALTED, Fixed.ONE))
        .containsExactlyInAnyOrder(
            RefusalCode.OFF_GRID, RefusalCode.MIN_NOTIONAL, RefusalCode.HALTED);
  }

  @Test
  void shouldApproveNoOrderTwice() {
    OrderIntent intent = upbit(7, Purpose.HEDGE, BTC / 10, PRICE);

    assertThat(codes(intent)).isEmpty();
    assertThat(codes(intent)).containsExactly(RefusalCode.DUPLICATE_ORDER);
    assertThat(codes(upbit(6, Purpose.HEDGE, BTC / 10, PRICE)))
        .containsExactly(RefusalCode.DUPLICATE_ORDER);
  }

  @Test
  void shouldGiveEveryOrderAnIdOfItsOwnThatBothVenuesTake() {
    Seed.forAll(
        20,
        seed -> {
          OrderApprover one = new OrderApprover("h1a2");
          OrderApprover again = new OrderApprover("h1a2");
          OrderApprover next = new OrderApprover("h1a3");
          Set<String> ids = new LinkedHashSet<>();
          for (int i = 1; i <= 500; i++) {
            OrderIntent intent =
                new OrderIntent(
                    i,
                    seed.between(1, 1_000_000),
                    (int) seed.between(1, 9),
                    seed.pick(Purpose.values()),
                    seed.pick(UPBIT),
                    seed.pick(Side.values()),
                    BTC / 10,
                    PRICE,
                    false);
            String id = id(one, intent);
            assertThat(id).matches("[A-Za-z0-9_-]{1,36}").isEqualTo(id(again, intent));
            assertThat(ids.add(id)).isTrue();
            assertThat(ids.add(id(next, intent))).as("of another run").isTrue();
          }
        });
  }

  private static String id(OrderApprover approver, OrderIntent intent) {
    Approval approval = approver.approve(intent, Gate.PAPER, TradingState.NORMAL, Fixed.ONE, 1);
    return ((Approval.Approved) approval).order().clientOrderId();
  }

  @Test
  void shouldRefuseASessionThatAnIdCannotHold() {
    for (String bad : Arrays.asList("", "with space", "a-b", "0123456789abcdefg")) {
      assertThatThrownBy(() -> new OrderApprover(bad)).isInstanceOf(IllegalArgumentException.class);
    }
  }
}
