package haetae.market;

import java.math.BigInteger;

/**
 * A divisor that is used often: its reciprocal is worked out once, and a division of 128 by 64 bits
 * is then two multiplications. Moeller and Granlund, "Improved division by invariant integers"
 * (2011), algorithm 4. Immutable.
 */
final class Divisor {
  private static final int BITS = 64;

  private final int shift;
  private final long normal;
  private final long reciprocal;

  /**
   * A divisor.
   *
   * @param divisor positive
   */
  Divisor(long divisor) {
    this.shift = Long.numberOfLeadingZeros(divisor);
    this.normal = divisor << shift;
    BigInteger all = BigInteger.ONE.shiftLeft(2 * BITS).subtract(BigInteger.ONE);
    BigInteger wide = BigInteger.valueOf(divisor).shiftLeft(shift);
    this.reciprocal = all.divide(wide).subtract(BigInteger.ONE.shiftLeft(BITS)).longValue();
  }

  /** The unsigned quotient of a 128-bit number whose high half is below the divisor, floored. */
  long divide(long high, long low) {
    long top = (high << shift) | (low >>> (BITS - shift));
    long rest = low << shift;
    long guess = reciprocal * top + rest;
    long carry = Long.compareUnsigned(guess, rest) < 0 ? 1 : 0;
    long quotient = Math.unsignedMultiplyHigh(reciprocal, top) + top + carry + 1;
    long remainder = rest - quotient * normal;
    if (Long.compareUnsigned(remainder, guess) > 0) {
      quotient--;
      remainder += normal;
    }
    return Long.compareUnsigned(remainder, normal) >= 0 ? quotient + 1 : quotient;
  }
}
