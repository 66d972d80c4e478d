package haetae.market;

import haetae.state.StateIn;
import haetae.state.StateOut;
import org.jspecify.annotations.Nullable;

/**
 * The best levels of one instrument's book. Mutable and preallocated: updating it allocates
 * nothing.
 *
 * <p>Shape: bids best first with strictly falling prices, asks best first with strictly rising
 * prices, at most {@link #MAX_LEVELS} a side; {@link #fault} says if that does not hold. Units:
 * prices E8 of the quote asset, quantities E8 of the base asset. Threads: one owner.
 *
 * <p>Most books differ from the one before by a few quantities. One that is changed between two
 * calls of {@link #revise} knows which, and another that is made equal to it after each of them
 * takes over and checks no more than those.
 */
public final class OrderBook {
  /** Most levels kept on a side (Upbit sends 30). */
  public static final int MAX_LEVELS = 30;

  /** Longest that {@link #write} writes. */
  public static final int MOST_LONGS = 1 + 4 * MAX_LEVELS;

  private final long[] bidPriceE8 = new long[MAX_LEVELS];
  private final long[] bidQuantityE8 = new long[MAX_LEVELS];
  private final long[] askPriceE8 = new long[MAX_LEVELS];
  private final long[] askQuantityE8 = new long[MAX_LEVELS];
  private int bids;
  private int asks;
  private long edits;
  private long revisedEdits = -1;
  private int revisedBids;
  private int revisedAsks;
  private boolean reshaped = true;
  private @Nullable OrderBook followed;
  private long followedEdits;
  private long sameEdits;
  private long soundEdits = -1;

  /** Removes all levels. */
  public void clear() {
    bids = 0;
    asks = 0;
    reshape();
  }

  /** Begins a revision: what is changed from now on is known to differ from the book up to now. */
  public void revise() {
    revisedEdits = edits;
    revisedBids = 0;
    revisedAsks = 0;
    reshaped = false;
  }

  /** Something else than a quantity changes. */
  private void reshape() {
    edits++;
    reshaped = true;
  }

  /** Gives the i-th level that a taker on the given side meets another quantity. */
  public void quantity(Side taker, int i, long quantityE8) {
    if (taker == Side.BUY) {
      askQuantityE8[i] = quantityE8;
      revisedAsks |= 1 << i;
    } else {
      bidQuantityE8[i] = quantityE8;
      revisedBids |= 1 << i;
    }
    edits++;
  }

  /** Appends the next worse bid; ignored beyond {@link #MAX_LEVELS}. */
  public void addBid(long priceE8, long quantityE8) {
    if (bids < MAX_LEVELS) {
      bidPriceE8[bids] = priceE8;
      bidQuantityE8[bids++] = quantityE8;
      reshape();
    }
  }

  /** Appends the next worse ask; ignored beyond {@link #MAX_LEVELS}. */
  public void addAsk(long priceE8, long quantityE8) {
    if (asks < MAX_LEVELS) {
      askPriceE8[asks] = priceE8;
      askQuantityE8[asks++] = quantityE8;
      reshape();
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
    reshape();
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
    reshape();
  }

  /** Says how many of the levels that were set count, from the best on. */
  public void depth(Side taker, int levels) {
    if (taker == Side.BUY) {
      asks = levels;
    } else {
      bids = levels;
    }
    reshape();
  }

  /** Makes this book equal to another. */
  public void copyFrom(OrderBook other) {
    boolean known = followed == other && sameEdits == edits;
    if (known && !other.reshaped && followedEdits == other.revisedEdits) {
      copyRevised(other);
    } else {
      copyAll(other);
    }
    followed = other;
    followedEdits = other.edits;
    sameEdits = edits;
  }

  private void copyAll(OrderBook other) {
    bids = other.bids;
    asks = other.asks;
    System.arraycopy(other.bidPriceE8, 0, bidPriceE8, 0, bids);
    System.arraycopy(other.bidQuantityE8, 0, bidQuantityE8, 0, bids);
    System.arraycopy(other.askPriceE8, 0, askPriceE8, 0, asks);
    System.arraycopy(other.askQuantityE8, 0, askQuantityE8, 0, asks);
    reshape();
  }

  /** This book was equal to the other one before its revision. */
  private void copyRevised(OrderBook other) {
    long sign =
        copyQuantities(other.askQuantityE8, askQuantityE8, other.revisedAsks)
            | copyQuantities(other.bidQuantityE8, bidQuantityE8, other.revisedBids);
    boolean sound = soundEdits == edits && sign >= 0;
    reshape();
    soundEdits = sound ? edits : -1;
  }

  /** Copies the levels of a bit set; negative if one of them is not positive. */
  private static long copyQuantities(long[] from, long[] to, int levels) {
    long sign = 0;
    for (int left = levels; left != 0; left &= left - 1) {
      int i = Integer.numberOfTrailingZeros(left);
      long quantity = from[i];
      to[i] = quantity;
      sign |= quantity | (quantity - 1);
    }
    return sign;
  }

  /** How often it was changed so far; another number, another book. */
  public long edits() {
    return edits;
  }

  /** True if all it has become since then is a few quantities, see {@link #revise}. */
  public boolean revisedSince(long formerEdits) {
    return !reshaped && revisedEdits == formerEdits;
  }

  /**
   * Writes the levels.
   *
   * @param whole all of them, or those of the revision
   * @param to with room for {@link #MOST_LONGS}
   * @return where the next may be written
   */
  public int write(boolean whole, long[] to, int at) {
    if (!whole) {
      to[at] = (long) revisedBids << Integer.SIZE | revisedAsks;
      int next = gather(askQuantityE8, revisedAsks, to, at + 1);
      return gather(bidQuantityE8, revisedBids, to, next);
    }
    to[at] = (long) bids << Integer.SIZE | asks;
    System.arraycopy(askPriceE8, 0, to, at + 1, asks);
    System.arraycopy(askQuantityE8, 0, to, at + 1 + asks, asks);
    int next = at + 1 + 2 * asks;
    System.arraycopy(bidPriceE8, 0, to, next, bids);
    System.arraycopy(bidQuantityE8, 0, to, next + bids, bids);
    return next + 2 * bids;
  }

  private static int gather(long[] from, int levels, long[] to, int at) {
    int next = at;
    for (int left = levels; left != 0; left &= left - 1) {
      to[next++] = from[Integer.numberOfTrailingZeros(left)];
    }
    return next;
  }

  /**
   * Takes over what {@link #write} has written of another book.
   *
   * @param whole as it was written; if not, this must be equal to that book before its revision
   * @return where the next was written
   */
  public int read(boolean whole, long[] from, int at) {
    int aboutAsks = (int) from[at];
    int aboutBids = (int) (from[at] >>> Integer.SIZE);
    if (!whole) {
      revisedAsks |= aboutAsks;
      revisedBids |= aboutBids;
      edits++;
      return scatter(
          from, scatter(from, at + 1, aboutAsks, askQuantityE8), aboutBids, bidQuantityE8);
    }
    asks = aboutAsks;
    bids = aboutBids;
    System.arraycopy(from, at + 1, askPriceE8, 0, asks);
    System.arraycopy(from, at + 1 + asks, askQuantityE8, 0, asks);
    int next = at + 1 + 2 * asks;
    System.arraycopy(from, next, bidPriceE8, 0, bids);
    System.arraycopy(from, next + bids, bidQuantityE8, 0, bids);
    reshape();
    return next + 2 * bids;
  }

  private static int scatter(long[] from, int at, int levels, long[] to) {
    int next = at;
    for (int left = levels; left != 0; left &= left - 1) {
      to[Integer.numberOfTrailingZeros(left)] = from[next++];
    }
    return next;
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
    reshape();
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
    if (soundEdits != edits) {
      if (odd(bidPriceE8, bidQuantityE8, bids, -1) || odd(askPriceE8, askQuantityE8, asks, 1)) {
        return firstOdd();
      }
      soundEdits = edits;
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
    reshape();
  }
}
