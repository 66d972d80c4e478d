package haetae.venue.wire;

import haetae.market.Fixed;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A JSON object off the hot path: what is asked for is there and has the right type, or a {@link
 * DecodeException} says what is missing. Unknown fields are passed over. Immutable.
 */
public final class Fields {
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

  private final JsonNode node;

  private Fields(JsonNode node) {
    this.node = node;
  }

  /** Reads a message of any kind. */
  public static Fields read(byte[] bytes, int from, int to) throws DecodeException {
    try {
      JsonNode node = JSON.readTree(bytes, from, to - from);
      if (node == null || node.isMissingNode()) {
        throw new DecodeException("JSON expected, got nothing");
      }
      return new Fields(node);
    } catch (JacksonException e) {
      throw new DecodeException("JSON expected: " + e.getOriginalMessage());
    }
  }

  /** Reads a message of any kind. */
  public static Fields read(String text) throws DecodeException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return read(bytes, 0, bytes.length);
  }

  /** True if the field is there and not null. */
  public boolean has(String name) {
    return node.hasNonNull(name);
  }

  /** True if this is an array. */
  public boolean isArray() {
    return node.isArray();
  }

  /** The elements of this array. */
  public List<Fields> elements() throws DecodeException {
    if (!node.isArray()) {
      throw new DecodeException("an array expected");
    }
    List<Fields> elements = new ArrayList<>();
    node.forEach(element -> elements.add(new Fields(element)));
    return elements;
  }

  /** The objects of an array field; none if it is absent. */
  public List<Fields> list(String name) throws DecodeException {
    return has(name) ? new Fields(node.get(name)).elements() : List.of();
  }

  /** The texts of an array field; none if it is absent. */
  public List<String> texts(String name) throws DecodeException {
    List<String> texts = new ArrayList<>();
    for (Fields element : list(name)) {
      texts.add(element.node.asString());
    }
    return texts;
  }

  /** An object field. */
  public Fields object(String name) throws DecodeException {
    JsonNode child = node.get(name);
    if (child == null || !child.isObject()) {
      throw new DecodeException("object '" + name + "' expected");
    }
    return new Fields(child);
  }

  /** A text; a number gives its text. */
  public String text(String name) throws DecodeException {
    JsonNode child = node.get(name);
    if (child == null || !(child.isString() || child.isNumber() || child.isBoolean())) {
      throw new DecodeException("text '" + name + "' expected");
    }
    return child.asString();
  }

  /** A text, or the fallback if it is absent. */
  public String text(String name, String fallback) throws DecodeException {
    return has(name) ? text(name) : fallback;
  }

  /** A text, or null if it is absent. */
  public @Nullable String textOrNull(String name) throws DecodeException {
    return has(name) ? text(name) : null;
  }

  /** A decimal, as number or as text, as E8 with the given rounding. */
  public long e8(String name, RoundingMode rounding) throws DecodeException {
    try {
      return Fixed.ofDecimal(decimal(name), rounding);
    } catch (ArithmeticException e) {
      throw new DecodeException("decimal '" + name + "' does not fit: " + e.getMessage());
    }
  }

  /** A decimal, or 0 if it is absent. */
  public long e8OrZero(String name, RoundingMode rounding) throws DecodeException {
    return has(name) ? e8(name, rounding) : 0;
  }

  /** A decimal as it is. */
  public BigDecimal decimal(String name) throws DecodeException {
    try {
      return new BigDecimal(text(name));
    } catch (NumberFormatException e) {
      throw new DecodeException("decimal '" + name + "' expected");
    }
  }

  /** A whole number, as number or as text. */
  public long integer(String name) throws DecodeException {
    try {
      return decimal(name).longValueExact();
    } catch (ArithmeticException e) {
      throw new DecodeException("whole number '" + name + "' expected");
    }
  }

  /** True or false, as such or as text. */
  public boolean flag(String name) throws DecodeException {
    String text = text(name);
    if (!text.equals("true") && !text.equals("false")) {
      throw new DecodeException("true or false '" + name + "' expected");
    }
    return text.equals("true");
  }
}
