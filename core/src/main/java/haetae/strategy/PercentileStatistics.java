package haetae.strategy;

import haetae.market.Fixed;
import haetae.state.StateIn;
import haetae.state.StateOut;
import java.math.RoundingMode;
import java.util.Arrays;

/**
 * Percentiles of the last values of a series, interpolated linearly: position {@code (n-1) * p} in
 * the sorted values, both ends included.
 *
 * <p>Exact integers throughout. Adding costs one shift of the sorted window. Allocates nothing
 * after construction. Threads: one owner.
 */
public final class PercentileStatistics {
  private final long[] arrived;
  private final long[] sorted;
  private int count;
  private int next;

  /**
   * An empty window.
   *
   * @param window number of values, positive
   */
  public PercentileStatistics(int window) {
    if (window < 1) {
      throw new IllegalArgumentException("window must be positive: " + window);
    }
    arrived = new long[window];
    sorted = new long[window];
  }

  /** Takes a value in, and the oldest out if the window is full. */
  public void add(long valuePpm) {
    if (full()) {
      remove(arrived[next]);
    }
    int found = Arrays.binarySearch(sorted, 0, count, valuePpm);
    int at = found < 0 ? -found - 1 : found;
    System.arraycopy(sorted, at, sorted, at + 1, count - at);
    sorted[at] = valuePpm;
    count++;
    arrived[next] = valuePpm;
    next = next + 1 == arrived.length ? 0 : next + 1;
  }

  private void remove(long valuePpm) {
    int at = Arrays.binarySearch(sorted, 0, count, valuePpm);
    System.arraycopy(sorted, at + 1, sorted, at, count - at - 1);
    count--;
  }

  /** True once the window holds as many values as it can. */
  public boolean full() {
    return count == arrived.length;
  }

  /** Number of values held. */
  public int count() {
    return count;
  }

  /**
   * The value below which the given share of the values lies, rounded half even.
   *
   * @param sharePpm 0 (the smallest) to 1,000,000 (the largest); the median is 500,000
   * @throws IllegalStateException without a value
   */
  public long percentilePpm(long sharePpm) {
    if (sharePpm < 0 || sharePpm > Fixed.MILLION) {
      throw new IllegalArgumentException("share must be 0 to 1000000 ppm: " + sharePpm);
    }
    if (count == 0) {
      throw new IllegalStateException("no values");
    }
    long position = (count - 1) * sharePpm;
    int below = (int) (position / Fixed.MILLION);
    long rest = position % Fixed.MILLION;
    if (rest == 0) {
      return sorted[below];
    }
    long step = Math.subtractExact(sorted[below + 1], sorted[below]);
    return sorted[below] + Fixed.partE8(step, rest, RoundingMode.HALF_EVEN);
  }

  /** Writes all of it. */
  public void save(StateOut out) {
    out.putLongs(arrived).putLong(count).putLong(next);
  }

  /** Reads what {@link #save} has written. */
  public void load(StateIn in) {
    in.getLongs(arrived, "window of the percentiles");
    count = in.getCount(arrived.length);
    next = in.getCount(arrived.length - 1);
    System.arraycopy(arrived, 0, sorted, 0, count);
    Arrays.sort(sorted, 0, count);
  }
}
