package haetae.app.dashboard;

import haetae.market.Fixed;
import haetae.ops.metrics.LatencyHistogram;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * Writes metrics in the Prometheus text format 0.0.4: a family's HELP and TYPE, then its samples.
 * An unknown figure is NaN, never 0. Threads: one.
 */
final class PrometheusText {
  private static final double NS_PER_SECOND = 1e9;

  private final StringBuilder out = new StringBuilder(16_384);
  private String family = "";

  /** Begins a gauge: a figure that goes up and down. */
  PrometheusText gauge(String name, String help) {
    return begin(name, "gauge", help);
  }

  /** Begins a counter: a figure that only grows while the process lives. */
  PrometheusText counter(String name, String help) {
    return begin(name, "counter", help);
  }

  /** Begins a histogram. */
  PrometheusText histogram(String name, String help) {
    return begin(name, "histogram", help);
  }

  private PrometheusText begin(String name, String type, String help) {
    family = name;
    out.append("# HELP ").append(name).append(' ').append(help).append('\n');
    out.append("# TYPE ").append(name).append(' ').append(type).append('\n');
    return this;
  }

  /** A sample of the family; labels are names and values in turn. */
  PrometheusText sample(double value, String... labels) {
    return line("", number(value), labels);
  }

  PrometheusText sample(long value, String... labels) {
    return line("", Long.toString(value), labels);
  }

  PrometheusText sample(boolean value, String... labels) {
    return line("", value ? "1" : "0", labels);
  }

  /** An E8 value as an exact decimal. */
  PrometheusText e8(long valueE8, String... labels) {
    return line("", Fixed.format(valueE8), labels);
  }

  /** Parts per million as a ratio. */
  PrometheusText ppm(long ppm, String... labels) {
    return sample(ppm == haetae.engine.PairView.UNKNOWN ? Double.NaN : ppm / 1e6, labels);
  }

  /** Milliseconds as seconds; one value means unknown. */
  PrometheusText ms(long ms, long unknown, String... labels) {
    return sample(ms == unknown ? Double.NaN : ms / 1e3, labels);
  }

  /** All buckets of a histogram, in seconds. */
  PrometheusText buckets(LatencyHistogram.Picture picture, String... labels) {
    long below = 0;
    for (int i = 0; i < picture.boundsNs().size(); i++) {
      below += picture.counts().get(i);
      String bound = number(picture.boundsNs().get(i) / NS_PER_SECOND);
      line("_bucket", Long.toString(below), with(labels, bound));
    }
    String total = Long.toString(picture.total());
    line("_bucket", total, with(labels, "+Inf"));
    line("_sum", number(picture.sumNs() / NS_PER_SECOND), labels);
    return line("_count", total, labels);
  }

  private static String[] with(String[] labels, String bound) {
    String[] more = java.util.Arrays.copyOf(labels, labels.length + 2);
    more[labels.length] = "le";
    more[labels.length + 1] = bound;
    return more;
  }

  private PrometheusText line(String suffix, String value, String... labels) {
    out.append(family).append(suffix);
    if (labels.length > 0) {
      char before = '{';
      for (int i = 0; i + 1 < labels.length; i += 2) {
        out.append(before).append(labels[i]).append("=\"");
        escape(labels[i + 1]);
        out.append('"');
        before = ',';
      }
      out.append('}');
    }
    out.append(' ').append(value).append('\n');
    return this;
  }

  private void escape(String text) {
    for (int i = 0; i < text.length(); i++) {
      switch (text.charAt(i)) {
        case '\\' -> out.append("\\\\");
        case '"' -> out.append("\\\"");
        case '\n' -> out.append("\\n");
        default -> out.append(text.charAt(i));
      }
    }
  }

  private static String number(double value) {
    if (Double.isNaN(value)) {
      return "NaN";
    }
    if (Double.isInfinite(value)) {
      return value > 0 ? "+Inf" : "-Inf";
    }
    boolean whole = value == Math.rint(value) && Math.abs(value) < 1e15;
    return whole ? String.format(Locale.ROOT, "%.0f", value) : Double.toString(value);
  }

  byte[] bytes() {
    return out.toString().getBytes(StandardCharsets.UTF_8);
  }
}
