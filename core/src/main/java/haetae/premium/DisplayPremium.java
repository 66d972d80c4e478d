package haetae.premium;

import haetae.market.Fixed;
import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * Premia for people to look at: from mid or last prices, never to decide or to size by.
 *
 * <p>Sign: positive means Korea is dearer. {@code (1 + coin) * (1 + tether) = 1 + bank}. Decimals
 * have 12 digits, rounded half even. Prices are E8 and positive. Allocates only for decimals.
 */
public final class DisplayPremium {
  private DisplayPremium() {}

  /**
   * {@code krw / (usdt * rate) - 1}: the coin premium with KRW-USDT as rate, the bank premium with
   * USD/KRW.
   */
  public static BigDecimal of(long krwE8, long usdtE8, long rateE8) {
    return PriceRatio.decimal(e12(krwE8, usdtE8, rateE8));
  }

  /** {@link #of} in parts per million. */
  public static long ppm(long krwE8, long usdtE8, long rateE8) {
    return PriceRatio.nearestPpm(e12(krwE8, usdtE8, rateE8));
  }

  /** {@code krwPerUsdt / krwPerUsd - 1}. */
  public static BigDecimal tether(long krwPerUsdtE8, long krwPerUsdE8) {
    return of(krwPerUsdtE8, Fixed.ONE, krwPerUsdE8);
  }

  /** {@link #tether} in parts per million. */
  public static long tetherPpm(long krwPerUsdtE8, long krwPerUsdE8) {
    return ppm(krwPerUsdtE8, Fixed.ONE, krwPerUsdE8);
  }

  private static long e12(long krwE8, long usdtE8, long rateE8) {
    return PriceRatio.e12(krwE8, usdtE8, rateE8, RoundingMode.HALF_EVEN) - PriceRatio.ONE_E12;
  }
}
