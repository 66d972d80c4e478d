package haetae.ops.metrics;

import java.util.Arrays;

/** The last figures of a series. Bounded memory. Threads: one. */
public final class Window {
  private final double[] values;
  private int next;
  private int size;

  /** A window of a capacity. */
  public Window(int capacity) {
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
    double max = 0;
    for (int i = 0; i < size; i++) {
      max = Math.max(max, values[i]);
    }
    return max;
  }

  /** Nearest-rank percentile: of 1 to 100 the 95th is 95; 0 when empty. */
  public double percentile(int percent) {
    if (size == 0) {
      return 0;
    }
    double[] sorted = Arrays.copyOf(values, size);
    Arrays.sort(sorted);
    int rank = (int) Math.ceil(percent / 100.0 * size);
    return sorted[Math.max(0, rank - 1)];
  }
}
