package haetae.premium;

import haetae.Seed;
import haetae.market.FeeSchedule;
import haetae.market.Fixed;
import haetae.market.FixedTick;
import haetae.market.OrderBook;
import haetae.market.PriceGrid;
import haetae.market.UpbitKrwBands;

/** Random sound books of a pair around one fair price. */
final class SimulatedBooks {
  private final Seed seed;

  SimulatedBooks(Seed seed) {
    this.seed = seed;
  }

  /** Coins from 0.001 to 100,000 USDT, premium within 3 %. */
  PairMarket market(FeeSchedule fees) {
    long usdtE8 = (long) (Math.pow(10, real(-3, 5)) * Fixed.ONE);
    double rate = real(1_200, 1_600);
    double krw = usdtE8 * rate * real(0.97, 1.03);
    OrderBook upbit = book((long) krw, new UpbitKrwBands(), usdtE8);
    OrderBook binance = book(usdtE8, new FixedTick(Math.max(1, usdtE8 / 100_000)), usdtE8);
    OrderBook fx = book((long) (rate * Fixed.ONE), new UpbitKrwBands(), Fixed.ONE);
    return new PairMarket(upbit, binance, fx, fees, 1);
  }

  FeeSchedule fees(boolean inBase) {
    return new FeeSchedule(
        seed.between(0, 2_500), seed.between(0, 2_000), seed.between(0, 1_000), inBase);
  }

  private OrderBook book(long midE8, PriceGrid grid, long usdtPriceE8) {
    OrderBook book = new OrderBook();
    long bidE8 = grid.floorE8(midE8);
    long askE8 = grid.ceilE8(bidE8 + 1);
    long levels = 3 + seed.between(0, OrderBook.MAX_LEVELS - 3);
    for (int i = 0; i < levels && bidE8 > 0; i++) {
      book.addBid(bidE8, sizeE8(usdtPriceE8));
      book.addAsk(askE8, sizeE8(usdtPriceE8));
      bidE8 = grid.floorE8(bidE8 - 1 - seed.between(0, 1) * grid.tickE8(bidE8));
      askE8 = grid.ceilE8(askE8 + 1 + seed.between(0, 1) * grid.tickE8(askE8));
    }
    return book;
  }

  /** 10 to 100,000 USDT worth. */
  private long sizeE8(long usdtPriceE8) {
    double usdt = Math.pow(10, real(1, 5));
    return 1 + (long) (usdt / usdtPriceE8 * Fixed.ONE * Fixed.ONE);
  }

  /** A size of 10 to 10,000 USDT worth at the pair's price. */
  long quantityE8(PairMarket market) {
    double usdt = Math.pow(10, real(1, 4));
    return 1 + (long) (usdt / market.binance().bestAskE8() * Fixed.ONE * Fixed.ONE);
  }

  private double real(double low, double high) {
    return low + (high - low) * seed.between(0, Fixed.MILLION) / Fixed.MILLION;
  }
}
