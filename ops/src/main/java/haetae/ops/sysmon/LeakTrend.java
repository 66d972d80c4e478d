package haetae.ops.sysmon;

/**
 * Tells a leak from noise: a straight line through the samples of the last window that rises by
 * more than a share of the level and explains most of the spread.
 *
 * <p>The first samples are left out, since a JVM grows while it warms up. Threads: one.
 */
public final class LeakTrend {
  private static final double EXPLAINED = 0.9;

  private final int warmup;
  private final double minRise;
  private final double minShare;
  private final double[] hours;
  private final double[] values;
  private int seen;
  private int next;
  private int size;

  /**
   * A trend.
   *
   * @param window samples looked at
   * @param warmup first samples left out
   * @param minRise smallest rise over the window that counts, in the unit of the values
   * @param minShare smallest rise as a share of the mean
   */
  public LeakTrend(int window, int warmup, double minRise, double minShare) {
    this.hours = new double[window];
    this.values = new double[window];
    this.warmup = warmup;
    this.minRise = minRise;
    this.minShare = minShare;
  }

  /** Adds a sample. */
  public void add(long timeMs, double value) {
    if (seen++ < warmup) {
      return;
    }
    hours[next] = timeMs / 3_600_000.0;
    values[next] = value;
    next = (next + 1) % values.length;
    size = Math.min(size + 1, values.length);
  }

  /** Rise in units an hour if it looks like a leak, 0 if not. */
  public double leakPerHour() {
    if (size < values.length) {
      return 0;
    }
    double meanX = mean(hours);
    double meanY = mean(values);
    double xx = 0;
    double xy = 0;
    double yy = 0;
    for (int i = 0; i < size; i++) {
      double dx = hours[i] - meanX;
      double dy = values[i] - meanY;
      xx += dx * dx;
      xy += dx * dy;
      yy += dy * dy;
    }
    if (xx == 0 || yy == 0) {
      return 0;
    }
    double slope = xy / xx;
    int first = next;
    int last = (next + size - 1) % size;
    double rise = slope * (hours[last] - hours[first]);
    boolean straight = xy * xy / (xx * yy) >= EXPLAINED;
    return straight && rise > minRise && rise > minShare * meanY ? slope : 0;
  }

  private double mean(double[] numbers) {
    double sum = 0;
    for (int i = 0; i < size; i++) {
      sum += numbers[i];
    }
    return sum / size;
  }
}
