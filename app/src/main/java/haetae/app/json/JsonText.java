package haetae.app.json;

import haetae.market.Fixed;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Writes one JSON document. Numbers that are not known are null. Threads: one.
 *
 * <p>Each method that writes returns this document, so that calls can follow each other.
 */
public final class JsonText {
  private final StringBuilder out = new StringBuilder(4_096);
  private boolean first = true;

  /** An empty document. */
  public JsonText() {}

  /** Begins an object. */
  public JsonText open() {
    separate();
    out.append('{');
    first = true;
    return this;
  }

  /** Ends an object. */
  public JsonText close() {
    out.append('}');
    first = false;
    return this;
  }

  /** Begins a list. */
  public JsonText openList() {
    separate();
    out.append('[');
    first = true;
    return this;
  }

  /** Ends a list. */
  public JsonText closeList() {
    out.append(']');
    first = false;
    return this;
  }

  /** The name of what comes next. */
  public JsonText name(String name) {
    separate();
    out.append(Json.quoted(name));
    out.append(':');
    first = true;
    return this;
  }

  /** A text. */
  public JsonText text(String name, String value) {
    name(name);
    return text(value);
  }

  /** An item of a list: a text. */
  public JsonText text(String value) {
    separate();
    out.append(Json.quoted(value));
    return this;
  }

  /** A truth value. */
  public JsonText flag(String name, boolean value) {
    return raw(name, value ? "true" : "false");
  }

  /** A whole number. */
  public JsonText number(String name, long value) {
    return raw(name, Long.toString(value));
  }

  /** An item of a list: a whole number. */
  public JsonText number(long value) {
    separate();
    out.append(value);
    return this;
  }

  /** An item of a list: a whole number, or null for one value that means unknown. */
  public JsonText number(long value, long unknown) {
    separate();
    out.append(value == unknown ? "null" : Long.toString(value));
    return this;
  }

  /** A whole number, or null for one value that means unknown. */
  public JsonText number(String name, long value, long unknown) {
    return raw(name, value == unknown ? "null" : Long.toString(value));
  }

  /** At most three decimals. */
  public JsonText number(String name, double value) {
    if (!Double.isFinite(value)) {
      return raw(name, "null");
    }
    BigDecimal rounded = BigDecimal.valueOf(value).setScale(3, RoundingMode.HALF_EVEN);
    return raw(name, rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString());
  }

  /** An exact decimal, or null if it is not known. */
  public JsonText decimal(String name, @Nullable BigDecimal value) {
    return raw(name, value == null ? "null" : value.toPlainString());
  }

  /** An E8 value as an exact decimal. */
  public JsonText decimal(String name, long valueE8) {
    return raw(name, Fixed.format(valueE8));
  }

  /** An E8 amount of won, to the nearest whole one. */
  public JsonText won(String name, long valueE8) {
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

  /** The document in UTF-8. */
  public byte[] bytes() {
    return out.toString().getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public String toString() {
    return out.toString();
  }
}
