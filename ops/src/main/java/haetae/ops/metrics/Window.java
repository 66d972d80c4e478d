package haetae.ops.metrics;

import java.util.Arrays;

/** The last figures of a series. Bounded memory. Threads: one. */
public final class Window {
  private final double[] values;
  private int next;
  private int size;

  /** A window of a capacity, 1 or more. */
  public Window(int capacity) {
    if (capacity < 1) {
      throw new IllegalArgumentException("capacity must be 1 or more, is " + capacity);
    }
    values = new double[capacity];
  }

  /** Adds a figure; NaN is left out. */
  public void add(double value) {
    if (Double.isNaN(value)) {
      return;
    }
    values[next] = value;
    next = (next + 1) % values.length;
    size = Math.min(size + 1, values.length);
  }

  /** How many figures there are. */
  public int size() {
    return size;
  }

  /** Mean, 0 when empty. */
  public double mean() {
    double sum = 0;
    for (int i = 0; i < size; i++) {
      sum += values[i];
    }
    return size == 0 ? 0 : sum / size;
  }

  /** Largest, 0 when empty. */
  public double max() {
    double max = size == 0 ? 0 : values[0];
    for (int i = 1; i < size; i++) {
      max = Math.max(max, values[i]);
    }
    return max;
  }

  /**
   * Nearest-rank percentile: of 1 to 100 the 95th is 95; 0 when empty.
   *
   * @param percent 0 to 100; 0 is the smallest
   */
  public double percentile(int percent) {
    if (percent < 0 || percent > 100) {
      throw new IllegalArgumentException("percent must be 0 to 100, is " + percent);
    }
    if (size == 0) {
      return 0;
    }
    double[] sorted = Arrays.copyOf(values, size);
    Arrays.sort(sorted);
    // In whole numbers: 0.55 * 100 is more than 55 in floating point.
    int rank = (int) Math.ceilDiv((long) percent * size, 100L);
    return sorted[Math.max(0, rank - 1)];
  }
}
