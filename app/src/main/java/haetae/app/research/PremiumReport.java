package haetae.app.research;

import haetae.app.research.Episodes.Episode;
import haetae.app.research.report.Chart;
import haetae.app.research.report.Chart.Style;
import haetae.app.research.report.Page;
import haetae.app.research.report.Picture;
import haetae.app.research.report.Series;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The premium of each coin, as text, page, pictures and CSV. */
final class PremiumReport {
  private static final int LARGEST = 10;
  private static final int MARKED = 25;
  private static final int BARS = 60;
  private static final String BOUND =
      "What episodes gave is a bound at mid prices: depth, latency, slippage beyond the cost and"
          + " the capital needed are left out, and the entry at the peak is known only afterwards.";

  private final PremiumReader.Result result;
  private final double cost;
  private final Map<String, PremiumFigures> figures = new LinkedHashMap<>();
  private final Map<String, Episodes> episodes = new LinkedHashMap<>();

  PremiumReport(PremiumReader.Result result, long windowNs, double cost) {
    this.result = result;
    this.cost = cost;
    result
        .series()
        .forEach(
            (coin, series) -> {
              if (series.size() > 0) {
                figures.put(coin, PremiumFigures.of(series));
                episodes.put(coin, Episodes.of(series, windowNs, cost));
              }
            });
  }

  /** True if there is a premium at all. */
  boolean any() {
    return !figures.isEmpty();
  }

  List<String> text() {
    List<String> lines = new ArrayList<>(notes());
    if (!any()) {
      lines.add("no premium: it needs both venues' prices of a coin and a rate at the same time;");
      lines.add("give a recording of KRW-USDT, or a bank's daily USD/KRW, among --data, too");
      return lines;
    }
    figures.forEach(
        (coin, f) -> {
          lines.add("");
          lines.add("%s premium, percent (Upbit over Binance)".formatted(coin));
          row(f, episodes(coin)).forEach((name, value) -> lines.add(pad(name) + value));
        });
    return lines;
  }

  private static String pad(String name) {
    return String.format(Locale.ROOT, "  %-22s", name);
  }

  private List<String> notes() {
    List<String> notes = new ArrayList<>(result.notes());
    if (result.skewed() > 0) {
      notes.add("left out: %d pairs of prices too far apart in time".formatted(result.skewed()));
    }
    if (result.rateless() > 0) {
      notes.add("left out: %d moments without a fresh rate".formatted(result.rateless()));
    }
    return notes;
  }

  private Episodes episodes(String coin) {
    Episodes found = episodes.get(coin);
    return found == null ? new Episodes(List.of(), cost) : found;
  }

  private static String percent(double value) {
    return String.format(Locale.ROOT, "%.3f", value);
  }

  private Map<String, String> row(PremiumFigures f, Episodes e) {
    Map<String, String> row = new LinkedHashMap<>();
    row.put("samples", Integer.toString(f.samples()));
    row.put("mean", percent(f.mean()));
    row.put("deviation", percent(f.deviation()));
    row.put("lowest", percent(f.lowest()) + " at " + Times.text(f.lowestNs()));
    row.put("highest", percent(f.highest()) + " at " + Times.text(f.highestNs()));
    row.put(
        "p1 / p5 / p50",
        "%s / %s / %s".formatted(percent(f.p1()), percent(f.p5()), percent(f.p50())));
    row.put("p95 / p99", "%s / %s".formatted(percent(f.p95()), percent(f.p99())));
    row.put("half-life", Times.length(f.halfLifeSec()));
    row.put("cost of a round trip", percent(cost));
    row.put("episodes beyond it", Integer.toString(e.all().size()));
    row.put("  their median length", Times.length(e.medianSeconds()));
    row.put("  left, on sight", percent(e.onSight()));
    row.put("  left, at the peak", percent(e.atBest()));
    return row;
  }

  /** Writes premium.html, premium.csv and a PNG a chart. */
  void write(Path folder) throws IOException {
    Page page = new Page("Premium", "Upbit over Binance, " + String.join(", ", figures.keySet()));
    for (Map.Entry<String, PremiumFigures> entry : figures.entrySet()) {
      String coin = entry.getKey();
      PremiumSeries series = result.series().get(coin);
      if (series == null) {
        throw new IllegalStateException("no series of " + coin);
      }
      Episodes found = episodes(coin);
      page.figures(row(entry.getValue(), found));
      for (Chart chart : List.of(overTime(coin, series, found), spread(coin, series))) {
        page.chart(chart);
        Picture.write(chart, folder);
      }
      page.table(coin + ": largest episodes beyond the cost", largest(found));
    }
    page.notes("What was read, and what is left out", allNotes());
    page.write(folder.resolve("premium.html"));
    csv(folder.resolve("premium.csv"));
  }

  private List<String> allNotes() {
    List<String> notes = new ArrayList<>(notes());
    notes.add(BOUND);
    return notes;
  }

  private static Chart overTime(String coin, PremiumSeries series, Episodes found) {
    List<Episode> marked =
        found.largest(MARKED).stream().sorted(Comparator.comparingLong(Episode::beginNs)).toList();
    double[] at = marked.stream().mapToDouble(e -> e.beginNs() / 1e9).toArray();
    double[] level = new double[at.length];
    int i = 0;
    for (int e = 0; e < at.length; e++) {
      while (series.timeNs(i) < marked.get(e).beginNs()) {
        i++;
      }
      level[e] = series.percent(i);
    }
    return new Chart(
        "premium-" + coin.toLowerCase(Locale.ROOT),
        coin + ": premium",
        "Drag to zoom, double-click to see all again. Marks: where the "
            + MARKED
            + " largest episodes beyond the cost begin.",
        Chart.Axis.TIME,
        "%",
        List.of(
            Series.of("premium", Style.LINE, series.seconds(), series.percents()),
            Series.of("episodes", Style.UP, at, level)));
  }

  private static Chart spread(String coin, PremiumSeries series) {
    double[] sorted = series.percents();
    java.util.Arrays.sort(sorted);
    double low = PremiumFigures.quantile(sorted, 0.002);
    double high = PremiumFigures.quantile(sorted, 0.998);
    double width = Math.max((high - low) / BARS, 1e-6);
    double[] xs = new double[BARS];
    double[] ys = new double[BARS];
    for (int i = 0; i < BARS; i++) {
      xs[i] = low + (i + 0.5) * width;
    }
    for (double value : sorted) {
      int bar = (int) Math.floor((value - low) / width);
      if (bar >= 0 && bar < BARS) {
        ys[bar] += 100.0 / sorted.length;
      }
    }
    return new Chart(
        "distribution-" + coin.toLowerCase(Locale.ROOT),
        coin + ": how often which premium",
        "Percent of all samples; the outermost 0.2 % on each side are not drawn.",
        Chart.Axis.NUMBER,
        "% of samples",
        List.of(Series.of("share", Style.BARS, xs, ys)));
  }

  private List<List<String>> largest(Episodes found) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(
        List.of("begin", "length", "first", "peak", "at the end", "left on sight", "left at peak"));
    for (Episode e : found.largest(LARGEST)) {
      rows.add(
          List.of(
              Times.text(e.beginNs()),
              Times.length(e.seconds()),
              percent(e.first()),
              percent(e.peak()),
              percent(e.last()),
              percent(e.onSight(cost)),
              percent(e.atBest(cost))));
    }
    return rows;
  }

  private void csv(Path file) throws IOException {
    try (BufferedWriter writer = Files.newBufferedWriter(file)) {
      writer.write("time_utc,coin,premium_pct\n");
      for (PremiumSeries series : result.series().values()) {
        for (int i = 0; i < series.size(); i++) {
          writer.write(java.time.Instant.ofEpochSecond(0, series.timeNs(i)).toString());
          writer.write("," + series.coin() + ",");
          writer.write(String.format(Locale.ROOT, "%.4f%n", series.percent(i)));
        }
      }
    }
  }
}
