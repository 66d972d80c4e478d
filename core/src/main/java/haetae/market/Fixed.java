package haetae.market;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * Exact fixed-point arithmetic on {@code long} values scaled by 1e8 (suffix {@code E8}).
 *
 * <p>Units: 1.0 is {@link #ONE}. Range: about ±9.2e10 units, so 92 billion KRW. Errors: {@link
 * ArithmeticException} when a result does not fit; nothing is ever truncated silently. Every
 * rounding is named by the caller. No allocation, except in the text and decimal conversions.
 */
public final class Fixed {
  /** Digits after the point. */
  public static final int SCALE = 8;

  /** The fixed-point value of 1. */
  public static final long ONE = 100_000_000L;

  /** The value of 1 with twelve digits after the point. */
  public static final long ONE_E12 = 1_000_000_000_000L;

  /** One part per million, as the divisor of a {@code Ppm} ratio. */
  public static final long MILLION = 1_000_000L;

  private static final Divisor BY_ONE = new Divisor(ONE);
  private static final Divisor BY_MILLION = new Divisor(MILLION);
  private static final Divisor BY_TRILLION = new Divisor(ONE_E12);
  private static final int MAX_SCALE = 1_000;
  private static final long LOW = 0xFFFF_FFFFL;

  private Fixed() {}

  /** Product of two E8 values, as E8. */
  public static long multiplyE8(long aE8, long bE8, RoundingMode rounding) {
    return mulDiv(aE8, bE8, ONE, rounding);
  }

  /** Quotient of two E8 values, as E8; the divisor must not be 0. */
  public static long divideE8(long aE8, long bE8, RoundingMode rounding) {
    return mulDiv(aE8, ONE, bE8, rounding);
  }

  /** The given share, in parts per million, of a value. */
  public static long partE8(long valueE8, long ppm, RoundingMode rounding) {
    return mulDiv(valueE8, ppm, MILLION, rounding);
  }

  /** {@code a / b - 1} in parts per million. */
  public static long changePpm(long a, long b, RoundingMode rounding) {
    return mulDiv(Math.subtractExact(a, b), MILLION, b, rounding);
  }

  /**
   * {@code a * b / c} through a 128-bit product.
   *
   * @param rounding FLOOR, CEILING, DOWN, UP, HALF_EVEN, HALF_UP, HALF_DOWN or UNNECESSARY
   * @throws ArithmeticException if c is 0, the result does not fit, or it is inexact under
   *     UNNECESSARY
   */
  public static long mulDiv(long a, long b, long c, RoundingMode rounding) {
    if (c == 0) {
      throw new ArithmeticException("division by zero");
    }
    boolean negative = (a < 0) ^ (b < 0) ^ (c < 0);
    long ua = magnitude(a);
    long ub = magnitude(b);
    long uc = magnitude(c);
    long high = Math.multiplyHigh(ua, ub);
    long low = ua * ub;
    long quotient;
    long remainder;
    if (high == 0 && low >= 0) {
      quotient = low / uc;
      remainder = low - quotient * uc;
    } else {
      if (high >= uc) {
        throw new ArithmeticException("fixed-point overflow");
      }
      quotient = divide128(high, low, uc);
      remainder = low - quotient * uc;
    }
    // Checked before the increment too: 2^64 - 1 would wrap to 0.
    if (quotient >= 0 && remainder != 0 && away(rounding, negative, remainder, uc, quotient)) {
      quotient++;
    }
    if (quotient < 0) {
      throw new ArithmeticException("fixed-point overflow");
    }
    return negative ? -quotient : quotient;
  }

  private static long magnitude(long value) {
    if (value == Long.MIN_VALUE) {
      throw new ArithmeticException("fixed-point overflow");
    }
    return Math.abs(value);
  }

  private static boolean away(
      RoundingMode rounding, boolean negative, long remainder, long divisor, long quotient) {
    // divisor <= 2^63-1 and remainder < divisor, so the difference cannot overflow.
    int half = Long.compare(remainder, divisor - remainder);
    return switch (rounding) {
      case DOWN -> false;
      case UP -> true;
      case FLOOR -> negative;
      case CEILING -> !negative;
      case HALF_UP -> half >= 0;
      case HALF_DOWN -> half > 0;
      case HALF_EVEN -> half > 0 || (half == 0 && (quotient & 1) == 1);
      case UNNECESSARY -> throw new ArithmeticException("rounding necessary");
    };
  }

  /** Unsigned 128 by 63 bit division, high &lt; divisor (Knuth's algorithm D on 32-bit digits). */
  private static long divide128(long high, long low, long divisor) {
    if (divisor == ONE) {
      return BY_ONE.divide(high, low);
    }
    if (divisor == MILLION) {
      return BY_MILLION.divide(high, low);
    }
    if (divisor == ONE_E12) {
      return BY_TRILLION.divide(high, low);
    }
    int shift = Long.numberOfLeadingZeros(divisor);
    long d = divisor << shift;
    long dHigh = d >>> 32;
    long dLow = d & LOW;
    long n = shift == 0 ? high : (high << shift) | (low >>> (64 - shift));
    long rest = low << shift;
    long q1 = digit(n, rest >>> 32, dHigh, dLow);
    long n2 = (n << 32) + (rest >>> 32) - q1 * d;
    long q0 = digit(n2, rest & LOW, dHigh, dLow);
    return (q1 << 32) + q0;
  }

  private static long digit(long n, long next, long dHigh, long dLow) {
    long q = Long.divideUnsigned(n, dHigh);
    long r = n - q * dHigh;
    while (q > LOW || Long.compareUnsigned(q * dLow, (r << 32) + next) > 0) {
      q--;
      r += dHigh;
      if (r > LOW) {
        break;
      }
    }
    return q;
  }

  /**
   * Parses a plain or exponent decimal exactly.
   *
   * @throws ArithmeticException if it has more than 8 decimals that are not zero, or does not fit
   * @throws NumberFormatException if it is not a decimal number
   */
  public static long parse(CharSequence text) {
    return ofDecimal(new BigDecimal(text.toString()), RoundingMode.UNNECESSARY);
  }

  /**
   * The E8 value of a decimal.
   *
   * @throws ArithmeticException if it does not fit, or is inexact under UNNECESSARY
   */
  public static long ofDecimal(BigDecimal value, RoundingMode rounding) {
    // An exponent such as 1e999999999 would make setScale build the whole number first.
    if (value.signum() != 0 && (value.scale() > MAX_SCALE || value.scale() < -MAX_SCALE)) {
      throw new ArithmeticException("decimal out of range: exponent " + -(long) value.scale());
    }
    BigDecimal bounded = value.signum() == 0 ? BigDecimal.ZERO : value;
    return bounded.setScale(SCALE, rounding).unscaledValue().longValueExact();
  }

  /** The exact decimal of an E8 value, scale 8. */
  public static BigDecimal toDecimal(long valueE8) {
    return BigDecimal.valueOf(valueE8, SCALE);
  }

  /** Plain decimal text without trailing zeros, never with an exponent. */
  public static String format(long valueE8) {
    return valueE8 == 0 ? "0" : toDecimal(valueE8).stripTrailingZeros().toPlainString();
  }
}
