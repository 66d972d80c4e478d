package haetae.ops.metrics;

/**
 * Counts what happened in the last 60 seconds, from a total that only grows.
 *
 * <p>Kept in one slot a second, so memory is bounded whatever the rate. Threads: one.
 */
public final class MinuteCounter {
  private static final int SECONDS = 60;
  private static final long NS_PER_SECOND = 1_000_000_000L;

  private final long[] counts = new long[SECONDS];
  private final long[] seconds = new long[SECONDS];
  private long lastTotal;

  /** Takes the total at a time of the monotonic clock. */
  public void total(long nowNs, long total) {
    long second = Math.floorDiv(nowNs, NS_PER_SECOND);
    int slot = Math.floorMod(second, SECONDS);
    if (seconds[slot] != second) {
      seconds[slot] = second;
      counts[slot] = 0;
    }
    counts[slot] += Math.max(0, total - lastTotal);
    lastTotal = total;
  }

  /** Sum of the last 60 seconds. */
  public long lastMinute(long nowNs) {
    long second = Math.floorDiv(nowNs, NS_PER_SECOND);
    long sum = 0;
    for (int i = 0; i < SECONDS; i++) {
      sum += second - seconds[i] < SECONDS ? counts[i] : 0;
    }
    return sum;
  }
}
