package haetae.strategy;

/**
 * The symmetric band around the mean of a mean-reverting premium that earns most per time.
 *
 * <p>Maximises {@code (2a - c) / T(a)} over half-bands a on a grid of 10 ppm, where {@code T(a) = 2
 * * sqrt(2 pi) / kappa * Int_0^(a/sigma) exp(u^2 / 2) du} is the mean length of a cycle through
 * both edges. A planning number: it takes the fit for the truth.
 *
 * @param halfBandPpm best half-band; 0 if no band pays
 * @param profitPerCyclePpm {@code 2a - c}
 * @param cycleTime mean cycle length, in the unit of the half-life; infinite if no band pays
 */
public record OptimalBandStatistics(long halfBandPpm, long profitPerCyclePpm, double cycleTime) {
  private static final long GRID_PPM = 10;
  private static final OptimalBandStatistics NONE =
      new OptimalBandStatistics(0, 0, Double.POSITIVE_INFINITY);

  /**
   * Finds the band.
   *
   * @param sigmaPpm long-run standard deviation of the premium, positive
   * @param halfLife half-life of a deviation, positive, in any unit of time
   * @param roundTripPpm cost of opening and closing, 0 or more
   */
  public static OptimalBandStatistics of(double sigmaPpm, double halfLife, long roundTripPpm) {
    if (!(sigmaPpm > 0) || !(halfLife > 0) || roundTripPpm < 0) {
      throw new IllegalArgumentException(
          "sigma and half-life must be positive, cost not negative: "
              + (sigmaPpm + " " + halfLife + " " + roundTripPpm));
    }
    long bandPpm = halfBandPpm(sigmaPpm, halfLife, roundTripPpm);
    if (bandPpm == 0) {
      return NONE;
    }
    double integral = 0;
    for (long at = GRID_PPM; at <= bandPpm; at += GRID_PPM) {
      integral += simpson((at - GRID_PPM) / sigmaPpm, at / sigmaPpm);
    }
    return new OptimalBandStatistics(
        bandPpm, 2 * bandPpm - roundTripPpm, scale(halfLife) * integral);
  }

  /** Only the half-band of {@link #of}; allocates nothing. */
  static long halfBandPpm(double sigmaPpm, double halfLife, long roundTripPpm) {
    long best = 0;
    double bestRate = 0;
    double integral = 0;
    for (long bandPpm = GRID_PPM; ; bandPpm += GRID_PPM) {
      integral += simpson((bandPpm - GRID_PPM) / sigmaPpm, bandPpm / sigmaPpm);
      long profitPpm = 2 * bandPpm - roundTripPpm;
      double rate = profitPpm / (scale(halfLife) * integral);
      // The rate rises to one maximum and falls, so the first fall ends the search.
      if (Double.isInfinite(integral) || (profitPpm > 0 && rate < bestRate)) {
        return best;
      }
      if (profitPpm > 0) {
        best = bandPpm;
        bestRate = rate;
      }
    }
  }

  private static double scale(double halfLife) {
    return 2 * Math.sqrt(2 * Math.PI) * halfLife / StrictMath.log(2);
  }

  private static double simpson(double from, double to) {
    return (to - from) / 6 * (density(from) + 4 * density((from + to) / 2) + density(to));
  }

  private static double density(double u) {
    return StrictMath.exp(u * u / 2);
  }

  private double rate() {
    return profitPerCyclePpm / cycleTime;
  }

  /** Expected profit over a span of time, in ppm of the notional. */
  public double profitPpm(double time) {
    return rate() * time;
  }
}
