package haetae.app.research;

import haetae.app.json.Json;
import haetae.sim.fault.Durations;
import haetae.sim.fault.FaultKind;
import haetae.sim.fault.Figures;
import haetae.sim.fault.SeedResult;
import haetae.sim.fault.Violation;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** What many seeds came to, as text and as JSON. Threads: one. */
final class SimulationReport {
  private static final double NS_PER_SECOND = 1e9;
  private static final double NS_PER_MINUTE = 60e9;
  private static final double NS_PER_HOUR = 3_600e9;

  private final int minutes;
  private final String faults;
  private final Figures figures = new Figures();
  private final Map<FaultKind, Long> injected = new EnumMap<>(FaultKind.class);
  private final List<Violation> violations = new ArrayList<>();
  private long seeds;
  private long virtualNs;
  private long events;
  private long tookNs;

  SimulationReport(int minutes, String faults) {
    this.minutes = minutes;
    this.faults = faults;
  }

  void add(SeedResult result) {
    seeds++;
    virtualNs += result.virtualNs();
    events += result.events();
    figures.addAll(result.figures());
    result.injected().forEach((kind, count) -> injected.merge(kind, count, Long::sum));
    violations.addAll(result.violations());
    violations.sort(Comparator.comparingLong(Violation::seed));
  }

  void took(long ns) {
    tookNs = ns;
  }

  /** Everything violated, by seed. */
  List<Violation> violations() {
    return violations;
  }

  private double seconds() {
    return Math.max(1e-9, tookNs / NS_PER_SECOND);
  }

  /** The report in lines. */
  List<String> text() {
    List<String> lines = new ArrayList<>();
    lines.add(
        String.format(
            Locale.ROOT,
            "Simulated %,d seeds, %d minutes of faults each (%s), then healing and resuming.",
            seeds,
            minutes,
            faults));
    row(
        lines,
        "time",
        String.format(Locale.ROOT, "%.1f s, %,.0f virtual minutes a second", seconds(), speed()));
    row(lines, "virtual time", String.format(Locale.ROOT, "%,.1f h", virtualNs / NS_PER_HOUR));
    row(lines, "events", String.format(Locale.ROOT, "%,d", events));
    row(
        lines,
        "trades",
        String.format(
            Locale.ROOT,
            "%,d opened, %,d closed, %,d unwound, %,d stuck",
            count("trades"),
            count("trades closed"),
            count("unwinds"),
            count("stuck")));
    row(lines, "unknown outcomes", spread(figures.resolution()));
    row(lines, "naked time", spread(figures.naked()));
    row(lines, "crashes survived", String.format(Locale.ROOT, "%,d", count("crashes")));
    kills(lines);
    lines.add("orders by outcome");
    figures
        .orders()
        .forEach((name, n) -> lines.add(String.format(Locale.ROOT, "  %-36s %,12d", name, n)));
    lines.add("faults injected");
    injected.forEach(
        (kind, n) -> lines.add(String.format(Locale.ROOT, "  %-36s %,12d", kind.label(), n)));
    row(lines, "violations", String.format(Locale.ROOT, "%,d", violations.size()));
    return lines;
  }

  /** Where processes were killed, if they were. */
  private void kills(List<String> lines) {
    Map<String, Long> kills = new TreeMap<>(figures.counts());
    kills.keySet().removeIf(name -> !name.startsWith("killed "));
    kills.forEach((name, n) -> lines.add(String.format(Locale.ROOT, "  %-36s %,12d", name, n)));
  }

  private double speed() {
    return virtualNs / NS_PER_MINUTE / seconds();
  }

  private long count(String name) {
    return figures.of(name);
  }

  private static void row(List<String> lines, String name, String value) {
    lines.add(String.format(Locale.ROOT, "%-18s %s", name, value));
  }

  private static String spread(Durations d) {
    return String.format(
        Locale.ROOT,
        "%,d; p50 %,d ms, p99 %,d ms, max %,d ms",
        d.count(),
        d.percentile(50),
        d.percentile(99),
        d.max());
  }

  /** The report as one JSON object. */
  String json() {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("seeds", seeds);
    all.put("minutes", minutes);
    all.put("faults", faults);
    all.put("seconds", Math.round(seconds() * 1_000) / 1_000.0);
    all.put("virtualMinutes", Math.round(virtualNs / NS_PER_MINUTE));
    all.put("events", events);
    all.put("figures", figures.counts());
    all.put("orders", figures.orders());
    Map<String, Long> kinds = new LinkedHashMap<>();
    injected.forEach((kind, count) -> kinds.put(kind.label(), count));
    all.put("injected", kinds);
    all.put("nakedMs", durations(figures.naked()));
    all.put("unknownMs", durations(figures.resolution()));
    all.put("violations", violations.stream().map(SimulationReport::violation).toList());
    return Json.of(all);
  }

  private static Map<String, Object> durations(Durations d) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("count", d.count());
    map.put("p50", d.percentile(50));
    map.put("p99", d.percentile(99));
    map.put("max", d.max());
    return map;
  }

  private static Map<String, Object> violation(Violation v) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("seed", v.seed());
    map.put("step", v.step());
    map.put("timeNs", v.timeNs());
    map.put("rule", v.rule());
    map.put("text", v.text());
    map.put("story", v.story());
    return map;
  }
}
