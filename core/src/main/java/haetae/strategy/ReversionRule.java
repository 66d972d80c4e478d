package haetae.strategy;

import static java.util.Objects.requireNonNull;

import haetae.market.Direction;
import haetae.market.Fixed;
import haetae.premium.BreakEven;
import java.util.ArrayList;
import java.util.List;

/**
 * Parameters of {@link Reversion}.
 *
 * @param gate net edge, confirmation and reserve that every entry needs
 * @param gridNs distance of two samples, positive
 * @param window samples of the statistics
 * @param band z-scores of entry, exit and stop, and the smallest deviation assumed; half the
 *     round-trip width is the least that is used
 * @param absolute thresholds where the statistics cannot be trusted
 * @param guards further conditions
 * @param maxHoldNs longest time a pair is held for its reversion
 * @param expectedPpm reversion declared to be expected: lets a mean on our side count for us up to
 *     this much, and thresholds lie below break-even; 0 for none
 */
public record ReversionRule(
    SpreadRule gate,
    long gridNs,
    int window,
    ZScoreBand band,
    Absolute absolute,
    Guards guards,
    long maxHoldNs,
    long expectedPpm)
    implements StrategyRule {

  /**
   * The absolute rule.
   *
   * @param highPpm sells at Upbit at this premium or above
   * @param lowPpm buys at Upbit at this premium below 0 or further
   * @param exitPpm leaves at this distance to 0, on the way back
   */
  public record Absolute(long highPpm, long lowPpm, long exitPpm) {}

  /**
   * Conditions beside the z-score.
   *
   * @param percentilePpm the premium must lie in the outer share beyond this percentile of the
   *     window, 0 for no such condition
   * @param fit asks for a fit of the premium as a mean-reverting process
   * @param minHalfLifeNs shortest half-life believed
   * @param maxHalfLifeNs longest half-life believed
   * @param halfLives half-lives that the window must cover
   */
  public record Guards(
      long percentilePpm, boolean fit, long minHalfLifeNs, long maxHalfLifeNs, int halfLives) {}

  /** Checks the ranges. */
  public ReversionRule {
    requireNonNull(gate, "gate");
    requireNonNull(band, "band");
    if (gridNs <= 0 || window < 4 || window > RollingStatistics.MAX_WINDOW) {
      throw new IllegalArgumentException("grid or window of the reversion out of range");
    }
    if (maxHoldNs <= 0 || expectedPpm < 0 || absolute.exitPpm() < 0) {
      throw new IllegalArgumentException("hold, reversion or exit out of range");
    }
    boolean share = guards.percentilePpm() == 0 || guards.percentilePpm() > Fixed.MILLION / 2;
    if (!share || guards.percentilePpm() > Fixed.MILLION) {
      throw new IllegalArgumentException("percentile must be 0 or above the median, up to 100 %");
    }
    if (guards.minHalfLifeNs() <= 0
        || guards.minHalfLifeNs() > guards.maxHalfLifeNs()
        || guards.halfLives() < 1) {
      throw new IllegalArgumentException("half-lives of the fit out of range");
    }
  }

  /**
   * Thresholds at which a trade loses by itself though no reversion large enough to pay for it has
   * been declared; empty if there are none.
   */
  public List<String> belowBreakEven(BreakEven costs) {
    if (expectedPpm > 0 && expectedPpm >= costs.roundTripPpm()) {
      return List.of();
    }
    List<String> problems = new ArrayList<>();
    if (!costs.covers(Direction.BUY_BINANCE_SELL_UPBIT, absolute.highPpm())) {
      problems.add("enter_high_pct is below its break-even of " + costs.sellPpm() + " ppm");
    }
    if (!costs.covers(Direction.BUY_UPBIT_SELL_BINANCE, -absolute.lowPpm())) {
      problems.add("enter_low_pct is below its break-even of " + -costs.buyPpm() + " ppm");
    }
    return problems;
  }

  @Override
  public Strategy start(BreakEven costs) {
    return new Reversion(this, costs.roundTripPpm());
  }
}
