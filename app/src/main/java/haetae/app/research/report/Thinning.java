package haetae.app.research.report;

import java.util.Arrays;

/**
 * Takes points out of a long line so that it still looks the same: of each stretch the lowest and
 * the highest stay, so no extreme is lost.
 */
final class Thinning {
  private Thinning() {}

  /**
   * A line of fewer points.
   *
   * @param most points to stay, at least 4; a shorter line stays as it is
   */
  static Series of(Series line, int most) {
    int n = line.size();
    boolean curve = line.style() == Chart.Style.LINE || line.style() == Chart.Style.AREA;
    if (n <= most || !curve) {
      return line;
    }
    int stretches = most / 2;
    double[] xs = new double[2 * stretches];
    double[] ys = new double[2 * stretches];
    int kept = 0;
    for (int s = 0; s < stretches; s++) {
      int from = (int) ((long) n * s / stretches);
      int to = (int) ((long) n * (s + 1) / stretches);
      int low = from;
      int high = from;
      for (int i = from; i < to; i++) {
        low = line.y(i) < line.y(low) ? i : low;
        high = line.y(i) > line.y(high) ? i : high;
      }
      kept = keep(line, Math.min(low, high), xs, ys, kept);
      if (low != high) {
        kept = keep(line, Math.max(low, high), xs, ys, kept);
      }
    }
    return Series.of(line.label(), line.style(), Arrays.copyOf(xs, kept), Arrays.copyOf(ys, kept));
  }

  private static int keep(Series line, int i, double[] xs, double[] ys, int kept) {
    xs[kept] = line.x(i);
    ys[kept] = line.y(i);
    return kept + 1;
  }
}
