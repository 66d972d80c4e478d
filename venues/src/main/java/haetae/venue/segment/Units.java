package haetae.venue.segment;

import haetae.market.OrderBook;
import haetae.market.Side;

/**
 * The largest powers of ten that divide every price and quantity of an instrument seen so far, both
 * E8. They only ever get smaller: ticks change, and a finer number must not lose its end. Threads:
 * one owner.
 */
final class Units {
  /** No price or quantity of a book is a multiple of more. */
  static final long LARGEST = 1_000_000_000_000_000L;

  private static final int TEN = 10;

  private long price;
  private long quantity;

  Units(long price, long quantity) {
    this.price = price;
    this.quantity = quantity;
  }

  /** Makes the units fit; true if one had to change. */
  boolean fit(OrderBook book) {
    long oldPrice = price;
    long oldQuantity = quantity;
    for (Side taker : SIDES) {
      int depth = book.depth(taker);
      for (int i = 0; i < depth; i++) {
        price = fitting(price, book.priceE8(taker, i));
        quantity = fitting(quantity, book.quantityE8(taker, i));
      }
    }
    return price != oldPrice || quantity != oldQuantity;
  }

  /** The same for a trade. */
  boolean fit(long priceE8, long quantityE8) {
    long oldPrice = price;
    long oldQuantity = quantity;
    price = fitting(price, priceE8);
    quantity = fitting(quantity, quantityE8);
    return price != oldPrice || quantity != oldQuantity;
  }

  private static final Side[] SIDES = Side.values();

  private static long fitting(long unit, long number) {
    long fits = unit;
    while (number % fits != 0) {
      fits /= TEN;
    }
    return fits;
  }

  long price() {
    return price;
  }

  long quantity() {
    return quantity;
  }
}
