package haetae.app.control;

import java.io.IOException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** The small JSON objects of this package's files. JSON is YAML, so the YAML reader reads it. */
final class Json {
  private Json() {}

  /** An object with a key a line; what is in it stays on its line. */
  static String lines(Map<String, ?> object) {
    return object.entrySet().stream()
        .map(e -> "  " + quoted(e.getKey()) + ": " + of(e.getValue()))
        .collect(Collectors.joining(",\n", "{\n", "\n}\n"));
  }

  /** Any value on one line. */
  static String of(Object value) {
    return switch (value) {
      case Map<?, ?> map ->
          map.entrySet().stream()
              .map(e -> quoted(String.valueOf(e.getKey())) + ": " + of(e.getValue()))
              .collect(Collectors.joining(", ", "{", "}"));
      case Collection<?> all ->
          all.stream().map(Json::of).collect(Collectors.joining(", ", "[", "]"));
      case Number number -> number.toString();
      case Boolean truth -> truth.toString();
      default -> quoted(value.toString());
    };
  }

  private static String quoted(String text) {
    StringBuilder out = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        out.append('\\').append(c);
      } else if (Character.isISOControl(c)) {
        out.append(String.format("\\u%04x", (int) c));
      } else {
        out.append(c);
      }
    }
    return out.append('"').toString();
  }

  /**
   * Reads an object.
   *
   * @throws IOException if the text is not one
   */
  static Map<String, Object> read(String text) throws IOException {
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
