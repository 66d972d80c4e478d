package haetae.sim.fault;

import static org.assertj.core.api.Assertions.assertThat;

import haetae.engine.TestConfigs;
import haetae.execution.OrderIntent;
import haetae.execution.OrderIntent.Purpose;
import haetae.market.Instrument;
import haetae.market.Pair;
import haetae.market.Side;
import haetae.market.Venue;
import org.junit.jupiter.api.Test;

class TradeTruthTest {
  private static final long LEG = 2_500_000;
  private static final long DUST = 300_000;

  private final Pair pair = TestConfigs.config(250_000).pairs().getFirst();
  private final TradeTruth trade = new TradeTruth(7, pair);
  private long orders;

  private void trades(Purpose purpose, Instrument instrument, Side side, long quantityE8) {
    OrderIntent intent =
        new OrderIntent(
            ++orders, 7, 1, purpose, instrument, side, quantityE8, 400_000_000_000_000L, false);
    trade.sending(intent);
    trade.filled(intent, side.sign() * quantityE8);
    trade.dead(intent);
  }

  private void bought() {
    trades(Purpose.ENTRY, pair.upbit(), Side.BUY, LEG);
    trades(Purpose.HEDGE, pair.binance(), Side.SELL, LEG);
  }

  private void sold(long quantityE8) {
    trades(Purpose.EXIT, pair.upbit(), Side.SELL, quantityE8);
    trades(Purpose.HEDGE, pair.binance(), Side.BUY, LEG);
  }

  @Test
  void shouldCountATradeThatHolds() {
    bought();
    trade.judge(DUST, 0);

    assertThat(trade.active()).isTrue();
  }

  @Test
  void shouldKeepDustAsDustWhenAHigherPriceWouldMakeItMore() {
    bought();
    sold(LEG - DUST);
    trade.judge(DUST, 0);

    assertThat(trade.active()).as("judged at its end, not at a later price").isFalse();
  }

  @Test
  void shouldNotEndATradeThatLeavesMoreThanDust() {
    bought();
    sold(LEG - DUST - 1);
    trade.judge(DUST, DUST);

    assertThat(trade.active()).isTrue();
  }

  @Test
  void shouldLetATradeTakeOthersDustAlong() {
    bought();
    sold(LEG + DUST + 200_000);
    trade.judge(DUST, 199_999);
    assertThat(trade.active()).isTrue();
    trade.judge(DUST, 200_000);
    assertThat(trade.active()).isFalse();
  }

  @Test
  void shouldCountATradeAgainWhenAFillComesToLight() {
    bought();
    trade.concealed(Venue.UPBIT, LEG);
    trade.concealed(Venue.BINANCE, -LEG);
    trade.judge(DUST, 0);
    assertThat(trade.active()).as("no venue tells of it").isFalse();

    trade.revealed(Venue.UPBIT, LEG);
    trade.judge(DUST, 0);

    assertThat(trade.active()).isTrue();
  }

  @Test
  void shouldOffsetDustThatAnotherTradeTookAlong() {
    TradeTruth earlier = new TradeTruth(6, pair);
    OrderIntent left =
        new OrderIntent(
            99, 6, 1, Purpose.ENTRY, pair.upbit(), Side.BUY, DUST, 400_000_000_000_000L, false);
    earlier.sending(left);
    earlier.filled(left, DUST);
    earlier.dead(left);
    bought();
    sold(LEG + DUST + 1);

    trade.offset(Venue.UPBIT, earlier);
    trade.offset(Venue.BINANCE, earlier);

    assertThat(earlier.netE8(Venue.UPBIT)).isZero();
    assertThat(trade.netE8(Venue.UPBIT)).as("more than there was").isEqualTo(-1);
    assertThat(trade.netE8(Venue.BINANCE)).isZero();
  }
}
