package haetae.app.dashboard;

import haetae.market.Fixed;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;

/**
 * Writes one JSON document. Numbers that are not known are null. Threads: one.
 *
 * <p>Each method returns this text, so that calls can follow each other.
 */
final class JsonText {
  private final StringBuilder out = new StringBuilder(4_096);
  private boolean first = true;

  JsonText open() {
    separate();
    out.append('{');
    first = true;
    return this;
  }

  JsonText close() {
    out.append('}');
    first = false;
    return this;
  }

  JsonText openList() {
    separate();
    out.append('[');
    first = true;
    return this;
  }

  JsonText closeList() {
    out.append(']');
    first = false;
    return this;
  }

  /** The name of what comes next. */
  JsonText name(String name) {
    separate();
    quote(name);
    out.append(':');
    first = true;
    return this;
  }

  JsonText text(String name, String value) {
    name(name);
    return text(value);
  }

  JsonText text(String value) {
    separate();
    quote(value);
    return this;
  }

  JsonText flag(String name, boolean value) {
    return raw(name, value ? "true" : "false");
  }

  JsonText number(String name, long value) {
    return raw(name, Long.toString(value));
  }

  JsonText number(long value) {
    separate();
    out.append(value);
    return this;
  }

  /** An item of a list: a whole number, or null for one value that means unknown. */
  JsonText number(long value, long unknown) {
    separate();
    out.append(value == unknown ? "null" : Long.toString(value));
    return this;
  }

  /** A whole number, or null for one value that means unknown. */
  JsonText number(String name, long value, long unknown) {
    return raw(name, value == unknown ? "null" : Long.toString(value));
  }

  /** At most three decimals. */
  JsonText number(String name, double value) {
    if (!Double.isFinite(value)) {
      return raw(name, "null");
    }
    BigDecimal rounded = BigDecimal.valueOf(value).setScale(3, RoundingMode.HALF_EVEN);
    return raw(name, rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString());
  }

  /** An E8 value as an exact decimal. */
  JsonText decimal(String name, long valueE8) {
    return raw(name, Fixed.format(valueE8));
  }

  /** An E8 amount of won, to the nearest whole one. */
  JsonText won(String name, long valueE8) {
    BigDecimal won = Fixed.toDecimal(valueE8).setScale(0, RoundingMode.HALF_EVEN);
    return raw(name, won.toPlainString());
  }

  private JsonText raw(String name, String value) {
    name(name);
    out.append(value);
    first = false;
    return this;
  }

  private void separate() {
    if (!first) {
      out.append(',');
    }
    first = false;
  }

  private void quote(String text) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        out.append('\\').append(c);
      } else if (c < ' ' || c == '\u2028' || c == '\u2029') {
        out.append(String.format("\\u%04x", (int) c));
      } else {
        out.append(c);
      }
    }
    out.append('"');
  }

  byte[] bytes() {
    return out.toString().getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public String toString() {
    return out.toString();
  }
}
