package haetae.app.research.report;

import java.util.List;

/** Points of a chart that belong together. Immutable. */
public final class Series {
  private final String label;
  private final Chart.Style style;
  private final double[] xs;
  private final double[] ys;
  private final List<String> names;

  private Series(String label, Chart.Style style, double[] xs, double[] ys, List<String> names) {
    if (xs.length != ys.length) {
      throw new IllegalArgumentException(
          "%s: %d points, %d values".formatted(label, xs.length, ys.length));
    }
    this.label = label;
    this.style = style;
    this.xs = xs.clone();
    this.ys = ys.clone();
    this.names = List.copyOf(names);
  }

  /**
   * A series over numbers or time.
   *
   * @param xs ascending
   * @param ys as many; NaN is a gap
   */
  public static Series of(String label, Chart.Style style, double[] xs, double[] ys) {
    return new Series(label, style, xs, ys, List.of());
  }

  /** A bar for each name, as many values as names. */
  public static Series bars(String label, List<String> names, List<Double> values) {
    double[] xs = new double[names.size()];
    double[] ys = new double[names.size()];
    for (int i = 0; i < xs.length; i++) {
      xs[i] = i;
      ys[i] = values.get(i);
    }
    return new Series(label, Chart.Style.BARS, xs, ys, names);
  }

  String label() {
    return label;
  }

  Chart.Style style() {
    return style;
  }

  List<String> names() {
    return names;
  }

  int size() {
    return xs.length;
  }

  double x(int i) {
    return xs[i];
  }

  double y(int i) {
    return ys[i];
  }

  double[] xs() {
    return xs.clone();
  }

  double[] ys() {
    return ys.clone();
  }
}
