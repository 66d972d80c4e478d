package haetae.app.research.report;

import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Writes maps, collections, arrays of numbers, texts, numbers and truth values as JSON that may
 * stand in a script of a page. Numbers that JSON cannot hold, and null, become null.
 */
public final class Json {
  private static final double EXACT = 1e15;

  private Json() {}

  /** A value as JSON. */
  public static String of(@Nullable Object value) {
    return switch (value) {
      case Map<?, ?> map ->
          map.entrySet().stream()
              .map(e -> quoted(String.valueOf(e.getKey())) + ":" + of(e.getValue()))
              .collect(Collectors.joining(",", "{", "}"));
      case Collection<?> all ->
          all.stream().map(Json::of).collect(Collectors.joining(",", "[", "]"));
      case double[] numbers ->
          Arrays.stream(numbers).mapToObj(Json::of).collect(Collectors.joining(",", "[", "]"));
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

  private static String quoted(String text) {
    StringBuilder out = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        out.append('\\').append(c);
      } else if (c < ' ' || c == '<') {
        out.append(String.format("\\u%04x", (int) c));
      } else {
        out.append(c);
      }
    }
    return out.append('"').toString();
  }
}
