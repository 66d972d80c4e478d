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
   * Makes a book what comes next; it knows what differs, see {@link OrderBook#revise}.
   *
   * @param book revised in place
   * @param spare takes the levels as they were where some come or go
   * @throws StateException if the bytes are no difference to that book
   */
  static void read(OrderBook book, OrderBook spare, Units units, StateIn in) {
    readSide(book, spare, Side.BUY, units, in);
    readSide(book, spare, Side.SELL, units, in);
  }

  /** As long as no level comes or goes, it is the same one in both books. */
  private static void readSide(
      OrderBook book, OrderBook spare, Side taker, Units units, StateIn in) {
    int depth = in.getCount(OrderBook.MAX_LEVELS);
    int old = book.depth(taker);
    int most = Math.min(depth, old);
    int i = 0;
    while (i < depth) {
      long token = in.getLong();
      int step = (int) token & STEP;
      if (step == QUANTITY && i < most) {
        book.quantity(taker, i, in.getLong() * units.quantity());
        i++;
      } else if (step == KEEP && token > 0 && token >> STEP_BITS <= most - i) {
        i += (int) (token >> STEP_BITS);
      } else {
        spare.copyFrom(book);
        new Rest(spare, book, taker, units, in).read(token, i, depth);
        break;
      }
    }
    if (depth != old) {
      book.depth(taker, depth);
    }
  }

  /**
   * The levels of a side from the first on that may be another one than before.
   *
   * @param before as it was
   * @param after the same up to there
   */
  private record Rest(OrderBook before, OrderBook after, Side taker, Units units, StateIn in) {
    void read(long first, int from, int depth) {
      int old = before.depth(taker);
      int nearest = Math.max(0, from - 1);
      long reference = old == 0 ? 0 : before.priceE8(taker, nearest);
      long token = first;
      int i = from;
      int j = from;
      while (true) {
        int step = (int) token & STEP;
        long count = step == QUANTITY ? 1 : token >> STEP_BITS;
        if (step == INSERT) {
          reference += in.getLong() * units.price();
          after.set(taker, j, reference, in.getLong() * units.quantity());
          j++;
        } else {
          check(step, count, old - i, depth - j);
          reference = passed(step, (int) count, i, j, reference);
          i += (int) count;
          j += step == DROP ? 0 : (int) count;
        }
        if (j >= depth) {
          return;
        }
        token = in.getLong();
      }
    }

    private static void check(int step, long count, int old, int left) {
      if (count < 1 || count > old || (step != DROP && count > left)) {
        throw new StateException("no such level: " + count + " of " + old + " for " + left);
      }
    }

    /** Old levels are kept, dropped or given a quantity; returns the last price that stands. */
    private long passed(int step, int count, int i, int j, long reference) {
      if (step == DROP) {
        return reference;
      }
      if (step == QUANTITY) {
        after.set(taker, j, before.priceE8(taker, i), in.getLong() * units.quantity());
      } else if (i != j) {
        after.setFrom(before, taker, i, j, count);
      }
      return before.priceE8(taker, i + count - 1);
    }
  }
}
