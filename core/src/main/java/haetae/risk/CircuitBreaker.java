package haetae.risk;

import haetae.state.StateIn;
import haetae.state.StateOut;

/**
 * Opens after technical failures in a row; while open, no entries. After the cool-down one probe is
 * let through: its success closes the breaker, its failure opens it again. A probe that is not
 * heard of for another cool-down is followed by the next one. A success of something older than the
 * probe closes nothing. Hedging and unwinding are never asked.
 *
 * <p>Threads: the engine's.
 */
public final class CircuitBreaker {
  private final int threshold;
  private final long cooldownNs;
  private int consecutive;
  private boolean open;
  private boolean probing;
  private long sinceNs;

  /** A closed breaker that opens at {@code threshold} failures in a row. */
  public CircuitBreaker(int threshold, long cooldownNs) {
    if (threshold < 1 || cooldownNs < 0) {
      throw new IllegalArgumentException("breaker threshold or cool-down out of range");
    }
    this.threshold = threshold;
    this.cooldownNs = cooldownNs;
  }

  /** A failure at a time. */
  public void failed(long nowNs) {
    consecutive++;
    if (consecutive >= threshold || probing) {
      open = true;
      probing = false;
      sinceNs = nowNs;
    }
  }

  /** A success: the row of failures ends; the breaker closes unless it is still cooling down. */
  public void succeeded() {
    if (!open || probing) {
      consecutive = 0;
      open = false;
      probing = false;
    }
  }

  /** True if an entry may be sent now. */
  public boolean allows(long nowNs) {
    return !open || nowNs - sinceNs >= cooldownNs;
  }

  /** An entry is being sent: while open, it is the one probe. */
  public void sent(long nowNs) {
    if (open && allows(nowNs)) {
      probing = true;
      sinceNs = nowNs;
    }
  }

  /** True until a success. */
  public boolean open() {
    return open;
  }

  /** Failures in a row. */
  public int consecutive() {
    return consecutive;
  }

  /** Time left until a probe is let through, in ms; 0 if none. */
  public long remainingMs(long nowNs) {
    return open ? Math.max(0, (cooldownNs - (nowNs - sinceNs)) / 1_000_000) : 0;
  }

  /** Writes all of it. */
  public void save(StateOut out) {
    out.putLong(consecutive).putBool(open).putBool(probing).putLong(sinceNs);
  }

  /** Reads what {@link #save} has written. */
  public void load(StateIn in) {
    consecutive = in.getInt();
    open = in.getBool();
    probing = in.getBool();
    sinceNs = in.getLong();
  }
}
