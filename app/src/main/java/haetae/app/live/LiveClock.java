package haetae.app.live;

/**
 * Wall time in nanoseconds since the epoch that never goes back: set once, carried on by the
 * monotonic clock. Threads: any.
 */
final class LiveClock {
  private static final long NS_PER_MS = 1_000_000;

  private final long wallNs = System.currentTimeMillis() * NS_PER_MS;
  private final long monotonicNs = System.nanoTime();

  /** Now. */
  long nowNs() {
    return wallNs + (System.nanoTime() - monotonicNs);
  }

  /** Reading of {@code System.nanoTime} at a time. */
  long nanoTimeAt(long timeNs) {
    return monotonicNs + (timeNs - wallNs);
  }
}
