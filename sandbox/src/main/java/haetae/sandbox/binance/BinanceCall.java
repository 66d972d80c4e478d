package haetae.sandbox.binance;

import haetae.sandbox.auth.ApiKey;
import haetae.sandbox.auth.Params;
import haetae.sandbox.net.Json;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The parameters of one request, with Binance's refusals for what is wrong.
 *
 * @param key who asks; null for public requests
 */
record BinanceCall(Params params, @Nullable ApiKey key) {
  @Nullable String find(String name) {
    String value = params.find(name);
    return value == null || value.isEmpty() ? null : value;
  }

  String get(String name, String otherwise) {
    String value = find(name);
    return value == null ? otherwise : value;
  }

  String need(String name) {
    String value = find(name);
    if (value == null) {
      throw BinanceRefusal.missing(name);
    }
    return value;
  }

  /** A word out of a few; it must be there if there is no default. */
  String word(String name, @Nullable String otherwise, List<String> words, int code) {
    String value = otherwise == null ? need(name) : get(name, otherwise);
    if (!words.contains(value)) {
      throw BinanceRefusal.of(code, "Invalid " + name + ".");
    }
    return value;
  }

  /** A positive decimal, or null if it is not there. */
  @Nullable BigDecimal decimal(String name) {
    String text = find(name);
    if (text == null) {
      return null;
    }
    BigDecimal value = Json.decimal(text);
    if (value == null) {
      throw BinanceRefusal.of(-1100, "Illegal characters found in parameter '" + name + "'.");
    }
    if (value.stripTrailingZeros().scale() > 8) {
      throw BinanceRefusal.of(-1111, "Precision is over the maximum defined for this asset.");
    }
    return value;
  }

  /** A whole number, or null if it is not there. */
  @Nullable Long number(String name) {
    String text = find(name);
    if (text == null) {
      return null;
    }
    if (!text.matches("-?\\d{1,18}")) {
      throw BinanceRefusal.of(-1100, "Illegal characters found in parameter '" + name + "'.");
    }
    return Long.valueOf(text);
  }

  /** A whole number within bounds. */
  int number(String name, int otherwise, int least, int most) {
    Long value = number(name);
    if (value == null) {
      return otherwise;
    }
    if (value < least || value > most) {
      throw BinanceRefusal.of(-1130, "Data sent for parameter '" + name + "' is not valid.");
    }
    return value.intValue();
  }

  /** The same with another set of parameters. */
  BinanceCall with(Map<String, String> values) {
    return new BinanceCall(new Params(List.copyOf(values.entrySet())), key);
  }
}
