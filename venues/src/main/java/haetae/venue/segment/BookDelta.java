package haetae.venue.segment;

import haetae.market.OrderBook;
import haetae.market.Side;
import haetae.state.StateException;
import haetae.state.StateIn;
import haetae.state.StateOut;

/**
 * A book as its difference to the one before: for each side its depth, then steps until that many
 * levels are there. A step keeps levels, drops some of the old ones, gives the next old one a new
 * quantity, or inserts a level. Whatever the two books are, the second comes out as it was.
 *
 * <p>Units: prices and quantities are written in multiples of the largest power of ten that divides
 * all of them so far, see {@link Units}. Allocates nothing. Threads: any; it keeps nothing.
 */
final class BookDelta {
  private static final int STEP_BITS = 2;
  private static final int STEP = (1 << STEP_BITS) - 1;
  private static final int KEEP = 0;
  private static final int QUANTITY = 1;
  private static final int INSERT = 2;
  private static final int DROP = 3;

  private BookDelta() {}

  /** Writes what makes one book of another. */
  static void write(OrderBook before, OrderBook after, Units units, StateOut out) {
    side(before, after, Side.BUY, units, out);
    side(before, after, Side.SELL, units, out);
  }

  private static void side(
      OrderBook before, OrderBook after, Side taker, Units units, StateOut out) {
    int depth = after.depth(taker);
    int old = before.depth(taker);
    out.putLong(depth);
    long reference = old == 0 ? 0 : before.priceE8(taker, 0);
    int i = 0;
    int j = 0;
    while (j < depth) {
      long price = after.priceE8(taker, j);
      int passed = i;
      while (i < old && better(taker, before.priceE8(taker, i), price)) {
        i++;
      }
      if (i > passed) {
        step(DROP, i - passed, out);
      }
      if (i == old || before.priceE8(taker, i) != price) {
        step(INSERT, 0, out);
        out.putLong((price - reference) / units.price());
        out.putLong(after.quantityE8(taker, j) / units.quantity());
        reference = price;
        j++;
        continue;
      }
      int same = same(before, i, after, j, taker);
      if (same == 0) {
        step(QUANTITY, 0, out);
        out.putLong(after.quantityE8(taker, j) / units.quantity());
        same = 1;
      } else {
        step(KEEP, same, out);
      }
      i += same;
      j += same;
      reference = after.priceE8(taker, j - 1);
    }
  }

  private static void step(int step, long count, StateOut out) {
    out.putLong(count << STEP_BITS | step);
  }

  /** True if a price comes before another on the side that a taker meets. */
  private static boolean better(Side taker, long price, long other) {
    return taker == Side.BUY ? price < other : price > other;
  }

  /** How many levels from there on are the very same. */
  private static int same(OrderBook before, int i, OrderBook after, int j, Side taker) {
    int most = Math.min(before.depth(taker) - i, after.depth(taker) - j);
    int count = 0;
    while (count < most
        && before.priceE8(taker, i + count) == after.priceE8(taker, j + count)
        && before.quantityE8(taker, i + count) == after.quantityE8(taker, j + count)) {
      count++;
    }
    return count;
  }

  /**
   * Reads a book.
   *
   * @param after filled anew, and not the same as {@code before}
   * @throws StateException if the bytes are no difference to that book
   */
  static void read(OrderBook before, OrderBook after, Units units, StateIn in) {
    after.copyFrom(before);
    readSide(before, after, Side.BUY, units, in);
    readSide(before, after, Side.SELL, units, in);
  }

  /** The levels are those of before until a step says otherwise. */
  private static void readSide(
      OrderBook before, OrderBook after, Side taker, Units units, StateIn in) {
    int depth = in.getCount(OrderBook.MAX_LEVELS);
    int old = before.depth(taker);
    long reference = old == 0 ? 0 : before.priceE8(taker, 0);
    int i = 0;
    int j = 0;
    while (j < depth) {
      long token = in.getLong();
      int step = (int) token & STEP;
      long count = step == QUANTITY ? 1 : token >> STEP_BITS;
      if (step == INSERT) {
        reference += in.getLong() * units.price();
        after.set(taker, j, reference, in.getLong() * units.quantity());
        j++;
        continue;
      }
      if (count < 1 || count > old - i || (step != DROP && count > depth - j)) {
        throw new StateException("no such level: " + count + " from " + i + " of " + old);
      }
      if (step == QUANTITY) {
        after.set(taker, j, before.priceE8(taker, i), in.getLong() * units.quantity());
      } else if (step == KEEP && i != j) {
        after.setFrom(before, taker, i, j, (int) count);
      }
      if (step != DROP) {
        j += (int) count;
        reference = before.priceE8(taker, i + (int) count - 1);
      }
      i += (int) count;
    }
    after.depth(taker, depth);
  }
}
