package haetae.strategy;

import haetae.state.StateIn;
import haetae.state.StateOut;

/**
 * Mean and sample standard deviation (n-1) of the last values of a series, in parts per million.
 *
 * <p>The sums are kept as integers, so adding and dropping a value is exact and costs the same for
 * any window; nothing drifts and nothing has to be recomputed. The current value is judged against
 * the values before it: ask {@link #zPpm} first, then {@link #add}. Allocates nothing after
 * construction. Threads: one owner.
 */
public final class RollingStatistics {
  /** Largest magnitude of a value: keeps the sum of squares of any window in range. */
  public static final long MAX_VALUE_PPM = 9_000_000;

  /** Largest window. */
  public static final int MAX_WINDOW = 100_000;

  private final long[] values;
  private int count;
  private int next;
  private long sum;
  private long sumOfSquares;

  /**
   * An empty window.
   *
   * @param window number of values, 2 to {@link #MAX_WINDOW}
   */
  public RollingStatistics(int window) {
    if (window < 2 || window > MAX_WINDOW) {
      throw new IllegalArgumentException("window must be 2 to " + MAX_WINDOW + ": " + window);
    }
    values = new long[window];
  }

  /**
   * Takes a value in, and the oldest out if the window is full.
   *
   * @throws IllegalArgumentException beyond {@link #MAX_VALUE_PPM}
   */
  public void add(long valuePpm) {
    if (valuePpm > MAX_VALUE_PPM || valuePpm < -MAX_VALUE_PPM) {
      throw new IllegalArgumentException("value out of range: " + valuePpm + " ppm");
    }
    if (full()) {
      long oldest = values[next];
      sum -= oldest;
      sumOfSquares -= oldest * oldest;
    } else {
      count++;
    }
    values[next] = valuePpm;
    next = next + 1 == values.length ? 0 : next + 1;
    sum += valuePpm;
    sumOfSquares += valuePpm * valuePpm;
  }

  /** Forgets all values. */
  public void clear() {
    count = 0;
    next = 0;
    sum = 0;
    sumOfSquares = 0;
  }

  /** True once the window holds as many values as it can; before that nothing is judged. */
  public boolean full() {
    return count == values.length;
  }

  /** Number of values held. */
  public int count() {
    return count;
  }

  /** Mean in ppm; NaN without a value. */
  public double mean() {
    return (double) sum / count;
  }

  /** Sample standard deviation in ppm; NaN with less than 2 values. */
  public double standardDeviation() {
    if (count < 2) {
      return Double.NaN;
    }
    double squares = sumOfSquares - (double) sum * sum / count;
    return Math.sqrt(Math.max(0, squares) / (count - 1));
  }

  /**
   * Distance of a value from the mean in standard deviations, times 1e6, to the nearest.
   *
   * @param floorPpm smallest standard deviation assumed, positive: a flat series gives no signal
   * @throws IllegalStateException if the window is not full
   */
  public long zPpm(long valuePpm, long floorPpm) {
    if (!full()) {
      throw new IllegalStateException("window not full: " + count + " of " + values.length);
    }
    if (floorPpm <= 0) {
      throw new IllegalArgumentException("floor must be positive: " + floorPpm);
    }
    double z = (valuePpm - mean()) / Math.max(standardDeviation(), (double) floorPpm);
    return Math.round(z * 1e6);
  }

  /** Writes all of it. */
  public void save(StateOut out) {
    out.putLongs(values).putLong(count).putLong(next).putLong(sum).putLong(sumOfSquares);
  }

  /** Reads what {@link #save} has written. */
  public void load(StateIn in) {
    in.getLongs(values, "window of the rolling statistics");
    count = in.getCount(values.length);
    next = in.getCount(values.length - 1);
    sum = in.getLong();
    sumOfSquares = in.getLong();
  }
}
