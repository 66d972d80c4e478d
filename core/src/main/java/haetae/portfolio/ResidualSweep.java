package haetae.portfolio;

import haetae.market.Fixed;
import haetae.market.Instrument;
import haetae.portfolio.ResidualBook.Residual;
import java.math.RoundingMode;

/**
 * Says how much dust may be traded away on its own: what has lain long enough and is worth the
 * venue's minimum with a margin, floored to the lot. Pure.
 *
 * @param restNs how long dust must have lain, in case a later trade takes it along
 * @param marginPpm how much more than the smallest notional it must be worth
 */
public record ResidualSweep(long restNs, long marginPpm) {
  /** A day, and 2 % over the minimum. */
  public static final ResidualSweep STANDARD = new ResidualSweep(86_400_000_000_000L, 20_000);

  /**
   * Base quantity to trade, 0 if none: sold if the dust is positive, bought if negative.
   *
   * @param touchE8 best price of the side that would be hit, in the instrument's quote asset
   */
  public long quantityE8(Residual residual, Instrument instrument, long touchE8, long nowNs) {
    if (touchE8 <= 0 || nowNs - residual.sinceNs() < restNs) {
      return 0;
    }
    long quantity = instrument.rules().floorQuantityE8(Math.abs(residual.netE8()));
    if (quantity == 0 || quantity < instrument.rules().minQuantityE8()) {
      return 0;
    }
    long worth = Fixed.multiplyE8(quantity, touchE8, RoundingMode.FLOOR);
    long least = instrument.rules().minNotionalE8();
    long wanted = Fixed.partE8(least, Fixed.MILLION + marginPpm, RoundingMode.CEILING);
    return worth < wanted ? 0 : quantity;
  }
}
