package haetae.market;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.RoundingMode;
import java.time.Duration;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class FixedTest {
  @Test
  void shouldRoundAsNamedByTheCaller() {
    assertThat(Fixed.mulDiv(5, 1, 2, RoundingMode.DOWN)).isEqualTo(2);
    assertThat(Fixed.mulDiv(5, 1, 2, RoundingMode.UP)).isEqualTo(3);
    assertThat(Fixed.mulDiv(5, 1, 2, RoundingMode.HALF_EVEN)).isEqualTo(2);
    assertThat(Fixed.mulDiv(7, 1, 2, RoundingMode.HALF_EVEN)).isEqualTo(4);
    assertThat(Fixed.mulDiv(-5, 1, 2, RoundingMode.FLOOR)).isEqualTo(-3);
    assertThat(Fixed.mulDiv(-5, 1, 2, RoundingMode.CEILING)).isEqualTo(-2);
    assertThat(Fixed.mulDiv(5, -1, 2, RoundingMode.HALF_DOWN)).isEqualTo(-2);
    assertThat(Fixed.mulDiv(5, 1, -2, RoundingMode.HALF_UP)).isEqualTo(-3);
  }

  @Test
  void shouldThrowWhenInexactUnderUnnecessary() {
    assertThat(Fixed.mulDiv(6, 1, 2, RoundingMode.UNNECESSARY)).isEqualTo(3);
    assertThatThrownBy(() -> Fixed.mulDiv(5, 1, 2, RoundingMode.UNNECESSARY))
        .isInstanceOf(ArithmeticException.class);
  }

  @Test
  void shouldThrowWhenTheDivisorIsZero() {
    assertThatThrownBy(() -> Fixed.divideE8(1, 0, RoundingMode.DOWN))
        .isInstanceOf(ArithmeticException.class)
        .hasMessageContaining("zero");
  }

  @Test
  void shouldThrowWhenTheResultDoesNotFit() {
    assertThatThrownBy(() -> Fixed.multiplyE8(Long.MAX_VALUE, Long.MAX_VALUE, RoundingMode.DOWN))
        .isInstanceOf(ArithmeticException.class);
    assertThatThrownBy(() -> Fixed.mulDiv(Long.MAX_VALUE, 2, 1, RoundingMode.DOWN))
        .isInstanceOf(ArithmeticException.class);
    assertThatThrownBy(() -> Fixed.mulDiv(Long.MIN_VALUE, 1, 1, RoundingMode.DOWN))
        .isInstanceOf(ArithmeticException.class);
  }

  /** Quotient 2^64 - 1 with a remainder: rounding it away must not wrap round to 0. */
  @Test
  void shouldThrowWhenRoundingWouldWrapTheQuotient() {
    long a = 4_817_571_155_702_759_132L;
    long b = 8_991_743_772_323_382_763L;
    long c = 2_348_293_295_766_635_038L;

    assertThatThrownBy(() -> Fixed.mulDiv(a, b, c, RoundingMode.UP))
        .isInstanceOf(ArithmeticException.class);
  }

  @Test
  void shouldChargeUpbitsFeeExactly() {
    long feeE8 = Fixed.partE8(Fixed.parse("7394.19175"), 500, RoundingMode.UP);

    assertThat(feeE8).isEqualTo(Fixed.parse("3.69709588"));
  }

  @Test
  void shouldGiveChangeInPpm() {
    assertThat(Fixed.changePpm(1_001, 1_000, RoundingMode.FLOOR)).isEqualTo(1_000);
    assertThat(Fixed.changePpm(999, 1_000, RoundingMode.FLOOR)).isEqualTo(-1_000);
    assertThat(Fixed.changePpm(2, 3, RoundingMode.FLOOR)).isEqualTo(-333_334);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"0", "1", "-1", "0.00000001", "105560000", "-0.1", "92233720368.54775807"})
  void shouldFormatWhatItParsed(String text) {
    assertThat(Fixed.format(Fixed.parse(text))).isEqualTo(text);
  }

  @Test
  void shouldParseExponentsAndNeverWriteThem() {
    assertThat(Fixed.parse("1e-5")).isEqualTo(1_000);
    assertThat(Fixed.parse("1.5E+3")).isEqualTo(1_500 * Fixed.ONE);
    assertThat(Fixed.parse("1.100000000000")).isEqualTo(110_000_000L);
    assertThat(Fixed.format(1_000)).isEqualTo("0.00001");
    assertThat(Fixed.format(1_500 * Fixed.ONE)).isEqualTo("1500");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0.000000001", "92233720368.54775808", "1e400", "1e-400"})
  void shouldRefuseWhatItCannotHold(String text) {
    assertThatThrownBy(() -> Fixed.parse(text)).isInstanceOf(ArithmeticException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "abc", "1.2.3", "NaN", "Infinity", "0x10"})
  void shouldRefuseWhatIsNoNumber(String text) {
    assertThatThrownBy(() -> Fixed.parse(text)).isInstanceOf(NumberFormatException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1e999999999", "1e-999999999", "-3e2000000000"})
  void shouldRefuseHugeExponentsAtOnce(String text) {
    Assertions.assertTimeoutPreemptively(
        Duration.ofSeconds(20),
        () -> assertThatThrownBy(() -> Fixed.parse(text)).isInstanceOf(ArithmeticException.class));
  }

  @Test
  void shouldParseZeroWithAnyExponent() {
    assertThat(Fixed.parse("0e999999999")).isZero();
    assertThat(Fixed.parse("0e-999999999")).isZero();
  }
}
