package haetae.premium;

import haetae.market.OrderBook;
import haetae.market.Side;

/**
 * A place in the levels that a taker meets, best first, and what is left there.
 *
 * <p>A level whose price or size is not positive ends the book: nothing behind it is trusted.
 * Threads: one owner. Allocates nothing after construction.
 */
final class LevelCursor {
  private final DepthHaircut haircut;
  private OrderBook book = new OrderBook();
  private Side taker = Side.BUY;
  private int level;
  private long leftE8;

  LevelCursor(DepthHaircut haircut) {
    this.haircut = haircut;
  }

  /** Goes to the best level. */
  void start(OrderBook from, Side side) {
    book = from;
    taker = side;
    level = -1;
    next();
  }

  /** Leaves the level, whatever is left there. */
  void next() {
    int depth = book.depth(taker);
    leftE8 = 0;
    while (leftE8 == 0 && ++level < depth) {
      if (book.priceE8(taker, level) <= 0 || book.quantityE8(taker, level) <= 0) {
        level = depth;
        return;
      }
      leftE8 = haircut.visibleE8(book, taker, level);
    }
  }

  /** True if no level is left. */
  boolean exhausted() {
    return leftE8 == 0;
  }

  long priceE8() {
    return book.priceE8(taker, level);
  }

  long leftE8() {
    return leftE8;
  }

  /** Takes at most what is left; goes on when nothing is. */
  void take(long quantityE8) {
    leftE8 -= quantityE8;
    if (leftE8 == 0) {
      next();
    }
  }
}
