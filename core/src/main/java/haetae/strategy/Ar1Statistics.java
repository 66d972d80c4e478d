package haetae.strategy;

import haetae.state.StateIn;
import haetae.state.StateOut;

/**
 * An AR(1) fit {@code next = a + b * value + error} by least squares over the last, equally spaced
 * premia, read as a mean-reverting (Ornstein-Uhlenbeck) process with a time step of 1.
 *
 * <p>{@code kappa = -ln b}, {@code mean = a / (1-b)}, {@code half-life = ln 2 / kappa}, {@code
 * sigma = sqrt(residual variance / (1 - b^2))} with the residual variance over n-2. Units: ppm and
 * steps. Where the fit is not {@link #valid} the results are NaN: fall back to fixed thresholds.
 * Allocates nothing after construction. Threads: one owner.
 */
public final class Ar1Statistics {
  private static final int MIN_PAIRS = 3;
  private static final double LN_2 = StrictMath.log(2);

  private final long[] values;
  private int count;
  private int next;
  private double slope = Double.NaN;
  private double intercept = Double.NaN;
  private double residualVariance = Double.NaN;

  /**
   * An empty series.
   *
   * @param window number of values kept, at least 4
   */
  public Ar1Statistics(int window) {
    if (window <= MIN_PAIRS) {
      throw new IllegalArgumentException("window must be at least 4: " + window);
    }
    values = new long[window];
  }

  /** Takes a value in, and the oldest out if the window is full. The fit stays as it was. */
  public void add(long premiumPpm) {
    values[next] = premiumPpm;
    next = next + 1 == values.length ? 0 : next + 1;
    count = Math.min(count + 1, values.length);
  }

  /**
   * Fits the values held; cost is one pass over them, so call it when the statistics are due.
   *
   * @return {@link #valid()}
   */
  public boolean fit() {
    slope = Double.NaN;
    intercept = Double.NaN;
    residualVariance = Double.NaN;
    if (pairs() >= MIN_PAIRS) {
      regress();
    }
    return valid();
  }

  private void regress() {
    int n = pairs();
    double meanX = 0;
    double meanY = 0;
    for (int i = 0; i < n; i++) {
      meanX += (double) value(i) / n;
      meanY += (double) value(i + 1) / n;
    }
    double xx = 0;
    double xy = 0;
    double yy = 0;
    for (int i = 0; i < n; i++) {
      double x = value(i) - meanX;
      double y = value(i + 1) - meanY;
      xx += x * x;
      xy += x * y;
      yy += y * y;
    }
    slope = xy / xx;
    intercept = meanY - slope * meanX;
    residualVariance = Math.max(0, yy - slope * xy) / (n - 2);
  }

  /** The i-th value, oldest first. */
  private long value(int i) {
    int start = count < values.length ? 0 : next;
    int at = start + i;
    return values[at < values.length ? at : at - values.length];
  }

  /** Number of value pairs that a fit uses. */
  public int pairs() {
    return Math.max(0, count - 1);
  }

  /** True if the fitted slope lies strictly between 0 and 1. */
  public boolean valid() {
    return slope > 0 && slope < 1;
  }

  /**
   * True if the fit may be traded on.
   *
   * @param minSteps shortest half-life believed
   * @param maxSteps longest half-life believed
   * @param halfLives number of half-lives that the data must cover
   */
  public boolean usable(double minSteps, double maxSteps, double halfLives) {
    double steps = halfLife();
    return steps >= minSteps && steps <= maxSteps && pairs() >= halfLives * steps;
  }

  /** Slope b. */
  public double slope() {
    return slope;
  }

  /** Intercept a in ppm. */
  public double intercept() {
    return intercept;
  }

  /** Variance of the residuals, ppm squared. */
  public double residualVariance() {
    return residualVariance;
  }

  /** Speed of reversion per step. */
  public double kappa() {
    return valid() ? -StrictMath.log(slope) : Double.NaN;
  }

  /** Steps in which a deviation halves. */
  public double halfLife() {
    return LN_2 / kappa();
  }

  /** Long-run mean in ppm. */
  public double mean() {
    return valid() ? intercept / (1 - slope) : Double.NaN;
  }

  /** Long-run standard deviation in ppm. */
  public double sigma() {
    return valid() ? Math.sqrt(residualVariance / (1 - slope * slope)) : Double.NaN;
  }

  /**
   * {@link #mean} as a whole number for decisions.
   *
   * @throws IllegalStateException if the fit is not valid
   */
  public long meanPpm() {
    return whole(mean());
  }

  /**
   * {@link #sigma} as a whole number for decisions.
   *
   * @throws IllegalStateException if the fit is not valid
   */
  public long sigmaPpm() {
    return whole(sigma());
  }

  private static long whole(double value) {
    if (Double.isNaN(value)) {
      throw new IllegalStateException("no valid mean-reversion fit");
    }
    return Math.round(value);
  }

  /** Writes all of it. */
  public void save(StateOut out) {
    out.putLongs(values).putLong(count).putLong(next);
    out.putLong(Double.doubleToRawLongBits(slope));
    out.putLong(Double.doubleToRawLongBits(intercept));
    out.putLong(Double.doubleToRawLongBits(residualVariance));
  }

  /** Reads what {@link #save} has written. */
  public void load(StateIn in) {
    in.getLongs(values, "window of the AR(1) fit");
    count = in.getCount(values.length);
    next = in.getCount(values.length - 1);
    slope = Double.longBitsToDouble(in.getLong());
    intercept = Double.longBitsToDouble(in.getLong());
    residualVariance = Double.longBitsToDouble(in.getLong());
  }
}
