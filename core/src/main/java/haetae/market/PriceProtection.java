package haetae.market;

import java.math.RoundingMode;

/** The limit price that bounds how much worse than the decision an order may fill. */
public final class PriceProtection {
  private PriceProtection() {}

  /**
   * {@code vwap × (1 ± maxSlippage)} on the venue's grid; every rounding tightens the bound: a buy
   * cap goes down, a sell floor goes up.
   *
   * <p>Worked number: a buy at 105,565,833.33 KRW with 8 bp is capped at 105,650,000.
   */
  public static long limitE8(PriceGrid grid, Side side, long vwapE8, long maxSlippagePpm) {
    long raw =
        side == Side.BUY
            ? Fixed.partE8(vwapE8, Fixed.MILLION + maxSlippagePpm, RoundingMode.FLOOR)
            : Fixed.partE8(vwapE8, Fixed.MILLION - maxSlippagePpm, RoundingMode.CEILING);
    return grid.protectE8(raw, side);
  }
}
