package haetae.venue.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import haetae.Seed;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

class JsonReaderTest {
  private static final JsonMapper JACKSON = JsonMapper.builder().build();

  private static long e8(String text) throws DecodeException {
    byte[] bytes = text.getBytes(UTF_8);
    JsonReader json = new JsonReader().over(bytes, 0, bytes.length);
    long value = json.decimalE8();
    json.expectEnd();
    return value;
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "1, 100000000",
    "-1.5, -150000000",
    "61737.63000000, 6173763000000",
    "1.16539E8, 11653900000000000",
    "7.9276E-4, 79276",
    "7.9276e-4, 79276",
    "1e+2, 10000000000",
    "0.00077720, 77720",
    "0.00000001, 1",
    "0.000000010000, 1",
    "0.0E-30, 0",
    "92233720368.54775807, 9223372036854775807",
    "100473000.00000000000000000000, 10047300000000000",
    "120000000000000000000e-18, 12000000000",
    "\"0.00000000\", 0",
    "\"4529764\", 452976400000000"
  })
  void shouldReadDecimalExactly(String text, long valueE8) throws DecodeException {
    assertThat(e8(text)).isEqualTo(valueE8);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0.000000001",
        "92233720368.54775808",
        "1e11",
        "1e999",
        "1e-9",
        "123456789012345678901",
        "01",
        "1.",
        ".5",
        "+1",
        "1e",
        "1e+",
        "-",
        "",
        "\"1",
        "1\"",
        "NaN",
        "1e99999",
        "1 2",
        "0x10",
        "1..2",
        "1234567890123456789.1.2"
      })
  void shouldRefuseDecimalWhenNotExactOrNotANumber(String text) {
    assertThatThrownBy(() -> e8(text)).isInstanceOf(DecodeException.class);
  }

  @Test
  void shouldAgreeWithBigDecimalOnAnyDecimal() {
    Seed.forAll(
        20_000,
        seed -> {
          String text = decimal(seed);
          BigDecimal exact = new BigDecimal(text).movePointRight(8).stripTrailingZeros();
          boolean fits = exact.scale() <= 0 && exact.toBigInteger().abs().bitLength() < Long.SIZE;
          try {
            long value = e8(text);
            assertThat(fits).as(text).isTrue();
            assertThat(BigInteger.valueOf(value)).as(text).isEqualTo(exact.toBigInteger());
          } catch (DecodeException e) {
            // More than 18 significant digits and a large exponent may be refused, never misread.
            assertThat(fits && exact.precision() <= 18).as(text + ": " + e).isFalse();
          }
        });
  }

  private static String decimal(Seed seed) {
    StringBuilder out = new StringBuilder(seed.oneIn(4) ? "-" : "");
    out.append(seed.oneIn(3) ? "0" : seed.between(1, 9) + digits(seed, 12));
    if (!seed.oneIn(4)) {
      out.append('.').append(seed.between(0, 9)).append(digits(seed, 11));
      out.append("0".repeat((int) seed.between(0, 9)));
    }
    if (seed.oneIn(3)) {
      out.append(seed.pick("e", "E", "e+", "E-", "e-")).append(seed.between(0, 12));
    }
    return out.toString();
  }

  private static String digits(Seed seed, int most) {
    StringBuilder out = new StringBuilder();
    for (long n = seed.between(0, most); n > 0; n--) {
      out.append(seed.oneIn(3) ? 0 : seed.between(0, 9));
    }
    return out.toString();
  }

  @Test
  void shouldPassOverOnlyWhatJacksonAccepts() {
    String[] pieces = {
      "{",
      "}",
      "[",
      "]",
      ",",
      ":",
      "\"a\"",
      "\"\\u00e9\"",
      "1",
      "-2.5e3",
      "true",
      "false",
      "null",
      " ",
      "0",
      "\"",
      "\\",
      "e",
      ".",
      "-"
    };
    Seed.forAll(
        30_000,
        seed -> {
          StringBuilder text = new StringBuilder();
          for (long n = seed.between(1, 8); n > 0; n--) {
            text.append(seed.pick(pieces));
          }
          byte[] bytes = text.toString().getBytes(UTF_8);
          JsonReader json = new JsonReader().over(bytes, 0, bytes.length);
          boolean accepted = true;
          try {
            json.skipValue();
            json.expectEnd();
          } catch (DecodeException e) {
            accepted = false;
          }
          assertThat(accepted).as(text.toString()).isEqualTo(jacksonAccepts(text.toString()));
        });
  }

  private static boolean jacksonAccepts(String text) {
    try {
      return !text.isBlank() && JACKSON.readTree(text) != null;
    } catch (JacksonException e) {
      return false;
    }
  }

  @Test
  void shouldRefuseNestingWithoutEnd() {
    byte[] bytes = "[".repeat(100_000).getBytes(UTF_8);
    JsonReader json = new JsonReader().over(bytes, 0, bytes.length);
    assertThatThrownBy(json::skipValue)
        .isInstanceOf(DecodeException.class)
        .hasMessageContaining("nesting");
  }

  @Test
  void shouldFindEveryNameOfTheTable() {
    var names = new java.util.ArrayList<String>();
    for (int i = 0; i < 300; i++) {
      names.add(String.format(Locale.ROOT, "KRW-C%d", i * 7));
    }
    SymbolTable table = new SymbolTable(names);
    for (int i = 0; i < names.size(); i++) {
      byte[] bytes = ("x" + names.get(i) + "x").getBytes(UTF_8);
      assertThat(table.find(bytes, 1, bytes.length - 1)).isEqualTo(i);
      assertThat(table.find(bytes, 0, bytes.length)).isEqualTo(SymbolTable.UNKNOWN);
    }
  }
}
