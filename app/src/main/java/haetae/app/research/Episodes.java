package haetae.app.research;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Times at which the premium stood further from its own trailing median than a round trip costs.
 * The median looks back only. What an episode gives is a bound, not a result: it takes mid prices
 * and leaves out depth, latency and the money it needs.
 *
 * @param all in order of time
 * @param costPercent of a round trip
 */
record Episodes(List<Episode> all, double costPercent) {
  /** Most samples that the median is taken of. */
  static final int MOST_IN_WINDOW = 20_000;

  private static final int LEAST_IN_WINDOW = 20;

  /**
   * One of them.
   *
   * @param first deviation from the median at the first sample beyond the cost, percent, signed
   * @param peak largest deviation
   * @param last deviation at the sample that ended it
   */
  record Episode(long beginNs, long endNs, double first, double peak, double last) {
    /** Percent that was left after the cost for who entered at first sight and left at the end. */
    double onSight(double cost) {
      return Math.abs(first) - last * Math.signum(first) - cost;
    }

    /** Percent that was left after the cost for who entered at the very peak: nobody does. */
    double atBest(double cost) {
      return Math.abs(peak) - last * Math.signum(peak) - cost;
    }

    double seconds() {
      return (endNs - beginNs) / 1e9;
    }
  }

  /**
   * Finds them. An episode ends when the premium is back at its median, on the other side of it, or
   * at the end of the data.
   *
   * @param windowNs what the median looks back on, at most {@link #MOST_IN_WINDOW} samples
   */
  static Episodes of(PremiumSeries series, long windowNs, double costPercent) {
    List<Episode> found = new ArrayList<>();
    TrailingMedian median = new TrailingMedian(windowNs);
    Episode open = null;
    for (int i = 0; i < series.size(); i++) {
      long now = series.timeNs(i);
      median.expire(now);
      double deviation = median.size() < LEAST_IN_WINDOW ? 0 : series.percent(i) - median.value();
      median.add(now, series.percent(i));
      if (open == null && Math.abs(deviation) > costPercent) {
        open = new Episode(now, now, deviation, deviation, deviation);
      } else if (open != null) {
        double side = deviation * Math.signum(open.first());
        double peak = side > Math.abs(open.peak()) ? deviation : open.peak();
        open = new Episode(open.beginNs(), now, open.first(), peak, deviation);
        if (side <= 0) {
          found.add(open);
          open = null;
        }
      }
    }
    if (open != null) {
      found.add(open);
    }
    return new Episodes(List.copyOf(found), costPercent);
  }

  /** The largest first. */
  List<Episode> largest(int most) {
    return all.stream()
        .sorted(Comparator.comparingDouble((Episode e) -> -Math.abs(e.peak())))
        .limit(most)
        .toList();
  }

  double onSight() {
    return all.stream().mapToDouble(e -> e.onSight(costPercent)).sum();
  }

  double atBest() {
    return all.stream().mapToDouble(e -> e.atBest(costPercent)).sum();
  }

  double medianSeconds() {
    double[] seconds = all.stream().mapToDouble(Episode::seconds).toArray();
    Arrays.sort(seconds);
    return seconds.length == 0 ? Double.NaN : seconds[seconds.length / 2];
  }
}
