package haetae.sim.fault;

import haetae.execution.OrderIntent;
import java.util.Map;
import java.util.TreeMap;

/** What is counted in one run or in many. Threads: one owner. */
public final class Figures {
  private final Durations naked = new Durations();
  private final Durations resolution = new Durations();
  private final Map<String, Long> orders = new TreeMap<>();
  private final Map<String, Long> counts = new TreeMap<>();

  /** Counts one of a kind. */
  void count(String name) {
    counts.merge(name, 1L, Long::sum);
  }

  void add(String name, long value) {
    counts.merge(name, value, Long::sum);
  }

  void order(OrderIntent.Purpose purpose, String outcome) {
    orders.merge(outcome, 1L, Long::sum);
    count("orders " + purpose.name().toLowerCase(java.util.Locale.ROOT));
  }

  /** Adds all figures of another. */
  public void addAll(Figures other) {
    naked.addAll(other.naked);
    resolution.addAll(other.resolution);
    other.orders.forEach((k, v) -> orders.merge(k, v, Long::sum));
    other.counts.forEach((k, v) -> counts.merge(k, v, Long::sum));
  }

  /** Times for which one leg of a trade stood alone at the venues, in ms. */
  public Durations naked() {
    return naked;
  }

  /** Times from the first question about an order to its answer, in ms. */
  public Durations resolution() {
    return resolution;
  }

  /** Orders by what became of them at the venue. */
  public Map<String, Long> orders() {
    return orders;
  }

  /** Other counts by name. */
  public Map<String, Long> counts() {
    return counts;
  }

  /** One count, 0 if it was never counted. */
  public long of(String name) {
    return counts.getOrDefault(name, 0L);
  }
}
