package haetae.sim;

import haetae.market.Fixed;
import java.math.RoundingMode;

/**
 * Place of a resting order in the queue of its price level.
 *
 * <p>It joins at the back. Trades at the price take from the queue ahead first; what leaves the
 * level without a trade was cancelled, before and behind us in proportion to what stands there. A
 * touch is no fill: it fills only when the queue ahead is used up, or when the price trades
 * through. Units: E8 of the coin. Threads: the run's.
 */
final class QueuePosition {
  /** A level that the book does not show. */
  static final long UNSEEN = -1;

  private long aheadE8;
  private long levelE8;
  private long leftE8;

  /**
   * An order that has just arrived.
   *
   * @param levelE8 what others have at its price; {@link #UNSEEN} puts it behind whatever shows up
   * @param quantityE8 its own quantity
   */
  QueuePosition(long levelE8, long quantityE8) {
    if (levelE8 < UNSEEN || quantityE8 <= 0) {
      throw new IllegalArgumentException("queue of " + levelE8 + ", order of " + quantityE8);
    }
    this.aheadE8 = levelE8 == UNSEEN ? Long.MAX_VALUE : levelE8;
    this.levelE8 = levelE8;
    this.leftE8 = quantityE8;
  }

  /** What stands before it. */
  long aheadE8() {
    return aheadE8;
  }

  /** What of it has not filled. */
  long leftE8() {
    return leftE8;
  }

  /** A trade at its price; returns what of it falls to this order. */
  long traded(long quantityE8) {
    if (levelE8 == UNSEEN) {
      return 0;
    }
    long queued = Math.min(aheadE8, quantityE8);
    aheadE8 -= queued;
    levelE8 = Math.max(aheadE8, levelE8 - quantityE8);
    return fill(quantityE8 - queued);
  }

  /** The price has traded through: the rest fills; returns it. */
  long through() {
    aheadE8 = 0;
    return fill(leftE8);
  }

  private long fill(long quantityE8) {
    long filled = Math.min(leftE8, quantityE8);
    leftE8 -= filled;
    return filled;
  }

  /** What others have at its price now: less than before and its trades is cancelled. */
  void level(long nowE8) {
    if (nowE8 == UNSEEN) {
      return;
    }
    if (levelE8 == UNSEEN) {
      levelE8 = nowE8;
    }
    long cancelled = levelE8 - nowE8;
    if (cancelled > 0) {
      // Rounded down: rather too long a queue than too short a one.
      cancelledAhead(Fixed.mulDiv(cancelled, aheadE8, levelE8, RoundingMode.FLOOR));
    }
    levelE8 = nowE8;
    aheadE8 = Math.min(aheadE8, nowE8);
  }

  /** So much of the queue ahead was cancelled. */
  void cancelledAhead(long quantityE8) {
    long gone = Math.min(aheadE8, quantityE8);
    aheadE8 -= gone;
    levelE8 -= gone;
  }
}
