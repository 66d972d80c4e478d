package haetae.market;

import static org.assertj.core.api.Assertions.assertThat;

import haetae.Seed;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import org.junit.jupiter.api.Test;

/** {@link Fixed} against {@link BigDecimal}, the specification. */
final class FixedPropertyTest {
  private static final RoundingMode[] ROUNDINGS = RoundingMode.values();
  private static final int CASES = 200;
  private static final int PAIRS = 10_000;

  @Test
  void shouldDivideByTheUsualDivisorsLikeBigDecimal() {
    Seed.forAll(
        CASES,
        seed -> {
          for (int i = 0; i < PAIRS; i++) {
            long often = seed.pick(Fixed.ONE, Fixed.MILLION, Fixed.ONE_E12);
            check(seed.anyLong(), seed.anyLong(), often, ROUNDINGS[i % ROUNDINGS.length]);
          }
        });
  }

  @Test
  void shouldMultiplyAndDivideLikeBigDecimal() {
    Seed.forAll(
        CASES,
        seed -> {
          for (int i = 0; i < PAIRS / 4; i++) {
            check(seed.anyLong(), seed.anyLong(), seed.anyLong(), ROUNDINGS[i % ROUNDINGS.length]);
          }
        });
  }

  @Test
  void shouldAgreeAtTheEdges() {
    long[] edges = {
      0,
      1,
      -1,
      2,
      Fixed.ONE,
      Fixed.MILLION,
      Fixed.ONE_E12,
      Fixed.ONE_E12 - 1,
      Long.MAX_VALUE,
      Long.MIN_VALUE,
      Long.MAX_VALUE - 1,
      Long.MIN_VALUE + 1,
      1L << 32,
      (1L << 32) - 1,
      1L << 62,
      (1L << 62) + 1
    };
    for (RoundingMode rounding : ROUNDINGS) {
      for (long a : edges) {
        for (long b : edges) {
          for (long c : edges) {
            check(a, b, c, rounding);
          }
        }
      }
    }
  }

  @Test
  void shouldFormatAndParseToTheSameValue() {
    Seed.forAll(
        CASES,
        seed -> {
          for (int i = 0; i < 1_000; i++) {
            long valueE8 = seed.anyLong();
            String text = Fixed.format(valueE8);

            if (Fixed.parse(text) != valueE8 || text.indexOf('E') >= 0) {
              assertThat(text).as("text of %d", valueE8).isEqualTo("the same value, no exponent");
            }
          }
        });
  }

  private static void check(long a, long b, long c, RoundingMode rounding) {
    Long expected = expected(a, b, c, rounding);
    Long actual = actual(a, b, c, rounding);
    if (expected == null ? actual != null : !expected.equals(actual)) {
      assertThat(actual).as("%d * %d / %d %s", a, b, c, rounding).isEqualTo(expected);
    }
  }

  private static Long actual(long a, long b, long c, RoundingMode rounding) {
    try {
      return Fixed.mulDiv(a, b, c, rounding);
    } catch (ArithmeticException e) {
      return null;
    }
  }

  /** The exact result, or null if the contract is to throw. */
  private static Long expected(long a, long b, long c, RoundingMode rounding) {
    if (c == 0 || a == Long.MIN_VALUE || b == Long.MIN_VALUE || c == Long.MIN_VALUE) {
      return null;
    }
    BigInteger product = BigInteger.valueOf(a).multiply(BigInteger.valueOf(b));
    try {
      BigInteger result =
          new BigDecimal(product).divide(BigDecimal.valueOf(c), 0, rounding).toBigIntegerExact();
      boolean fits = result.bitLength() < 64 && result.longValue() != Long.MIN_VALUE;
      return fits ? result.longValue() : null;
    } catch (ArithmeticException e) {
      return null;
    }
  }
}
