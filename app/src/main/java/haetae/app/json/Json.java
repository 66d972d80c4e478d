package haetae.app.json;

import java.io.IOException;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * Maps, collections, arrays of numbers, texts, numbers and truth values as JSON that may stand in a
 * script of a page. Numbers that JSON cannot hold, and null, become null.
 */
public final class Json {
  private static final double EXACT = 1e15;

  private Json() {}

  /** A value as JSON without blanks. */
  public static String of(@Nullable Object value) {
    return of(value, ",", ":");
  }

  /** A value as JSON on one line, with blanks for people. */
  public static String spaced(@Nullable Object value) {
    return of(value, ", ", ": ");
  }

  /** An object with a key a line; what is in it stays on its line. */
  public static String lines(Map<String, ?> object) {
    return object.entrySet().stream()
        .map(e -> "  " + quoted(e.getKey()) + ": " + spaced(e.getValue()))
        .collect(Collectors.joining(",\n", "{\n", "\n}\n"));
  }

  private static String of(@Nullable Object value, String comma, String colon) {
    return switch (value) {
      case Map<?, ?> map ->
          map.entrySet().stream()
              .map(e -> quoted(String.valueOf(e.getKey())) + colon + of(e.getValue(), comma, colon))
              .collect(Collectors.joining(comma, "{", "}"));
      case Collection<?> all ->
          all.stream()
              .map(item -> of(item, comma, colon))
              .collect(Collectors.joining(comma, "[", "]"));
      case double[] numbers ->
          Arrays.stream(numbers)
              .mapToObj(Json::number)
              .collect(Collectors.joining(comma, "[", "]"));
      case Double number -> number(number);
      case Number number -> number.toString();
      case null -> "null";
      case Boolean truth -> truth.toString();
      default -> quoted(value.toString());
    };
  }

  private static String number(double value) {
    if (Double.isNaN(value) || Double.isInfinite(value)) {
      return "null";
    }
    boolean whole = value == Math.rint(value) && Math.abs(value) < EXACT;
    return whole ? Long.toString((long) value) : Double.toString(value);
  }

  /** A text in quotes; what a script of a page could mistake is escaped. */
  static String quoted(String text) {
    StringBuilder out = new StringBuilder(text.length() + 2).append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        out.append('\\').append(c);
      } else if (Character.isISOControl(c) || c == '<' || c == '\u2028' || c == '\u2029') {
        out.append(String.format("\\u%04x", (int) c));
      } else {
        out.append(c);
      }
    }
    return out.append('"').toString();
  }

  /**
   * Reads an object. JSON is YAML, so the YAML reader reads it.
   *
   * @throws IOException if the text is not one
   */
  public static Map<String, Object> read(String text) throws IOException {
    try {
      Object value = new Load(LoadSettings.builder().build()).loadFromString(text);
      if (value instanceof Map<?, ?> map) {
        Map<String, Object> object = new LinkedHashMap<>();
        map.forEach((key, item) -> object.put(String.valueOf(key), item));
        return object;
      }
    } catch (YamlEngineException e) {
      throw new IOException("not a JSON object: " + e.getMessage(), e);
    }
    throw new IOException("not a JSON object");
  }
}
