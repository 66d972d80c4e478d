package haetae.bench;

import haetae.market.Fixed;
import haetae.market.OrderBook;

/** Books of fifteen levels on a side, all of which say the same price of the coin. */
final class BenchBooks {
  static final int LEVELS = 15;
  static final long BTC_KRW = 105_490_000;
  static final long BTC_USDT = 77_000;
  static final long USDT_KRW = 1_370;

  private BenchBooks() {}

  /** Fills a book around a price, a tick between levels. */
  static void fill(OrderBook book, long midE8, long tickE8, long quantityE8) {
    book.clear();
    for (int level = 1; level <= LEVELS; level++) {
      book.addBid(midE8 - level * tickE8, quantityE8);
      book.addAsk(midE8 + level * tickE8, quantityE8);
    }
  }

  static OrderBook upbit() {
    OrderBook book = new OrderBook();
    fill(book, BTC_KRW * Fixed.ONE, 1_000 * Fixed.ONE, Fixed.ONE / 5);
    return book;
  }

  static OrderBook binance() {
    OrderBook book = new OrderBook();
    fill(book, BTC_USDT * Fixed.ONE, Fixed.ONE / 10, Fixed.ONE);
    return book;
  }

  static OrderBook fx() {
    OrderBook book = new OrderBook();
    fill(book, USDT_KRW * Fixed.ONE, Fixed.ONE, 50_000 * Fixed.ONE);
    return book;
  }
}
