package haetae.premium;

import haetae.market.Direction;
import haetae.market.FeeSchedule;
import haetae.market.Fixed;
import haetae.market.Side;
import java.math.RoundingMode;

/** How the fees of a route scale its cash flows. */
final class FeeFactor {
  private FeeFactor() {}

  /** Side of the KRW-USDT leg: USDT is bought to pay Binance, sold when Binance paid us. */
  static Side fxSide(Direction direction) {
    return direction.binanceSide();
  }

  /** Numerator of USDT that changes hands over Binance notional of the coin quantity. */
  static long usdtNumerator(Direction direction, FeeSchedule fees) {
    return switch (direction.binanceSide()) {
      case SELL -> Fixed.MILLION - fees.binancePpm();
      case BUY -> fees.binanceInBase() ? Fixed.MILLION : Fixed.MILLION + fees.binancePpm();
    };
  }

  /** Denominator that belongs to {@link #usdtNumerator}. */
  static long usdtDenominator(Direction direction, FeeSchedule fees) {
    return grossedUp(direction, fees) ? Fixed.MILLION - fees.binancePpm() : Fixed.MILLION;
  }

  /** True if Binance must buy more coins than Upbit sells. */
  static boolean grossedUp(Direction direction, FeeSchedule fees) {
    return fees.binanceInBase() && direction.binanceSide() == Side.BUY;
  }

  /** KRW received over KRW paid at a premium of 0, scaled by 1e12. */
  static long keptE12(Direction direction, FeeSchedule fees, RoundingMode rounding) {
    long usdtOver = usdtNumerator(direction, fees);
    long usdtUnder = usdtDenominator(direction, fees);
    return switch (direction.upbitSide()) {
      case SELL ->
          scale(usdtUnder * selling(fees), usdtOver * (Fixed.MILLION + fees.fxPpm()), rounding);
      case BUY ->
          scale(usdtOver * (Fixed.MILLION - fees.fxPpm()), usdtUnder * buying(fees), rounding);
    };
  }

  /** KRW paid over KRW received at a premium of 0 when selling at Upbit, scaled by 1e12. */
  static long neededE12(FeeSchedule fees, RoundingMode rounding) {
    Direction direction = Direction.BUY_BINANCE_SELL_UPBIT;
    return scale(
        usdtNumerator(direction, fees) * (Fixed.MILLION + fees.fxPpm()),
        usdtDenominator(direction, fees) * selling(fees),
        rounding);
  }

  private static long selling(FeeSchedule fees) {
    return Fixed.MILLION - fees.upbitPpm();
  }

  private static long buying(FeeSchedule fees) {
    return Fixed.MILLION + fees.upbitPpm();
  }

  private static long scale(long numerator, long denominator, RoundingMode rounding) {
    return Fixed.mulDiv(numerator, PriceRatio.ONE_E12, denominator, rounding);
  }
}
