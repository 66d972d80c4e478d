package haetae.market;

import java.math.RoundingMode;

/** The limit price that bounds what an immediate order may pay. */
public final class PriceProtection {
  private PriceProtection() {}

  /**
   * Decision price plus (buy) or minus (sell) the accepted slippage, on the venue's grid.
   *
   * <p>Rounding never loosens the bound: a buy cap goes down, a sell floor goes up. Example: buy
   * 105,565,833.33 with 800 ppm at Upbit gives 105,650,000.
   *
   * @param vwapE8 price the decision was made on
   * @param maxSlippagePpm accepted slippage, 0 to below 1,000,000
   * @return the limit; 0, which no venue accepts, if there is no price
   */
  public static long limitE8(PriceGrid grid, Side side, long vwapE8, long maxSlippagePpm) {
    if (maxSlippagePpm < 0 || maxSlippagePpm >= Fixed.MILLION) {
      throw new IllegalArgumentException("slippage out of range: " + maxSlippagePpm + " ppm");
    }
    if (vwapE8 <= 0) {
      return 0;
    }
    long sharePpm = Fixed.MILLION + side.sign() * maxSlippagePpm;
    RoundingMode rounding = side == Side.BUY ? RoundingMode.FLOOR : RoundingMode.CEILING;
    return grid.protectE8(Fixed.partE8(vwapE8, sharePpm, rounding), side);
  }
}
