package haetae.ops.watchdog;

import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * Real progress of one thread: it beats when it has done a piece of work, never by a timer.
 *
 * <p>One thread beats, any may look.
 */
public final class Heartbeat {
  private final String name;
  private final LongSupplier clock;

  /** When the next beat is expected. One number, so that a look never sees half of a beat. */
  private final AtomicLong dueNs;

  /**
   * A heart that has just beaten.
   *
   * @param clock monotonic nanoseconds
   */
  public Heartbeat(String name, LongSupplier clock) {
    this.name = name;
    this.clock = clock;
    this.dueNs = new AtomicLong(clock.getAsLong());
  }

  /** Work was done. */
  public void beat() {
    dueNs.setRelease(clock.getAsLong());
  }

  /**
   * Work was done, and the next is not expected before so long.
   *
   * @param restNs 0 or more; less counts as 0
   */
  public void beatAndRest(long restNs) {
    dueNs.setRelease(clock.getAsLong() + Math.max(0, restNs));
  }

  /** How much later than expected the next beat is, in ns; 0 if it is not late. */
  public long lateNs() {
    long due = dueNs.getAcquire();
    return Math.max(0, clock.getAsLong() - due);
  }

  /** Whose progress it is. */
  public String name() {
    return name;
  }
}
