package haetae.market;

import haetae.state.StateIn;
import haetae.state.StateOut;

/**
 * The best levels of one instrument's book. Mutable and preallocated: updating it allocates
 * nothing.
 *
 * <p>Shape: bids best first with strictly falling prices, asks best first with strictly rising
 * prices, at most {@link #MAX_LEVELS} a side; {@link #fault} says if that does not hold. Units:
 * prices E8 of the quote asset, quantities E8 of the base asset. Threads: one owner.
 */
public final class OrderBook {
  /** Most levels kept on a side (Upbit sends 30). */
  public static final int MAX_LEVELS = 30;

  private final long[] bidPriceE8 = new long[MAX_LEVELS];
  private final long[] bidQuantityE8 = new long[MAX_LEVELS];
  private final long[] askPriceE8 = new long[MAX_LEVELS];
  private final long[] askQuantityE8 = new long[MAX_LEVELS];
  private int bids;
  private int asks;

  /** Removes all levels. */
  public void clear() {
    bids = 0;
    asks = 0;
  }

  /** Appends the next worse bid; ignored beyond {@link #MAX_LEVELS}. */
  public void addBid(long priceE8, long quantityE8) {
    if (bids < MAX_LEVELS) {
      bidPriceE8[bids] = priceE8;
      bidQuantityE8[bids++] = quantityE8;
    }
  }

  /** Appends the next worse ask; ignored beyond {@link #MAX_LEVELS}. */
  public void addAsk(long priceE8, long quantityE8) {
    if (asks < MAX_LEVELS) {
      askPriceE8[asks] = priceE8;
      askQuantityE8[asks++] = quantityE8;
    }
  }

  /** Sets the i-th level that a taker on the given side meets; the depth stays as it is. */
  public void set(Side taker, int i, long priceE8, long quantityE8) {
    if (taker == Side.BUY) {
      askPriceE8[i] = priceE8;
      askQuantityE8[i] = quantityE8;
    } else {
      bidPriceE8[i] = priceE8;
      bidQuantityE8[i] = quantityE8;
    }
  }

  /** Sets levels, from the i-th on, to levels of another book; the depth stays as it is. */
  public void setFrom(OrderBook other, Side taker, int first, int i, int count) {
    if (taker == Side.BUY) {
      System.arraycopy(other.askPriceE8, first, askPriceE8, i, count);
      System.arraycopy(other.askQuantityE8, first, askQuantityE8, i, count);
    } else {
      System.arraycopy(other.bidPriceE8, first, bidPriceE8, i, count);
      System.arraycopy(other.bidQuantityE8, first, bidQuantityE8, i, count);
    }
  }

  /** Says how many of the levels that were set count, from the best on. */
  public void depth(Side taker, int levels) {
    if (taker == Side.BUY) {
      asks = levels;
    } else {
      bids = levels;
    }
  }

  /** Makes this book equal to another. */
  public void copyFrom(OrderBook other) {
    bids = other.bids;
    asks = other.asks;
    System.arraycopy(other.bidPriceE8, 0, bidPriceE8, 0, bids);
    System.arraycopy(other.bidQuantityE8, 0, bidQuantityE8, 0, bids);
    System.arraycopy(other.askPriceE8, 0, askPriceE8, 0, asks);
    System.arraycopy(other.askQuantityE8, 0, askQuantityE8, 0, asks);
  }

  /** Number of bid levels. */
  public int bids() {
    return bids;
  }

  /** Number of ask levels. */
  public int asks() {
    return asks;
  }

  /** Number of levels that a taker on the given side meets: asks for a buy, bids for a sell. */
  public int depth(Side taker) {
    return taker == Side.BUY ? asks : bids;
  }

  /** Price of the i-th level that a taker on the given side meets, best first. */
  public long priceE8(Side taker, int i) {
    return taker == Side.BUY ? askPriceE8[i] : bidPriceE8[i];
  }

  /** Quantity of the i-th level that a taker on the given side meets. */
  public long quantityE8(Side taker, int i) {
    return taker == Side.BUY ? askQuantityE8[i] : bidQuantityE8[i];
  }

  /** Takes away quantity from the i-th level that a taker meets; used by matching models. */
  public void reduce(Side taker, int i, long byE8) {
    long[] quantities = taker == Side.BUY ? askQuantityE8 : bidQuantityE8;
    quantities[i] = Math.subtractExact(quantities[i], byE8);
  }

  /** Best bid price; 0 if there is none. */
  public long bestBidE8() {
    return bids == 0 ? 0 : bidPriceE8[0];
  }

  /** Best ask price; 0 if there is none. */
  public long bestAskE8() {
    return asks == 0 ? 0 : askPriceE8[0];
  }

  /** Mean of best bid and best ask, rounded down; 0 if a side is empty. */
  public long midE8() {
    return bids == 0 || asks == 0 ? 0 : bidPriceE8[0] + ((askPriceE8[0] - bidPriceE8[0]) >> 1);
  }

  /**
   * The first thing found that makes this book unfit for a decision.
   *
   * @param maxSpreadPpm widest spread accepted, in parts per million of the bid
   */
  public BookFault fault(long maxSpreadPpm) {
    if (bids == 0 || asks == 0) {
      return BookFault.EMPTY_SIDE;
    }
    if (odd(bidPriceE8, bidQuantityE8, bids, -1) || odd(askPriceE8, askQuantityE8, asks, 1)) {
      return firstOdd();
    }
    if (bidPriceE8[0] >= askPriceE8[0]) {
      return bidPriceE8[0] == askPriceE8[0] ? BookFault.LOCKED : BookFault.CROSSED;
    }
    return wide(askPriceE8[0] - bidPriceE8[0], maxSpreadPpm)
        ? BookFault.WIDE_SPREAD
        : BookFault.NONE;
  }

  /**
   * True if a level is not positive, or not worse than the one before it. One pass without a branch
   * a level: the sign of what is gathered tells.
   *
   * @param worse 1 if worse is higher, -1 if it is lower
   */
  private static boolean odd(long[] prices, long[] quantities, int levels, int worse) {
    long sign = prices[0] | (prices[0] - 1) | quantities[0] | (quantities[0] - 1);
    for (int i = 1; i < levels; i++) {
      long price = prices[i];
      long quantity = quantities[i];
      sign |= price | (price - 1) | quantity | (quantity - 1);
      // Two positive prices: their difference cannot overflow.
      sign |= worse * (price - prices[i - 1]) - 1;
    }
    return sign < 0;
  }

  /** The first level that is odd, as what it is. */
  private BookFault firstOdd() {
    for (int i = 0; i < bids; i++) {
      if (bidPriceE8[i] <= 0 || bidQuantityE8[i] <= 0) {
        return BookFault.NOT_POSITIVE;
      }
      if (i > 0 && bidPriceE8[i] >= bidPriceE8[i - 1]) {
        return BookFault.UNSORTED;
      }
    }
    for (int i = 0; i < asks; i++) {
      if (askPriceE8[i] <= 0 || askQuantityE8[i] <= 0) {
        return BookFault.NOT_POSITIVE;
      }
      if (i > 0 && askPriceE8[i] <= askPriceE8[i - 1]) {
        return BookFault.UNSORTED;
      }
    }
    throw new IllegalStateException("no odd level");
  }

  /** Compares {@code gap * 1e6} with {@code bid * ppm} in 128 bits, so no input can overflow. */
  private boolean wide(long gapE8, long maxSpreadPpm) {
    long bidE8 = bidPriceE8[0];
    int high =
        Long.compare(
            Math.multiplyHigh(gapE8, Fixed.MILLION), Math.multiplyHigh(bidE8, maxSpreadPpm));
    return high != 0
        ? high > 0
        : Long.compareUnsigned(gapE8 * Fixed.MILLION, bidE8 * maxSpreadPpm) > 0;
  }

  /** Writes all of it. */
  public void save(StateOut out) {
    out.putLong(bids).putLong(asks);
    for (int i = 0; i < bids; i++) {
      out.putLong(bidPriceE8[i]).putLong(bidQuantityE8[i]);
    }
    for (int i = 0; i < asks; i++) {
      out.putLong(askPriceE8[i]).putLong(askQuantityE8[i]);
    }
  }

  /** Reads what {@link #save} has written. */
  public void load(StateIn in) {
    bids = in.getCount(MAX_LEVELS);
    asks = in.getCount(MAX_LEVELS);
    for (int i = 0; i < bids; i++) {
      bidPriceE8[i] = in.getLong();
      bidQuantityE8[i] = in.getLong();
    }
    for (int i = 0; i < asks; i++) {
      askPriceE8[i] = in.getLong();
      askQuantityE8[i] = in.getLong();
    }
  }
}
