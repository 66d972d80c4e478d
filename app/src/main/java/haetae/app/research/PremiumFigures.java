package haetae.app.research;

import haetae.strategy.Ar1Statistics;
import java.util.Arrays;

/**
 * What a series of premia looks like. Percent, except times.
 *
 * @param deviation sample standard deviation
 * @param lowestNs time of the lowest premium
 * @param highestNs time of the highest
 * @param halfLifeSec half-life of an AR(1) fit, NaN where nothing reverts
 */
record PremiumFigures(
    int samples,
    double mean,
    double deviation,
    double lowest,
    long lowestNs,
    double highest,
    long highestNs,
    double p1,
    double p5,
    double p50,
    double p95,
    double p99,
    double halfLifeSec) {
  private static final int PPM_PER_PERCENT = 10_000;
  private static final int LEAST_FOR_FIT = 5;

  /** The figures of a series with at least one sample. */
  static PremiumFigures of(PremiumSeries series) {
    int n = series.size();
    double[] sorted = series.percents();
    int low = 0;
    int high = 0;
    double sum = 0;
    for (int i = 0; i < n; i++) {
      sum += series.percent(i);
      low = series.percent(i) < series.percent(low) ? i : low;
      high = series.percent(i) > series.percent(high) ? i : high;
    }
    double mean = sum / n;
    double squares = 0;
    for (double value : sorted) {
      squares += (value - mean) * (value - mean);
    }
    Arrays.sort(sorted);
    return new PremiumFigures(
        n,
        mean,
        n > 1 ? Math.sqrt(squares / (n - 1)) : 0,
        series.percent(low),
        series.timeNs(low),
        series.percent(high),
        series.timeNs(high),
        quantile(sorted, 0.01),
        quantile(sorted, 0.05),
        quantile(sorted, 0.5),
        quantile(sorted, 0.95),
        quantile(sorted, 0.99),
        halfLife(series));
  }

  /** Linear interpolation at {@code h = (n-1)p} (the definition of worked case S21). */
  static double quantile(double[] sorted, double p) {
    double h = (sorted.length - 1) * p;
    int below = (int) h;
    int above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (h - below) * (sorted[above] - sorted[below]);
  }

  /** Gaps are taken as if they were not there: a few do not move the fit. */
  private static double halfLife(PremiumSeries series) {
    if (series.size() < LEAST_FOR_FIT) {
      return Double.NaN;
    }
    Ar1Statistics fit = new Ar1Statistics(series.size());
    for (int i = 0; i < series.size(); i++) {
      fit.add(Math.round(series.percent(i) * PPM_PER_PERCENT));
    }
    return fit.fit() ? fit.halfLife() * series.stepNs() / 1e9 : Double.NaN;
  }
}
