package haetae.venue.binance;

import haetae.venue.wire.LiveOrder;
import haetae.venue.wire.OrderApi.Lookup;
import haetae.venue.wire.Sending;
import haetae.venue.wire.Soonest;
import java.util.concurrent.TimeUnit;
import java.util.function.LongPredicate;

/**
 * Finds out what became of an order whose request was answered in a way that leaves it open.
 *
 * <p>First it waits until an order that is still on its way would be too old to be taken, by the
 * venue's clock and with a margin for ours: the venue looks at the age of an order once more right
 * before it is matched. If two different questions are answered in the negative after that, and the
 * private stream, unbroken, has told nothing of it, it never arrived. Without such a stream both
 * questions must be answered in the negative once more, after the time by which what can be read
 * may be behind. Source: Binance, "Timing security" (spot), error -5028 (USD-M).
 */
final class ArrivalProof {
  /** The venue's clock is known better than that; 1 s ahead of it nothing is taken at all. */
  private static final long CLOCK_MARGIN_MS = 200;

  private static final long LOOK_PAUSE_MS = 100;

  /** An answer is late after this: the question is asked once more, and the first one counts. */
  private static final long LATE_MS = 120;

  /** Rounds of questions, if some are not answered. */
  private static final int ROUNDS = 3;

  private static final Sending OPEN = new Sending.OutcomeUnknown("not settled");
  private static final Sending NEVER =
      new Sending.Rejected(Sending.NEVER_ARRIVED, "older than the venue takes, and not there");

  private final Questions questions;
  private final LongPredicate heardOut;
  private final long windowMs;
  private final long readLagMs;

  /** What can be asked about an order. */
  interface Questions {
    /** What the venue has under its client id. */
    Lookup look(LiveOrder order);

    /** Whether it is among the symbol's newest orders. */
    Listed listed(LiveOrder order);
  }

  /** What a list of orders says about one. */
  enum Listed {
    YES,
    NO,
    UNREADABLE
  }

  /**
   * Proofs about one product's orders.
   *
   * @param heardOut true if the private stream has stood since a time, ns since the epoch, and what
   *     it had to say is heard; may block for a moment
   */
  ArrivalProof(Questions questions, BinanceSettings settings, LongPredicate heardOut) {
    this.questions = questions;
    this.heardOut = heardOut;
    this.windowMs = settings.orderWindowMs() + CLOCK_MARGIN_MS;
    this.readLagMs = settings.readLagMs();
  }

  /** Accepted or rejected if that is proved, else of unknown outcome. Blocks. */
  Sending of(LiveOrder order) {
    try {
      Sending seen = whileItMayArrive(order);
      for (int round = 0; round < ROUNDS && seen.equals(OPEN) && !order.arrived(); round++) {
        seen = proved(order);
      }
      return seen;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return OPEN;
    }
  }

  private Sending whileItMayArrive(LiveOrder order) throws InterruptedException {
    long overNanos = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(windowMs);
    long leftMs = windowMs;
    while (leftMs > 0 && !order.arrived()) {
      if (look(order) instanceof Lookup.Found(var state)) {
        return new Sending.Accepted(state);
      }
      leftMs = TimeUnit.NANOSECONDS.toMillis(overNanos - System.nanoTime()) + 1;
      Thread.sleep(Math.clamp(leftMs, 0, LOOK_PAUSE_MS));
      leftMs = TimeUnit.NANOSECONDS.toMillis(overNanos - System.nanoTime());
    }
    return OPEN;
  }

  private Sending proved(LiveOrder order) throws InterruptedException {
    boolean heard = heardOut.test(order.openedNs());
    Sending said = asked(order);
    if (said.equals(NEVER) && !heard) {
      Thread.sleep(readLagMs);
      said = asked(order);
    }
    return said.equals(NEVER) && order.arrived() ? OPEN : said;
  }

  private Sending asked(LiveOrder order) throws InterruptedException {
    return switch (look(order)) {
      case Lookup.Found(var state) -> new Sending.Accepted(state);
      case Lookup.Absent() -> unlisted(order) ? NEVER : OPEN;
      case Lookup.NoAnswer _ -> OPEN;
    };
  }

  private Lookup look(LiveOrder order) throws InterruptedException {
    return Soonest.answer(
        () -> questions.look(order), seen -> !(seen instanceof Lookup.NoAnswer), LATE_MS);
  }

  private boolean unlisted(LiveOrder order) throws InterruptedException {
    return Soonest.answer(
            () -> questions.listed(order), listed -> listed != Listed.UNREADABLE, LATE_MS)
        == Listed.NO;
  }
}
