package haetae.risk;

/**
 * Opens after technical failures in a row; while open, no entries. After the cool-down one probe is
 * let through: its success closes the breaker, its failure opens it again. Hedging and unwinding
 * are never asked.
 *
 * <p>Threads: the engine's.
 */
public final class CircuitBreaker {
  private final int threshold;
  private final long cooldownNs;
  private int consecutive;
  private boolean open;
  private boolean probing;
  private long openedNs;

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
      openedNs = nowNs;
    }
  }

  /** A success: the row of failures ends, the breaker closes. */
  public void succeeded() {
    consecutive = 0;
    open = false;
    probing = false;
  }

  /** True if an entry may be sent now. */
  public boolean allows(long nowNs) {
    return !open || (!probing && nowNs - openedNs >= cooldownNs);
  }

  /** An entry is being sent: while open, it is the one probe. */
  public void sent() {
    probing = open;
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
    return open ? Math.max(0, (cooldownNs - (nowNs - openedNs)) / 1_000_000) : 0;
  }
}
