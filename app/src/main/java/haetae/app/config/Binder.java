package haetae.app.config;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * Binds YAML nodes to records: a component's key is its name in snake case, what a file leaves out
 * comes from the default node. Collects all problems with their places.
 */
final class Binder {
  private static final BigDecimal LONG_LIMIT = BigDecimal.valueOf(Long.MAX_VALUE);

  private final String file;
  private final List<Problem> problems = new ArrayList<>();

  /** A problem and where it is. */
  record Problem(int line, int column, String text) {}

  Binder(String file) {
    this.file = file;
  }

  List<String> problems() {
    return problems.stream()
        .sorted((a, b) -> a.line() != b.line() ? a.line() - b.line() : a.column() - b.column())
        .map(p -> file + ":" + p.line() + ":" + p.column() + ": " + p.text())
        .toList();
  }

  boolean failed() {
    return !problems.isEmpty();
  }

  void problem(@Nullable Node node, String text) {
    int line = 1;
    int column = 1;
    if (node != null && node.getStartMark().isPresent()) {
      line = node.getStartMark().get().getLine() + 1;
      column = node.getStartMark().get().getColumn() + 1;
    }
    problems.add(new Problem(line, column, text));
  }

  /** Binds a record; null if something in it is wrong. */
  <T extends Record> @Nullable T bind(
      Class<T> type, @Nullable Node node, @Nullable Node defaults, String path) {
    if (node != null && !(node instanceof MappingNode)) {
      problem(node, where(path) + " must be a section (key: value lines)");
      return null;
    }
    wrongKeys(type, (MappingNode) node, path);
    RecordComponent[] components = type.getRecordComponents();
    Object[] values = new Object[components.length];
    boolean complete = true;
    for (int i = 0; i < components.length; i++) {
      String key = snake(components[i].getName());
      String below = path.isEmpty() ? key : path + "." + key;
      Node value = find(node, key);
      Node fallback = find(defaults, key);
      if (value == null && fallback == null) {
        problem(node, "missing key \"" + key + "\" in " + where(path));
      } else {
        values[i] = value(components[i], value, fallback, below);
      }
      complete &= values[i] != null;
    }
    return complete ? construct(type, components, values) : null;
  }

  private static <T extends Record> T construct(
      Class<T> type, RecordComponent[] components, Object[] values) {
    Class<?>[] types =
        Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
    try {
      Constructor<T> constructor = type.getDeclaredConstructor(types);
      return constructor.newInstance(values);
    } catch (InvocationTargetException e) {
      throw new IllegalStateException(type + " refuses its own values", e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("cannot build " + type, e);
    }
  }

  private void wrongKeys(Class<?> type, @Nullable MappingNode node, String path) {
    if (node == null) {
      return;
    }
    List<String> known =
        Arrays.stream(type.getRecordComponents()).map(c -> snake(c.getName())).toList();
    Set<String> seen = new HashSet<>();
    for (NodeTuple tuple : node.getValue()) {
      String key = text(tuple.getKeyNode());
      if (!seen.add(key)) {
        problem(tuple.getKeyNode(), "key \"" + key + "\" is there twice in " + where(path));
      } else if (!known.contains(key)) {
        String hint =
            Spelling.nearest(key, known).map(k -> "; did you mean \"" + k + "\"?").orElse("");
        problem(tuple.getKeyNode(), "unknown key \"" + key + "\" in " + where(path) + hint);
      }
    }
  }

  private @Nullable Object value(
      RecordComponent component, @Nullable Node given, @Nullable Node fallback, String path) {
    Node node = given != null && !isNull(given) ? given : fallback;
    if (given != null && isNull(given)) {
      problem(given, path + " has no value");
      return null;
    }
    Class<?> type = component.getType();
    if (type.isRecord()) {
      return bind(type.asSubclass(Record.class), given, fallback, path);
    }
    if (type == List.class) {
      return list(component.getGenericType(), node, path);
    }
    if (type == Map.class) {
      return numbers(node, path);
    }
    return scalar(component, type, node, path);
  }

  private static boolean isNull(Node node) {
    return node instanceof ScalarNode scalar && scalar.getTag().equals(Tag.NULL);
  }

  private @Nullable Object list(Type listType, @Nullable Node node, String path) {
    if (!(node instanceof SequenceNode sequence)) {
      problem(node, path + " must be a list");
      return null;
    }
    Type item = ((ParameterizedType) listType).getActualTypeArguments()[0];
    List<Object> values = new ArrayList<>();
    for (Node element : sequence.getValue()) {
      Object value = item(item, element, path);
      if (value == null) {
        return null;
      }
      values.add(value);
    }
    return List.copyOf(values);
  }

  private @Nullable Object item(Type type, Node element, String path) {
    if (type == String.class) {
      return string(element, path);
    }
    if (type == Long.class) {
      return whole(number(element, path), element, path);
    }
    return bind(((Class<?>) type).asSubclass(Record.class), element, null, path);
  }

  private @Nullable Long whole(@Nullable BigDecimal number, @Nullable Node node, String path) {
    if (number == null) {
      return null;
    }
    if (number.stripTrailingZeros().scale() > 0 || number.abs().compareTo(LONG_LIMIT) > 0) {
      problem(node, path + " must be a whole number, not " + text(node));
      return null;
    }
    return number.longValueExact();
  }

  private @Nullable Object numbers(@Nullable Node node, String path) {
    if (!(node instanceof MappingNode mapping)) {
      problem(node, path + " must be a section of numbers");
      return null;
    }
    Map<String, BigDecimal> values = new LinkedHashMap<>();
    for (NodeTuple tuple : mapping.getValue()) {
      String key = text(tuple.getKeyNode());
      BigDecimal number = number(tuple.getValueNode(), path + "." + key);
      if (number == null) {
        return null;
      }
      if (number.signum() <= 0) {
        problem(tuple.getValueNode(), path + "." + key + " must be positive");
        return null;
      }
      if (values.put(key, number) != null) {
        problem(tuple.getKeyNode(), "key \"" + key + "\" is there twice in " + path);
      }
    }
    return Map.copyOf(values);
  }

  private @Nullable Object scalar(
      RecordComponent component, Class<?> type, @Nullable Node node, String path) {
    if (type == String.class) {
      return word(component, node, path);
    }
    if (type == boolean.class) {
      return bool(node, path);
    }
    BigDecimal number = number(node, path);
    if (number == null || !inRange(component, number, node, path)) {
      return null;
    }
    if (type == BigDecimal.class) {
      return number;
    }
    Long whole = whole(number, node, path);
    return type == int.class && whole != null ? (Object) Math.toIntExact(whole) : whole;
  }

  private boolean inRange(
      RecordComponent component, BigDecimal number, @Nullable Node node, String path) {
    Range range = component.getAnnotation(Range.class);
    if (range == null) {
      return true;
    }
    BigDecimal min = BigDecimal.valueOf(range.min());
    BigDecimal max = BigDecimal.valueOf(range.max());
    if (number.compareTo(min) < 0 || number.compareTo(max) > 0) {
      problem(
          node,
          path + " must be between " + plain(min) + " and " + plain(max) + ", not " + text(node));
      return false;
    }
    if (number.stripTrailingZeros().scale() > range.decimals()) {
      problem(node, path + " has more than " + range.decimals() + " decimals: " + text(node));
      return false;
    }
    return true;
  }

  private static String plain(BigDecimal number) {
    return number.stripTrailingZeros().toPlainString();
  }

  private @Nullable String word(RecordComponent component, @Nullable Node node, String path) {
    String value = string(node, path);
    OneOf words = component.getAnnotation(OneOf.class);
    if (value == null || words == null || Arrays.asList(words.value()).contains(value)) {
      return value;
    }
    String hint =
        Spelling.nearest(value, List.of(words.value()))
            .map(w -> "; did you mean \"" + w + "\"?")
            .orElse("");
    problem(
        node,
        path
            + " must be one of "
            + String.join(", ", words.value())
            + ", not \""
            + value
            + "\""
            + hint);
    return null;
  }

  private @Nullable String string(@Nullable Node node, String path) {
    if (node instanceof ScalarNode scalar && scalar.getTag().equals(Tag.STR)) {
      return scalar.getValue();
    }
    problem(node, path + " must be a text, not " + text(node));
    return null;
  }

  private @Nullable Boolean bool(@Nullable Node node, String path) {
    if (node instanceof ScalarNode scalar && scalar.getTag().equals(Tag.BOOL)) {
      return Boolean.valueOf(scalar.getValue());
    }
    problem(node, path + " must be true or false, not " + text(node));
    return null;
  }

  private @Nullable BigDecimal number(@Nullable Node node, String path) {
    if (node instanceof ScalarNode scalar
        && (scalar.getTag().equals(Tag.INT) || scalar.getTag().equals(Tag.FLOAT))) {
      try {
        return new BigDecimal(scalar.getValue().replace("_", ""));
      } catch (NumberFormatException e) {
        problem(node, path + " must be a plain number, not " + scalar.getValue());
        return null;
      }
    }
    problem(node, path + " must be a number, not " + text(node));
    return null;
  }

  static @Nullable Node find(@Nullable Node node, String key) {
    if (!(node instanceof MappingNode mapping)) {
      return null;
    }
    Optional<NodeTuple> found =
        mapping.getValue().stream().filter(t -> key.equals(text(t.getKeyNode()))).findFirst();
    return found.map(NodeTuple::getValueNode).orElse(null);
  }

  static String text(@Nullable Node node) {
    if (node instanceof ScalarNode scalar) {
      boolean quoted = scalar.getTag().equals(Tag.STR);
      return quoted && scalar.getValue().isEmpty() ? "\"\"" : scalar.getValue();
    }
    return node instanceof SequenceNode ? "a list" : "a section";
  }

  private static String where(String path) {
    return path.isEmpty() ? "the file" : path;
  }

  static String snake(String name) {
    return name.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
  }
}
