package haetae.premium;

import haetae.market.Fixed;
import java.math.BigDecimal;
import java.math.RoundingMode;

/** KRW value over converted USDT value, scaled by 1e12: exact enough for the smallest coins. */
final class PriceRatio {
  /** The ratio 1. */
  static final long ONE_E12 = Fixed.ONE_E12;

  private static final int SCALE = 12;
  private static final long ROOM = Long.MAX_VALUE / 10;

  private PriceRatio() {}

  /**
   * {@code krw / (usdt * rate)}.
   *
   * @param krwE8 price or notional in KRW, positive
   * @param usdtE8 price or notional of the same quantity in USDT, positive
   * @param rateE8 KRW per USDT, positive
   * @throws ArithmeticException if a value is 0 or the ratio is above 9 million
   */
  static long e12(long krwE8, long usdtE8, long rateE8, RoundingMode rounding) {
    long krw = krwE8;
    long usdt = usdtE8;
    // Prices far below 1 USDT have few digits at 1e-8: scale both sides to keep the product exact.
    while (usdt > 0 && usdt < ONE_E12 && krw < ROOM) {
      usdt *= 10;
      krw *= 10;
    }
    return Fixed.mulDiv(krw, ONE_E12, Fixed.multiplyE8(usdt, rateE8, opposite(rounding)), rounding);
  }

  private static RoundingMode opposite(RoundingMode rounding) {
    return switch (rounding) {
      case FLOOR -> RoundingMode.CEILING;
      case CEILING -> RoundingMode.FLOOR;
      case UP -> RoundingMode.DOWN;
      case DOWN -> RoundingMode.UP;
      case HALF_UP, HALF_DOWN, HALF_EVEN, UNNECESSARY -> rounding;
    };
  }

  /** A value scaled by 1e12 as a decimal with 12 digits. */
  static BigDecimal decimal(long valueE12) {
    return BigDecimal.valueOf(valueE12, SCALE);
  }

  /** A value scaled by 1e12 in parts per million, rounded down. */
  static long floorPpm(long valueE12) {
    return Math.floorDiv(valueE12, Fixed.MILLION);
  }

  /** A value scaled by 1e12 in parts per million, rounded up. */
  static long ceilPpm(long valueE12) {
    return Math.ceilDiv(valueE12, Fixed.MILLION);
  }

  /** A value scaled by 1e12 in parts per million, to the nearest. */
  static long nearestPpm(long valueE12) {
    return Fixed.mulDiv(valueE12, 1, Fixed.MILLION, RoundingMode.HALF_EVEN);
  }
}
