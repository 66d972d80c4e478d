package haetae.risk;

import haetae.market.Fixed;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Reduces exposure that has grown beyond its limit: by the excess and a share more, from the
 * largest risk first, in part where the whole is not needed.
 *
 * @param enabled false: never reduces
 * @param maxExposureKrwE8 exposure above which it acts
 * @param reducePpm how much more than the excess is taken off
 */
public record Rebalancer(boolean enabled, long maxExposureKrwE8, long reducePpm) {
  /** Move of the premium that any pair must be expected to make against us. */
  public static final long LEAST_MOVE_PPM = 2_000;

  /** What closed transfers add: nobody can bring the two prices together. */
  public static final long BLOCKED_MOVE_PPM = 10_000;

  /**
   * Exposure and risk of one trade.
   *
   * @param riskKrwE8 what the exposure may be expected to lose, see {@link #riskKrwE8}
   */
  public record Holding(long tradeId, long exposureKrwE8, long riskKrwE8) {}

  /**
   * What an exposure may be expected to lose: exposure times the move against it, which is the
   * largest of the move it has made since the entry, the true range, and 0.2 %; 1 % more while
   * transfers of the coin are closed.
   *
   * @param adversePpm move of the exit premium against the pair, negative if in its favour
   * @param rangePpm true range of the premium, negative if not known yet
   */
  public static long riskKrwE8(
      long exposureKrwE8, long adversePpm, long rangePpm, boolean blocked) {
    long move = Math.max(LEAST_MOVE_PPM, Math.max(adversePpm, rangePpm));
    long total = move + (blocked ? BLOCKED_MOVE_PPM : 0);
    return Fixed.partE8(exposureKrwE8, total, RoundingMode.CEILING);
  }

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

  /** What to close: largest risk first, then largest exposure, then the older trade. */
  public List<Reduction> plan(List<Holding> holdings) {
    long exposure = 0;
    for (Holding holding : holdings) {
      exposure = Math.addExact(exposure, holding.exposureKrwE8());
    }
    long rest = reductionKrwE8(exposure);
    List<Holding> sorted = new ArrayList<>(holdings);
    sorted.sort(
        Comparator.comparingLong(Holding::riskKrwE8)
            .thenComparingLong(Holding::exposureKrwE8)
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
