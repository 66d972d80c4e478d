package haetae.sandbox.net;

import java.math.BigDecimal;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** JSON and decimal text. Threads: any. */
public final class Json {
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .build();

  private Json() {}

  /** An empty object; keys keep their order. */
  public static ObjectNode object() {
    return MAPPER.createObjectNode();
  }

  /** An empty list. */
  public static ArrayNode array() {
    return MAPPER.createArrayNode();
  }

  /** Compact text. */
  public static String write(JsonNode node) {
    return MAPPER.writeValueAsString(node);
  }

  /** Reads text; null if it is not JSON. */
  public static @Nullable JsonNode read(String text) {
    try {
      JsonNode node = MAPPER.readTree(text);
      return node == null || node.isMissingNode() ? null : node;
    } catch (JacksonException e) {
      return null;
    }
  }

  /** A decimal without trailing zeros and without an exponent. */
  public static String plain(BigDecimal value) {
    return value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString();
  }

  /** A decimal with a fixed number of digits after the point, rounded down. */
  public static String fixed(BigDecimal value, int digits) {
    return value.setScale(digits, RoundingMode.DOWN).toPlainString();
  }

  /** Reads a plain decimal; null if the text is not one. */
  public static @Nullable BigDecimal decimal(String text) {
    if (text.isEmpty() || text.length() > 40 || !text.matches("-?\\d*\\.?\\d+|-?\\d+\\.")) {
      return null;
    }
    return new BigDecimal(text);
  }
}
