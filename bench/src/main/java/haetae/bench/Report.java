package haetae.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * A run's figures with where they are from.
 *
 * @param machine processor, number of processors, system
 * @param java version of the JVM
 * @param commit short hash of the sources, {@code unknown} outside a repository
 * @param forks JVMs whose medians these are
 * @param figures sorted by name
 */
public record Report(String machine, String java, String commit, int forks, List<Figures> figures) {
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
  private static final String ROW = "%-28s %10s %10s %10s %10s %12s %9s %7s";

  /** Takes a copy of the figures. */
  public Report {
    figures = List.copyOf(figures);
  }

  /** Reads a report; null if there is no such file. */
  static @Nullable Report read(Path file) throws IOException {
    if (!Files.exists(file)) {
      return null;
    }
    try {
      return JSON.readValue(Files.readString(file), Report.class);
    } catch (JacksonException e) {
      throw new IOException(file + " is no report of benchmarks: " + e.getOriginalMessage(), e);
    }
  }

  void write(Path file) throws IOException {
    Files.writeString(file, JSON.writeValueAsString(this) + System.lineSeparator());
  }

  /** The table, with the ratio to a baseline's time where it has one. */
  List<String> table(@Nullable Report baseline) {
    List<String> lines = new ArrayList<>();
    lines.add("machine:  " + machine + ", Java " + java + ", commit " + commit);
    if (baseline != null) {
      lines.add(
          "baseline: "
              + baseline.machine()
              + ", Java "
              + baseline.java()
              + ", commit "
              + baseline.commit());
    }
    lines.add("times in ns, medians of " + forks + " forks; ratio: p50 now / baseline");
    lines.add("");
    lines.add(
        String.format(
            Locale.ROOT, ROW, "benchmark", "mean", "p50", "p99", "p99.9", "max", "B/op", "ratio"));
    for (Figures f : figures) {
      lines.add(
          String.format(
              Locale.ROOT,
              ROW,
              f.name(),
              time(f.ns()),
              time(f.p50()),
              time(f.p99()),
              time(f.p999()),
              time(f.max()),
              bytes(f.bytes()),
              ratio(f, baseline)));
    }
    return lines;
  }

  private static String time(double ns) {
    if (Double.isNaN(ns)) {
      return "-";
    }
    return String.format(Locale.ROOT, ns < 100 ? "%.1f" : "%,.0f", ns);
  }

  /** JMH's own threads allocate a little meanwhile: less than half a byte an operation is none. */
  private static String bytes(double bytes) {
    return Double.isNaN(bytes) ? "-" : String.format(Locale.ROOT, "%,.0f", bytes);
  }

  private static String ratio(Figures now, @Nullable Report baseline) {
    double before = baseline == null ? Double.NaN : baseline.time(now.name());
    return Double.isNaN(before) ? "-" : String.format(Locale.ROOT, "%.2f", now.time() / before);
  }

  private double time(String name) {
    return figures.stream()
        .filter(f -> f.name().equals(name))
        .mapToDouble(Figures::time)
        .findFirst()
        .orElse(Double.NaN);
  }
}
