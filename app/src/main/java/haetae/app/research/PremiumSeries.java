package haetae.app.research;

import java.util.Arrays;

/** The premium of one coin over time, ascending. Threads: one. */
final class PremiumSeries {
  private static final int FIRST = 1_024;

  private final String coin;
  private long[] timesNs = new long[FIRST];
  private double[] percents = new double[FIRST];
  private int size;

  PremiumSeries(String coin) {
    this.coin = coin;
  }

  /** Name of the coin, such as BTC. */
  String coin() {
    return coin;
  }

  void add(long timeNs, double percent) {
    if (size == timesNs.length) {
      timesNs = Arrays.copyOf(timesNs, 2 * size);
      percents = Arrays.copyOf(percents, 2 * size);
    }
    timesNs[size] = timeNs;
    percents[size] = percent;
    size++;
  }

  int size() {
    return size;
  }

  /** Time of a sample, ns since the epoch. */
  long timeNs(int i) {
    return timesNs[i];
  }

  /** Premium of a sample, percent. */
  double percent(int i) {
    return percents[i];
  }

  /** All premia, in order of time. */
  double[] percents() {
    return Arrays.copyOf(percents, size);
  }

  /** All times, in seconds since the epoch. */
  double[] seconds() {
    double[] seconds = new double[size];
    for (int i = 0; i < size; i++) {
      seconds[i] = timesNs[i] / 1e9;
    }
    return seconds;
  }

  /** The usual time between two samples: the median; 0 with less than two. */
  long stepNs() {
    if (size < 2) {
      return 0;
    }
    long[] gaps = new long[size - 1];
    for (int i = 1; i < size; i++) {
      gaps[i - 1] = timesNs[i] - timesNs[i - 1];
    }
    Arrays.sort(gaps);
    return gaps[gaps.length / 2];
  }
}
