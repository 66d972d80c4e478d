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
  private final AtomicLong lastNs;
  private final AtomicLong allowanceNs = new AtomicLong();

  /**
   * A heart that has just beaten.
   *
   * @param clock monotonic nanoseconds
   */
  public Heartbeat(String name, LongSupplier clock) {
    this.name = name;
    this.clock = clock;
    this.lastNs = new AtomicLong(clock.getAsLong());
  }

  /** Work was done. */
  public void beat() {
    lastNs.setRelease(clock.getAsLong());
    allowanceNs.setRelease(0);
  }

  /** Work was done, and the next is not expected before so long. */
  public void beatAndRest(long restNs) {
    allowanceNs.setRelease(restNs);
    lastNs.setRelease(clock.getAsLong());
  }

  /** How much later than expected the next beat is, in ns; 0 if it is not late. */
  public long lateNs() {
    return Math.max(0, clock.getAsLong() - lastNs.getAcquire() - allowanceNs.getAcquire());
  }

  /** Whose progress it is. */
  public String name() {
    return name;
  }
}
