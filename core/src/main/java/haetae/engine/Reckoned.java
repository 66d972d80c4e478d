package haetae.engine;

import haetae.market.Direction;
import haetae.market.Fixed;
import haetae.premium.Capacity;
import haetae.premium.PairMarket;
import java.math.RoundingMode;

/**
 * What the best prices of a pair's books last came to. Most books change a quantity and no price,
 * so that it need not be worked out again for them. It follows from the books and is no part of the
 * state. Threads: the engine's.
 */
final class Reckoned {
  private final PairMarket market;
  private final Capacity buying = new Capacity();
  private final Capacity selling = new Capacity();
  private long upbitMidE8;
  private long binanceMidE8;
  private long fxMidE8;
  private long premiumPpm;
  private long upbitAskE8 = -1;
  private long upbitBidE8;
  private long binanceBidE8;
  private long sizeE8;

  /** Nothing of a pair's books yet. */
  Reckoned(PairMarket market) {
    this.market = market;
  }

  /** Walks the books in a direction. */
  Capacity capacity(Direction direction) {
    return direction == Direction.BUY_UPBIT_SELL_BINANCE ? buying : selling;
  }

  /** The premium between the mid prices. */
  long midPremiumPpm() {
    long upbit = market.upbit().midE8();
    long binance = market.binance().midE8();
    long fx = market.fx().midE8();
    if (upbit != upbitMidE8 || binance != binanceMidE8 || fx != fxMidE8) {
      long abroad = Fixed.multiplyE8(binance, fx, RoundingMode.HALF_EVEN);
      premiumPpm = Fixed.changePpm(upbit, abroad, RoundingMode.HALF_EVEN);
      upbitMidE8 = upbit;
      binanceMidE8 = binance;
      fxMidE8 = fx;
    }
    return premiumPpm;
  }

  /** True if {@link #sizeE8} is that of the present prices. */
  boolean sized() {
    return market.upbit().bestAskE8() == upbitAskE8
        && market.upbit().bestBidE8() == upbitBidE8
        && market.binance().bestBidE8() == binanceBidE8;
  }

  /** Keeps the size that the present prices came to; returns it. */
  long size(long quantityE8) {
    upbitAskE8 = market.upbit().bestAskE8();
    upbitBidE8 = market.upbit().bestBidE8();
    binanceBidE8 = market.binance().bestBidE8();
    sizeE8 = quantityE8;
    return quantityE8;
  }

  /** The size that was kept. */
  long sizeE8() {
    return sizeE8;
  }
}
