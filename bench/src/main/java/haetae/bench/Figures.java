package haetae.bench;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

/**
 * What was measured of one benchmark; NaN where nothing was.
 *
 * @param name class and method, for example {@code Watchdog.allFine}
 * @param ns mean time of one operation, in ns
 * @param p50 median of the single operations that were timed, in ns
 * @param p99 99th percentile of these
 * @param p999 99.9th percentile of these
 * @param max slowest of these
 * @param bytes allocated by one operation, by all threads
 */
public record Figures(
    String name, double ns, double p50, double p99, double p999, double max, double bytes) {

  /** Median of several forks, figure by figure. */
  static Figures median(List<Figures> forks) {
    return new Figures(
        forks.getFirst().name(),
        median(forks, Figures::ns),
        median(forks, Figures::p50),
        median(forks, Figures::p99),
        median(forks, Figures::p999),
        median(forks, Figures::max),
        median(forks, Figures::bytes));
  }

  private static double median(List<Figures> forks, ToDoubleFunction<Figures> figure) {
    double[] known =
        forks.stream().mapToDouble(figure).filter(value -> !Double.isNaN(value)).sorted().toArray();
    if (known.length == 0) {
      return Double.NaN;
    }
    int middle = known.length / 2;
    return known.length % 2 == 1 ? known[middle] : (known[middle - 1] + known[middle]) / 2;
  }

  /** Figures of the same name joined into their medians, sorted by name. */
  static List<Figures> medians(List<Figures> all) {
    Map<String, List<Figures>> byName = new TreeMap<>();
    for (Figures figures : all) {
      byName.computeIfAbsent(figures.name(), _ -> new java.util.ArrayList<>()).add(figures);
    }
    return byName.values().stream().map(Figures::median).toList();
  }

  /** The time that a comparison uses: the median, which a busy machine disturbs least. */
  double time() {
    return Double.isNaN(p50) ? ns : p50;
  }
}
