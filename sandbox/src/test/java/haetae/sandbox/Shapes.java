package haetae.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import haetae.sandbox.net.Json;
import tools.jackson.databind.JsonNode;

/** Compares an answer with a documented sample: names of fields, and kinds of values. */
public final class Shapes {
  private Shapes() {}

  /** Every field of the sample must be there and of the same kind; further ones may be. */
  public static void matches(JsonNode actual, String sample) {
    compare(actual, Json.read(sample), "$");
  }

  private static void compare(JsonNode actual, JsonNode sample, String path) {
    if (sample.isNull()) {
      return;
    }
    assertThat(kind(actual))
        .as(path + " of " + actual)
        .isIn(kind(sample), "null of " + kind(sample));
    if (sample.isObject()) {
      sample
          .properties()
          .forEach(
              field -> {
                assertThat(actual.has(field.getKey())).as(path + "." + field.getKey()).isTrue();
                JsonNode value = actual.get(field.getKey());
                if (!value.isNull()) {
                  compare(value, field.getValue(), path + "." + field.getKey());
                }
              });
    }
    if (sample.isArray() && !sample.isEmpty()) {
      assertThat(actual.size()).as(path).isPositive();
      compare(actual.get(0), sample.get(0), path + "[0]");
    }
  }

  private static String kind(JsonNode node) {
    return node.isNumber() ? "NUMBER" : node.getNodeType().name();
  }
}
