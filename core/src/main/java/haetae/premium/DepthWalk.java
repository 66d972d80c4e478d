package haetae.premium;

import haetae.market.Fixed;
import haetae.market.OrderBook;
import haetae.market.Side;
import java.math.RoundingMode;

/**
 * Walks a book as a taker of a given quantity would, and says what it costs.
 *
 * <p>Reusable and allocation-free: the results are those of the last walk. Rounding is against us:
 * what a buy pays goes up, what a sell brings goes down. Threads: one owner.
 */
public final class DepthWalk {
  private long filledE8;
  private long notionalE8;
  private long worstPriceE8;
  private boolean buying;

  /**
   * Walks the book.
   *
   * @return true if the visible depth covers the quantity
   */
  public boolean walk(OrderBook book, Side taker, long quantityE8) {
    buying = taker == Side.BUY;
    RoundingMode against = buying ? RoundingMode.CEILING : RoundingMode.FLOOR;
    long rest = quantityE8;
    notionalE8 = 0;
    worstPriceE8 = 0;
    int depth = book.depth(taker);
    for (int i = 0; i < depth && rest > 0; i++) {
      long take = Math.min(rest, book.quantityE8(taker, i));
      worstPriceE8 = book.priceE8(taker, i);
      notionalE8 = Math.addExact(notionalE8, Fixed.multiplyE8(take, worstPriceE8, against));
      rest -= take;
    }
    filledE8 = quantityE8 - rest;
    return rest == 0;
  }

  /** Quantity that the visible depth covers, at most the one asked for. */
  public long filledE8() {
    return filledE8;
  }

  /** Sum of price times quantity over the levels taken. */
  public long notionalE8() {
    return notionalE8;
  }

  /** Price of the last level taken; 0 if there is none. */
  public long worstPriceE8() {
    return worstPriceE8;
  }

  /** Average price of what was taken, rounded against us; 0 if nothing was. */
  public long vwapE8() {
    if (filledE8 == 0) {
      return 0;
    }
    RoundingMode against = buying ? RoundingMode.CEILING : RoundingMode.FLOOR;
    return Fixed.divideE8(notionalE8, filledE8, against);
  }
}
