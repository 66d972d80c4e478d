package haetae.risk;

import haetae.market.Fixed;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Reduces exposure that has grown beyond its limit: by the excess and a share more, from the
 * largest position first, in part where the whole is not needed.
 *
 * @param enabled false: never reduces
 * @param maxExposureKrwE8 exposure above which it acts
 * @param reducePpm how much more than the excess is taken off
 */
public record Rebalancer(boolean enabled, long maxExposureKrwE8, long reducePpm) {
  /** Exposure of one trade. */
  public record Holding(long tradeId, long exposureKrwE8) {}

  /** How much of a trade to close. */
  public record Reduction(long tradeId, long amountKrwE8, boolean whole) {}

  /** True if exposure is above its limit. */
  public boolean needed(long exposureKrwE8) {
    return enabled && exposureKrwE8 > maxExposureKrwE8;
  }

  /** {@code (exposure - max) × (1 + reduce)}, rounded up; 0 if not needed. */
  public long reductionKrwE8(long exposureKrwE8) {
    return needed(exposureKrwE8)
        ? Fixed.partE8(
            exposureKrwE8 - maxExposureKrwE8, Fixed.MILLION + reducePpm, RoundingMode.CEILING)
        : 0;
  }

  /** What to close: largest first, ties by the older trade. */
  public List<Reduction> plan(List<Holding> holdings) {
    long exposure = 0;
    for (Holding holding : holdings) {
      exposure = Math.addExact(exposure, holding.exposureKrwE8());
    }
    long rest = reductionKrwE8(exposure);
    List<Holding> sorted = new ArrayList<>(holdings);
    sorted.sort(
        Comparator.comparingLong(Holding::exposureKrwE8)
            .reversed()
            .thenComparingLong(Holding::tradeId));
    List<Reduction> plan = new ArrayList<>();
    for (Holding holding : sorted) {
      if (rest <= 0) {
        break;
      }
      long take = Math.min(rest, holding.exposureKrwE8());
      plan.add(new Reduction(holding.tradeId(), take, take == holding.exposureKrwE8()));
      rest -= take;
    }
    return plan;
  }
}
