package haetae.app.research;

import java.util.Arrays;

/** Values over time, growing. Threads: one. */
final class Curve {
  private static final int FIRST = 1_024;

  private double[] seconds = new double[FIRST];
  private double[] values = new double[FIRST];
  private int size;

  void add(long timeNs, double value) {
    if (size == seconds.length) {
      seconds = Arrays.copyOf(seconds, 2 * size);
      values = Arrays.copyOf(values, 2 * size);
    }
    seconds[size] = timeNs / 1e9;
    values[size] = value;
    size++;
  }

  int size() {
    return size;
  }

  double value(int i) {
    return values[i];
  }

  double second(int i) {
    return seconds[i];
  }

  double[] seconds() {
    return Arrays.copyOf(seconds, size);
  }

  double[] values() {
    return Arrays.copyOf(values, size);
  }

  /** By how much each value lies below the highest before it: 0 or negative. */
  Curve drawdown() {
    Curve down = new Curve();
    double peak = 0;
    for (int i = 0; i < size; i++) {
      peak = Math.max(peak, values[i]);
      down.add((long) (seconds[i] * 1e9), values[i] - peak);
    }
    return down;
  }

  /** The lowest value, 0 if there is none. */
  double lowest() {
    double lowest = 0;
    for (int i = 0; i < size; i++) {
      lowest = Math.min(lowest, values[i]);
    }
    return lowest;
  }
}
