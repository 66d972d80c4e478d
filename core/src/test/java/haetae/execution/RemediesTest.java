package haetae.execution;

import static org.assertj.core.api.Assertions.assertThat;

import haetae.execution.OrderIntent.Purpose;
import haetae.execution.PairTrade.LegFill;
import haetae.market.Fixed;
import haetae.market.Side;
import haetae.market.Venue;
import org.junit.jupiter.api.Test;

class RemediesTest {
  private static final long PRICE = 105_000_000 * Fixed.ONE;

  /** A trade that has sold a coin at Upbit and nothing at Binance, which is to be bought back. */
  @Test
  void shouldMeasureTheLossAgainstTheLegThatHasFilled() {
    TradeBench bench = new TradeBench(Fixed.ONE);
    PairTrade trade = bench.trade;
    Leg upbit = trade.leg(Venue.UPBIT);
    OrderIntent sold =
        new OrderIntent(
            1, 1, 1, Purpose.ENTRY, upbit.instrument(), Side.SELL, Fixed.ONE, PRICE, false);
    trade.orderSent(sold);
    trade.applyFill(sold, new LegFill(Fixed.ONE, PRICE, 0, 0), bench.nowNs);
    long limit = PRICE + PRICE / 1_000;
    OrderDraft back =
        new OrderDraft(
            Purpose.UNWIND, Remedy.REVERSE, upbit.instrument(), Side.BUY, Fixed.ONE, limit, PRICE);
    Remedies remedies = new Remedies(bench.rules(), UnwindStages.STANDARD);
    Offset behind = new Offset(-Fixed.ONE, upbit, trade.leg(Venue.BINANCE));
    Offset ahead = new Offset(-Fixed.ONE, trade.leg(Venue.BINANCE), upbit);

    assertThat(remedies.lossKrwE8(trade, behind, back, bench)).isEqualTo(PRICE / 1_000);
    assertThat(remedies.lossKrwE8(trade, ahead, back, bench)).isEqualTo(PRICE / 1_000);
  }
}
