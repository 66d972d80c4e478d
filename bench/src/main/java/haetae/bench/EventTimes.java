package haetae.bench;

import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The service's histogram of the time of one event in its engine, read from its metrics. Immutable.
 *
 * @param upTo events that took at most so many seconds, by bound
 */
record EventTimes(Map<Double, Double> upTo) {
  private static final Pattern BUCKET =
      Pattern.compile("haetae_engine_event_seconds_bucket\\{le=\"([^\"]+)\"} (\\S+)");

  EventTimes {
    upTo = new TreeMap<>(upTo);
  }

  /**
   * Reads the metrics' text.
   *
   * @throws IllegalArgumentException if the histogram is not in it
   */
  static EventTimes parse(String metrics) {
    Map<Double, Double> buckets = new TreeMap<>();
    Matcher bucket = BUCKET.matcher(metrics);
    while (bucket.find()) {
      String bound = bucket.group(1).equals("+Inf") ? "Infinity" : bucket.group(1);
      buckets.put(Double.valueOf(bound), Double.valueOf(bucket.group(2)));
    }
    if (buckets.isEmpty()) {
      throw new IllegalArgumentException("the metrics have no haetae_engine_event_seconds");
    }
    return new EventTimes(buckets);
  }

  /** What came after an earlier look. */
  EventTimes since(EventTimes before) {
    Map<Double, Double> difference = new TreeMap<>();
    upTo.forEach((bound, n) -> difference.put(bound, n - before.upTo.getOrDefault(bound, 0.0)));
    return new EventTimes(difference);
  }

  /** Events in it. */
  long count() {
    return Math.round(upTo.getOrDefault(Double.POSITIVE_INFINITY, 0.0));
  }

  /**
   * A quantile in microseconds, spread evenly within its bucket, as Prometheus does it; NaN without
   * events.
   */
  double micros(double quantile) {
    double wanted = quantile * count();
    double lowBound = 0;
    double lowCount = 0;
    for (Map.Entry<Double, Double> bucket : upTo.entrySet()) {
      if (bucket.getValue() >= wanted && bucket.getValue() > lowCount) {
        double bound = bucket.getKey().isInfinite() ? lowBound : bucket.getKey();
        double share = (wanted - lowCount) / (bucket.getValue() - lowCount);
        return (lowBound + (bound - lowBound) * share) * 1e6;
      }
      lowBound = bucket.getKey();
      lowCount = bucket.getValue();
    }
    return Double.NaN;
  }
}
