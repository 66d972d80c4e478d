package haetae.sandbox.market;

/** A venue's own clock: this machine's, moved by an offset. Threads: the sandbox's. */
public final class VenueClock {
  private long offsetMs;

  /** The venue's time in ms since the epoch. */
  public long nowMs() {
    return System.currentTimeMillis() + offsetMs;
  }

  /** Moves it against this machine's clock; positive is ahead. */
  public void offset(long ms) {
    this.offsetMs = ms;
  }
}
