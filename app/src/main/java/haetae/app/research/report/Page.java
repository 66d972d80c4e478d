package haetae.app.research.report;

import haetae.app.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A report as one file that needs nothing else: figures, tables and charts that can be zoomed, in
 * light and dark. Threads: one.
 */
public final class Page {
  private static final int MOST_POINTS = 6_000;
  private static final String FOLDER = "/haetae/app/research/report/";

  private final String title;
  private final String subtitle;
  private final List<Object> parts = new ArrayList<>();

  /** An empty report. */
  public Page(String title, String subtitle) {
    this.title = title;
    this.subtitle = subtitle;
  }

  /** Large figures with a name each. */
  public Page figures(Map<String, String> figures) {
    Map<String, Object> part = part("figures", "");
    part.put("figures", figures);
    return this;
  }

  /** A table; the first row is its head, numbers stand right. */
  public Page table(String heading, List<List<String>> rows) {
    Map<String, Object> part = part("table", heading);
    part.put("rows", rows);
    return this;
  }

  /** Lines of text. */
  public Page notes(String heading, List<String> lines) {
    Map<String, Object> part = part("notes", heading);
    part.put("lines", lines);
    return this;
  }

  /** A chart, unless it has nothing to show. */
  public Page chart(Chart chart) {
    if (!chart.empty()) {
      Map<String, Object> part = part("chart", chart.title());
      part.put("id", chart.id());
      part.put("note", chart.note());
      part.put("axis", chart.axis().name());
      part.put("unit", chart.unit());
      part.put("series", chart.lines().stream().map(Page::series).toList());
    }
    return this;
  }

  /** A table of numbers, coloured. */
  public Page heat(HeatMap map) {
    Map<String, Object> part = part("heat", map.title());
    part.put("id", map.id());
    part.put("note", map.note());
    part.put("rowName", map.rowName());
    part.put("columnName", map.columnName());
    part.put("rows", map.rows());
    part.put("columns", map.columns());
    part.put("values", map.values());
    return this;
  }

  private Map<String, Object> part(String kind, String heading) {
    Map<String, Object> part = new LinkedHashMap<>();
    part.put("kind", kind);
    part.put("heading", heading);
    parts.add(part);
    return part;
  }

  private static Map<String, Object> series(Series line) {
    Series thin = Thinning.of(line, MOST_POINTS);
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("label", thin.label());
    map.put("style", thin.style().name());
    map.put("xs", thin.xs());
    map.put("ys", rounded(thin.ys()));
    map.put("names", thin.names());
    return map;
  }

  /** Six digits are more than a chart can show. */
  private static double[] rounded(double[] values) {
    double[] rounded = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      double scale = Math.pow(10, 6 - Math.ceil(Math.log10(Math.abs(values[i]))));
      boolean plain = values[i] == 0 || Double.isNaN(values[i]) || Double.isInfinite(scale);
      rounded[i] = plain ? values[i] : Math.rint(values[i] * scale) / scale;
    }
    return rounded;
  }

  /** The page's text. */
  public String html() {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("title", title);
    all.put("subtitle", subtitle);
    all.put("parts", parts);
    return resource("report.html")
        .replace("/*UPLOT_CSS*/", resource("uPlot.min.css"))
        .replace("/*UPLOT_JS*/", resource("uPlot.iife.min.js"))
        .replace("/*REPORT_JS*/", resource("report.js"))
        .replace("\"REPORT_DATA\"", Json.of(all));
  }

  /** Writes the page. */
  public void write(Path file) throws IOException {
    Files.writeString(file, html(), StandardCharsets.UTF_8);
  }

  private static String resource(String name) {
    try (InputStream in = Page.class.getResourceAsStream(FOLDER + name)) {
      if (in == null) {
        throw new IllegalStateException("resource " + name + " is missing");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new IllegalStateException("resource " + name + " cannot be read", e);
    }
  }
}
