package haetae.execution;

import static haetae.execution.TradeBench.BTC;
import static haetae.execution.TradeBench.mustBe;
import static haetae.execution.TradeBench.parallel;
import static org.assertj.core.api.Assertions.assertThat;

import haetae.execution.OrderIntent.Purpose;
import haetae.execution.PairTrade.Phase;
import haetae.market.Side;
import haetae.market.Venue;
import org.junit.jupiter.api.Test;

/** How a trade of two legs is closed. */
class TwoLegExitTest {
  @Test
  void shouldCloseBothLegsAtOnce() {
    TradeBench bench = parallel();
    OrderDraft upbit = bench.order();
    OrderDraft binance = bench.order();
    bench.end(upbit, BTC / 10);
    bench.end(binance, BTC / 10);
    bench.rest();
    bench.trade.beginExit(BTC / 10, "TAKE_PROFIT");

    upbit = bench.order();
    binance = bench.order();

    mustBe(upbit, Purpose.EXIT, Venue.UPBIT, Side.SELL, BTC / 10);
    mustBe(binance, Purpose.EXIT, Venue.BINANCE, Side.BUY, BTC / 10);
    bench.end(binance, BTC / 10);
    bench.end(upbit, BTC / 10);
    bench.rest();
    assertThat(bench.trade.phase()).isEqualTo(Phase.CLOSED);
  }

  @Test
  void shouldCloseBothLegs() {
    TradeBench bench = TradeBench.hedged(BTC / 10);
    bench.trade.beginExit(BTC / 10, "TAKE_PROFIT");

    mustBe(bench.order(), Purpose.EXIT, Venue.UPBIT, Side.SELL, BTC / 10);
    bench.fill(BTC / 10);
    mustBe(bench.order(), Purpose.HEDGE, Venue.BINANCE, Side.BUY, BTC / 10);
    bench.fill(BTC / 10);
    bench.rest();

    assertThat(bench.trade.phase()).isEqualTo(Phase.CLOSED);
    assertThat(bench.trade.deltaE8()).isZero();
  }

  @Test
  void shouldFinishAStopEvenThoughGoingBackLooksCheaper() {
    TradeBench bench = TradeBench.hedged(BTC / 10);
    bench.quote(bench.pair.binance(), 79_000, 79_001);
    bench.trade.beginExit(BTC / 10, "STOP_PREMIUM_WIDENED");
    bench.order();
    bench.fill(BTC / 10);

    mustBe(bench.order(), Purpose.HEDGE, Venue.BINANCE, Side.BUY, BTC / 10);
  }

  @Test
  void shouldCountWhatOrdersInFlightMayComeToHold() {
    TradeBench bench = new TradeBench(BTC / 10);
    assertThat(bench.trade.worstHeldE8()).isZero();
    bench.order();
    assertThat(bench.trade.worstHeldE8()).isEqualTo(BTC / 10);
    bench.fill(BTC / 20);
    assertThat(bench.trade.worstHeldE8()).isEqualTo(BTC / 20);
    bench.order();
    bench.fill(BTC / 20);
    bench.rest();
    bench.trade.beginExit(BTC / 20, "TAKE_PROFIT");
    bench.order();

    assertThat(bench.trade.worstHeldE8()).isEqualTo(BTC / 20);
  }

  @Test
  void shouldCloseATradeThatLateFillsHaveTurnedRound() {
    TradeBench bench = TradeBench.hedged(BTC / 10);
    bench.trade.beginExit(BTC / 10, "TAKE_PROFIT");
    OrderDraft first = bench.order();
    bench.fill(0);
    bench.rest();
    bench.trade.beginExit(BTC / 10, "TAKE_PROFIT");
    bench.order();
    bench.fill(BTC / 10);
    bench.order();
    bench.fill(BTC / 10);
    bench.rest();
    bench.closed.add(bench.pair.upbit());
    bench.report(first, BTC / 10);
    mustBe(bench.order(), Purpose.HEDGE, Venue.BINANCE, Side.BUY, BTC / 10);
    bench.fill(BTC / 10);
    bench.rest();
    bench.closed.clear();

    bench.trade.beginExit(BTC / 10, "TAKE_PROFIT");

    mustBe(bench.order(), Purpose.EXIT, Venue.UPBIT, Side.BUY, BTC / 10);
    bench.fill(BTC / 10);
    mustBe(bench.order(), Purpose.HEDGE, Venue.BINANCE, Side.SELL, BTC / 10);
    bench.fill(BTC / 10);
    bench.rest();
    assertThat(bench.trade.phase()).isEqualTo(Phase.CLOSED);
  }

  /** A thousandth of a BTC on each venue, worth 3 USDT on Binance: too little for an order. */
  private static TradeBench tooSmall() {
    TradeBench bench = TradeBench.hedged(BTC / 1_000);
    bench.quote(bench.pair.binance(), 3_000, 3_001);
    bench.trade.beginExit(BTC / 1_000, "TAKE_PROFIT");
    mustBe(bench.order(), Purpose.EXIT, Venue.UPBIT, Side.SELL, BTC / 1_000);
    return bench;
  }

  @Test
  void shouldCloseAPerpetualOfAnySizeWhenTheAccountsPositionShrinks() {
    TradeBench bench = tooSmall();
    bench.elsewhereE8 = -BTC;

    bench.fill(BTC / 1_000);

    mustBe(bench.order(), Purpose.HEDGE, Venue.BINANCE, Side.BUY, BTC / 1_000);
  }

  @Test
  void shouldLeaveAsDustWhatIsTooSmallWhenAnotherTradeHoldsTheOpposite() {
    TradeBench bench = tooSmall();
    bench.elsewhereE8 = BTC;

    bench.fill(BTC / 1_000);
    bench.rest();

    assertThat(bench.trade.phase()).isEqualTo(Phase.CLOSED);
    assertThat(bench.trade.deltaE8()).isEqualTo(-BTC / 1_000);
  }

  @Test
  void shouldCloseAgainstTheOppositeOfAnotherTradeWhatIsWorthAnOrder() {
    TradeBench bench = TradeBench.hedged(BTC / 10);
    bench.elsewhereE8 = BTC;
    bench.trade.beginExit(BTC / 10, "TAKE_PROFIT");
    bench.order();

    bench.fill(BTC / 10);

    mustBe(bench.order(), Purpose.HEDGE, Venue.BINANCE, Side.BUY, BTC / 10);
  }

  @Test
  void shouldStayHedgedWhenAnExitFillsNothing() {
    TradeBench bench = TradeBench.hedged(BTC / 10);
    bench.trade.beginExit(BTC / 10, "TIME_STOP");
    bench.order();

    bench.fill(0);
    bench.rest();

    assertThat(bench.trade.phase()).isEqualTo(Phase.HEDGED);
    assertThat(bench.trade.exiting()).isFalse();
  }

  @Test
  void shouldCloseAPartAndStandHedgedWithTheRest() {
    TradeBench bench = TradeBench.hedged(BTC / 10);
    bench.trade.beginExit(4 * BTC / 100, "REBALANCE");

    mustBe(bench.order(), Purpose.EXIT, Venue.UPBIT, Side.SELL, 4 * BTC / 100);
    bench.fill(4 * BTC / 100);
    mustBe(bench.order(), Purpose.HEDGE, Venue.BINANCE, Side.BUY, 4 * BTC / 100);
    bench.fill(4 * BTC / 100);
    bench.rest();

    assertThat(bench.trade.phase()).isEqualTo(Phase.HEDGED);
    assertThat(bench.trade.hedgedE8()).isEqualTo(6 * BTC / 100);
  }
}
