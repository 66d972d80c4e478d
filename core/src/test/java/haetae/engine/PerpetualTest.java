package haetae.engine;

import static haetae.engine.MarketBench.ONE;
import static haetae.engine.MarketBench.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import haetae.engine.Command.AlertKind;
import haetae.execution.OrderIntent;
import haetae.execution.OrderIntent.Purpose;
import haetae.market.Direction;
import haetae.market.Instrument;
import haetae.market.InstrumentKind;
import haetae.market.Pair;
import haetae.risk.TradingState;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The perpetual leg: its margin, its funding, and a coin whose premium is no price. */
class PerpetualTest {
  private static final long LOW = -20_000;
  private static final EngineConfig ONE_COIN =
      Configs.capital(
          MarketBench.coins(1, InstrumentKind.PERPETUAL, 100_000), TestConfigs.capital(100_000));
  private static final Instrument PERPETUAL = ONE_COIN.pairs().getFirst().binance();

  private static final Direction BUYING = Direction.BUY_UPBIT_SELL_BINANCE;

  private final MarketBench bench = new MarketBench(ONE_COIN);

  private static List<String> reasons(MarketBench bench) {
    return bench.commands.stream()
        .filter(Command.RecordTrade.class::isInstance)
        .map(command -> ((Command.RecordTrade) command).trade().exitReason())
        .toList();
  }

  private void margin(long ratioPpm) {
    bench.send(new Event.MarginReported(bench.nowNs, PERPETUAL.id(), ratioPpm, 102_589 * ONE));
  }

  private void funding(long ratePpm, long nextInMs) {
    long next = nextInMs == 0 ? 0 : bench.nowNs / 1_000_000 + nextInMs;
    bench.send(new Event.FundingRateReported(bench.nowNs, PERPETUAL.id(), ratePpm * 100, 8, next));
  }

  private long heldE8() {
    return bench.engine.positions().stream().mapToLong(PositionView::upbitE8).sum();
  }

  private void open() {
    bench.trade(LOW, 2 * SECOND);
    assertThat(bench.engine.snapshot().openPositions()).isEqualTo(1);
  }

  @Test
  void shouldTellEachLevelOfTheMarginOnceAndWhenItIsOver() {
    bench.quotes(0);
    margin(299_999);
    margin(300_000);
    margin(400_000);
    margin(500_000);
    margin(499_999);
    margin(100_000);

    assertThat(bench.alerts(AlertKind.SAFETY))
        .containsExactly(
            "Margin ratio of BINANCE:C0USDT is 30.00%, liquidation at 102589",
            "Margin ratio of BINANCE:C0USDT is 50.00%, liquidation at 102589,"
                + " no new pairs of it; add margin");
    assertThat(bench.commands.toString()).contains("back to 10.00%");
  }

  @Test
  void shouldEnterNothingWhileTheMarginIsSevere() {
    margin(500_000);
    bench.trade(LOW, SECOND);
    assertThat(bench.orders()).isEmpty();
    assertThat(bench.refused("MARGIN")).isPositive();

    margin(499_999);
    bench.trade(LOW, SECOND);
    assertThat(bench.orders(Purpose.ENTRY)).isNotEmpty();
  }

  @Test
  void shouldCloseHalfWhenTheMarginMustBeReduced() {
    open();
    long before = heldE8();

    margin(650_000);
    bench.trade(LOW, 2 * SECOND);

    assertThat(before).isEqualTo(90_000);
    assertThat(heldE8()).isEqualTo(40_000);
    assertThat(bench.orders(Purpose.EXIT)).hasSize(1);
    margin(650_000);
    bench.trade(LOW, 2 * SECOND);
    assertThat(heldE8()).isEqualTo(20_000);
  }

  @Test
  void shouldCloseBothLegsWhenLiquidationIsNear() {
    open();

    margin(800_000);
    bench.trade(LOW, 2 * SECOND);

    assertThat(reasons(bench)).containsExactly("MARGIN_CLOSE");
    assertThat(bench.engine.positions()).isEmpty();
    assertThat(bench.commands.toString()).contains("severity=CRITICAL");
  }

  @Test
  void shouldCloseInAnEmergencyEvenWhenHaltedButNotReduce() {
    open();
    bench.send(
        new Event.OperatorCommand(bench.nowNs, Event.OperatorCommand.Action.HALT, "operator"));
    margin(700_000);
    bench.trade(LOW, 2 * SECOND);
    assertThat(heldE8()).isEqualTo(90_000);

    margin(810_000);
    bench.trade(LOW, 2 * SECOND);

    assertThat(bench.engine.positions()).isEmpty();
    assertThat(bench.engine.snapshot().tradingState()).isEqualTo(TradingState.HALTED);
  }

  @Test
  void shouldNotEnterOnThePayingSideRightBeforeASettlementThatTheEdgeDoesNotCover() {
    // The short would pay 1.2 % in five minutes: of 1.4 % net less than 0.5 % is left.
    funding(-12_000, 300_000);
    bench.trade(LOW, SECOND);
    assertThat(bench.orders()).isEmpty();
    assertThat(bench.refused("FUNDING")).isPositive();

    funding(-2_000, 300_000);
    bench.trade(LOW, SECOND);
    assertThat(bench.orders(Purpose.ENTRY)).isNotEmpty();
  }

  @Test
  void shouldEnterOnTheReceivingSideRightBeforeASettlement() {
    funding(12_000, 300_000);
    bench.trade(LOW, SECOND);

    assertThat(bench.orders(Purpose.ENTRY)).isNotEmpty();
  }

  @Test
  void shouldReckonWithEverySettlementWhileAPairIsHeld() {
    Funding funding = new Funding(ONE_COIN.perpetual(), 24);
    long now = 1_000_000_000_000L;
    funding.expected(
        new Event.FundingRateReported(now, 1, -10_000, 8, now / 1_000_000 + 3_600_000));

    // After 1, 9 and 17 h.
    assertThat(funding.carryPpm(BUYING, now)).isEqualTo(300);
    assertThat(funding.burdenPpm(BUYING, now)).isEqualTo(300);
    long due = now + 3_500 * SECOND;
    assertThat(funding.due(due)).isTrue();
    assertThat(funding.carryPpm(BUYING, due)).isEqualTo(200);
    assertThat(funding.burdenPpm(BUYING, due)).isEqualTo(300);
    assertThat(funding.carryPpm(BUYING.opposite(), now)).isZero();
  }

  @Test
  void shouldLeaveWhenFundingIsExpectedToCostMoreThanLeaving() {
    open();
    funding(-2_000, 0);
    bench.trade(LOW, SECOND);
    assertThat(bench.engine.snapshot().openPositions()).isEqualTo(1);
    assertThat(bench.commands.toString()).contains("staying costs 0.20%").contains(": staying");

    funding(0, 0);
    bench.trade(LOW, SECOND);
    funding(-6_000, 0);
    bench.trade(LOW, SECOND);

    assertThat(reasons(bench)).contains("FUNDING_STOP");
  }

  @Test
  void shouldNotReviewWithoutAWholeRateBook() {
    open();
    funding(-6_000, 0);
    Pair pair = ONE_COIN.pairs().getFirst();
    BookChanged oneSided = new BookChanged().begin(pair.fx().id(), bench.nowNs, 0);
    oneSided.book().addBid(1_369 * ONE, 1_000_000 * ONE);
    oneSided.book().addBid(1_368 * ONE, 1_000_000 * ONE);
    bench.send(oneSided);

    bench.upbit(pair, LOW);
    bench.binance(pair);

    assertThat(bench.orders(Purpose.EXIT)).isEmpty();
    bench.trade(LOW, SECOND);
    assertThat(reasons(bench)).contains("FUNDING_STOP");
  }

  @Test
  void shouldReviewWhenThreeSettlementsTogetherWereTooDear() {
    open();
    for (int i = 1; i <= 3; i++) {
      bench.send(
          new Event.FundingSettled(
              bench.nowNs, PERPETUAL.id(), i * 28_800_000L, -60_000, 77_100 * ONE, 0));
    }
    funding(-900, 0);
    bench.trade(LOW, SECOND);

    assertThat(bench.commands.toString()).contains("Funding against T000001");
    assertThat(bench.engine.snapshot().openPositions()).isEqualTo(1);
  }

  private static void quotes(MarketBench three, long firstPpm, long othersPpm) {
    three.nowNs += 50 * MarketBench.MS;
    three.fx();
    for (Pair pair : three.config.pairs()) {
      three.upbit(pair, pair.id() == 0 ? firstPpm : othersPpm);
      three.binance(pair);
    }
  }

  @Test
  void shouldNotEnterACoinWhosePremiumIsFarFromAllOthers() {
    MarketBench three = new MarketBench(MarketBench.coins(3, InstrumentKind.PERPETUAL, 100_000));
    for (int i = 0; i < 5; i++) {
      quotes(three, LOW, 0);
    }

    assertThat(three.orders()).isEmpty();
    assertThat(three.refused("PREMIUM_GAP")).isPositive();
    three.cycle(1);
    three.cycle(2);
    assertThat(three.alerts(AlertKind.SAFETY))
        .containsExactly(
            "Premium of C0 is 2.00% away from the other coins: no new pairs of it, no stops");
  }

  @Test
  void shouldNotStopIntoAPremiumThatIsFarFromAllOthers() {
    MarketBench three = new MarketBench(MarketBench.coins(3, InstrumentKind.PERPETUAL, 100_000));
    three.trade(LOW, 2 * SECOND);
    int before = three.engine.positions().size();
    assertThat(before).isPositive();

    for (int i = 0; i < 20; i++) {
      quotes(three, LOW - 12_000, LOW);
    }

    assertThat(three.orders(Purpose.EXIT)).isEmpty();
    assertThat(three.alerts(AlertKind.STOPLOSS))
        .isNotEmpty()
        .allMatch(text -> text.contains("away from the other coins"));
    three.trade(LOW - 12_000, 2 * SECOND);
    assertThat(three.orders(Purpose.EXIT)).extracting(OrderIntent::side).isNotEmpty();
  }
}
