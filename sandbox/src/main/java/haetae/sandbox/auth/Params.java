package haetae.sandbox.auth;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Parameters in the order in which they were sent; a name may come more than once.
 *
 * @param pairs decoded names and values
 */
public record Params(List<Map.Entry<String, String>> pairs) {
  /** Keeps its own copy. */
  public Params {
    pairs = List.copyOf(pairs);
  }

  /**
   * Reads a query string or a form body.
   *
   * @throws IllegalArgumentException if its percent-encoding is broken
   */
  public static Params ofQuery(String query) {
    List<Map.Entry<String, String>> pairs = new ArrayList<>();
    for (String part : query.split("&", -1)) {
      if (!part.isEmpty()) {
        int mark = part.indexOf('=');
        String name = mark < 0 ? part : part.substring(0, mark);
        pairs.add(Map.entry(decode(name), mark < 0 ? "" : decode(part.substring(mark + 1))));
      }
    }
    return new Params(pairs);
  }

  private static String decode(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }

  /** Takes the top level of a JSON object; nulls are left out. */
  public static Params ofJson(JsonNode object) {
    List<Map.Entry<String, String>> pairs = new ArrayList<>();
    object
        .properties()
        .forEach(
            entry -> {
              JsonNode value = entry.getValue();
              if (!value.isNull()) {
                pairs.add(Map.entry(entry.getKey(), text(value)));
              }
            });
    return new Params(pairs);
  }

  private static String text(JsonNode value) {
    if (value.isString()) {
      return value.stringValue();
    }
    return value.isNumber() ? value.decimalValue().toPlainString() : value.toString();
  }

  /** The first value of a name, or null. */
  public @Nullable String find(String name) {
    for (Map.Entry<String, String> pair : pairs) {
      if (pair.getKey().equals(name)) {
        return pair.getValue();
      }
    }
    return null;
  }

  /** The first value of a name, or a default. */
  public String get(String name, String otherwise) {
    String value = find(name);
    return value == null ? otherwise : value;
  }

  /** All values of a name. */
  public List<String> all(String name) {
    return pairs.stream().filter(p -> p.getKey().equals(name)).map(Map.Entry::getValue).toList();
  }

  /** True if there is none. */
  public boolean isEmpty() {
    return pairs.isEmpty();
  }

  /** {@code name=value} joined by {@code &}, decoded. */
  public String joined() {
    StringBuilder text = new StringBuilder();
    for (Map.Entry<String, String> pair : pairs) {
      text.append(text.isEmpty() ? "" : "&").append(pair.getKey()).append('=');
      text.append(pair.getValue());
    }
    return text.toString();
  }
}
