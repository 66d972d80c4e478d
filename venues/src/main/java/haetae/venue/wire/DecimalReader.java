package haetae.venue.wire;

import static java.lang.invoke.MethodHandles.byteArrayViewVarHandle;

import haetae.market.Fixed;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Reads a decimal without sign from a byte buffer as E8, exactly or not at all: plain or with an
 * exponent, by the letter of RFC 8259. Eight decimals are converted at once.
 *
 * <p>Threads: one owner.
 */
final class DecimalReader {
  private static final VarHandle WORD =
      byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long ZEROS = 0x3030303030303030L;
  private static final long HIGH_NIBBLES = 0xF0F0F0F0F0F0F0F0L;
  private static final long OVER_NINE = 0x0606060606060606L;
  private static final int FAST_DIGITS = 18;
  private static final int MAX_EXPONENT_DIGITS = 4;
  private static final int MAX_POWER = 18;
  private static final long[] POWERS = new long[MAX_POWER + 1];

  static {
    POWERS[0] = 1;
    for (int i = 1; i <= MAX_POWER; i++) {
      POWERS[i] = POWERS[i - 1] * 10;
    }
  }

  private int at;

  /** Place after the number read last. */
  int end() {
    return at;
  }

  /** The value of the number at a place. */
  long read(byte[] b, int start, int limit) throws DecodeException {
    int p = start;
    long value = 0;
    while (p < limit && digit(b[p])) {
      value = value * 10 + (b[p++] - '0');
    }
    int whole = p - start;
    if (whole == 0 || (whole > 1 && b[start] == '0')) {
      throw new DecodeException("number expected", p);
    }
    if (whole > FAST_DIGITS) {
      return slow(b, start, limit);
    }
    int decimals = 0;
    if (p < limit && b[p] == '.') {
      int point = ++p;
      if (whole <= FAST_DIGITS - 8 && limit - p >= 8) {
        long eight = eight(b, p);
        if (eight >= 0) {
          value = value * 100_000_000L + eight;
          p += 8;
        }
      }
      while (p < limit && digit(b[p])) {
        if (p - point + whole >= FAST_DIGITS) {
          return slow(b, start, limit);
        }
        value = value * 10 + (b[p++] - '0');
      }
      decimals = p - point;
      if (decimals == 0) {
        throw new DecodeException("digit expected after the point", p);
      }
    }
    at = p;
    boolean scientific = p < limit && (b[p] | 0x20) == 'e';
    return finished(value, (scientific ? exponent(b, limit) : 0) - decimals, start);
  }

  /** A number of many digits: zeros at its end must not make it too long. */
  private long slow(byte[] b, int start, int limit) throws DecodeException {
    long value = 0;
    int zeros = 0;
    int decimals = 0;
    boolean point = false;
    at = start;
    while (at < limit && (digit(b[at]) || (b[at] == '.' && !point))) {
      byte c = b[at++];
      if (c == '.') {
        point = true;
        continue;
      }
      decimals += point ? 1 : 0;
      zeros++;
      if (c != '0') {
        value = appended(value, zeros, c - '0', start);
        zeros = 0;
      }
    }
    if (point && decimals == 0) {
      throw new DecodeException("digit expected after the point", at);
    }
    boolean scientific = at < limit && (b[at] | 0x20) == 'e';
    return finished(value, (scientific ? exponent(b, limit) : 0) - decimals + zeros, start);
  }

  private static long appended(long value, int places, int digit, int start)
      throws DecodeException {
    long longer = value;
    for (int i = 0; i < places; i++) {
      if (longer > Long.MAX_VALUE / 10) {
        throw new DecodeException("number too long", start);
      }
      longer *= 10;
    }
    if (longer > Long.MAX_VALUE - digit) {
      throw new DecodeException("number too long", start);
    }
    return longer + digit;
  }

  private int exponent(byte[] b, int limit) throws DecodeException {
    at++;
    boolean negative = at < limit && b[at] == '-';
    at += negative || (at < limit && b[at] == '+') ? 1 : 0;
    int first = at;
    int value = 0;
    while (at < limit && digit(b[at])) {
      if (at - first >= MAX_EXPONENT_DIGITS) {
        throw new DecodeException("exponent too long", at);
      }
      value = value * 10 + (b[at++] - '0');
    }
    if (at == first) {
      throw new DecodeException("exponent expected", at);
    }
    return negative ? -value : value;
  }

  private static long finished(long digits, int power, int start) throws DecodeException {
    long value = scaledE8(digits, power);
    if (value < 0) {
      throw new DecodeException("decimal does not fit in 8 places", start);
    }
    return value;
  }

  /** {@code digits * 10^power} scaled by 1e8; -1 if it does not fit or is not exact. */
  private static long scaledE8(long digits, int power) {
    int shift = power + Fixed.SCALE;
    if (shift == 0 || digits == 0) {
      return digits;
    }
    if (shift > 0) {
      if (shift > MAX_POWER || Math.multiplyHigh(digits, POWERS[shift]) != 0) {
        return -1;
      }
      long value = digits * POWERS[shift];
      return value < 0 ? -1 : value;
    }
    if (-shift > MAX_POWER) {
      return -1;
    }
    long divisor = POWERS[-shift];
    return digits % divisor == 0 ? digits / divisor : -1;
  }

  /** Value of the eight digits at a place, -1 if they are not eight digits. */
  private static long eight(byte[] buffer, int from) {
    long word = (long) WORD.get(buffer, from);
    long digits = word ^ ZEROS;
    if (((digits | (digits + OVER_NINE)) & HIGH_NIBBLES) != 0) {
      return -1;
    }
    // Pairs, then fours, then eights; the first digit is in the lowest byte.
    long pairs = digits * 10 + (digits >>> 8);
    long low = (pairs & 0x000000FF000000FFL) * 0x000F424000000064L;
    long high = ((pairs >>> 16) & 0x000000FF000000FFL) * 0x0000271000000001L;
    return (low + high) >>> 32;
  }

  private static boolean digit(byte b) {
    return b >= '0' && b <= '9';
  }
}
