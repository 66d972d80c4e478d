package haetae.app.shadow;

import java.util.List;

/** Percentiles of times. Pure. */
public final class Durations {
  private Durations() {}

  /** The nearest rank of some times, in their unit; 0 of none. */
  public static long percentile(List<Long> times, int percent) {
    List<Long> sorted = times.stream().sorted().toList();
    int rank = Math.ceilDiv(sorted.size() * percent, 100);
    return sorted.isEmpty() ? 0 : sorted.get(Math.max(0, rank - 1));
  }

  /** For how long a leg stood alone, in ns: the longest time of each trade. */
  public static List<Long> naked(List<TradeFacts> trades) {
    return trades.stream().map(TradeFacts::nakedLongestNs).toList();
  }
}
