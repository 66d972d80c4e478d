package haetae.sandbox;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * Makes records of YAML sections: each component is a key in snake case, and what is not given
 * comes from a record of defaults. Whatever does not fit is noted as a problem with its place.
 */
final class RecordBinder {
  private final String name;
  private final Map<Class<?>, Map<String, Object>> standards;
  private final List<String> problems = new ArrayList<>();

  RecordBinder(String name, Map<Class<?>, Map<String, Object>> standards) {
    this.name = name;
    this.standards = standards;
  }

  List<String> problems() {
    return List.copyOf(problems);
  }

  private void problem(Node node, String text) {
    String where =
        node.getStartMark().map(m -> (m.getLine() + 1) + ":" + (m.getColumn() + 1)).orElse("1:1");
    problems.add(name + ":" + where + ": " + text);
  }

  /** Values of a record by key, without some. */
  static Map<String, Object> values(Record record, List<String> without) {
    Map<String, Object> values = new LinkedHashMap<>();
    for (RecordComponent component : record.getClass().getRecordComponents()) {
      if (!without.contains(component.getName())) {
        values.put(component.getName(), value(record, component));
      }
    }
    return values;
  }

  private static Object value(Record record, RecordComponent component) {
    try {
      component.getAccessor().setAccessible(true);
      return component.getAccessor().invoke(record);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(component + " cannot be read", e);
    }
  }

  /** Binds a section; null if something in it is wrong. */
  <T extends Record> @Nullable T bind(
      Class<T> type, Node node, @Nullable Record defaults, String path) {
    if (!(node instanceof MappingNode section)) {
      problem(node, where(path) + " must be a section (key: value lines)");
      return null;
    }
    Map<String, Object> values =
        new LinkedHashMap<>(
            defaults != null
                ? values(defaults, List.of())
                : standards.getOrDefault(type, Map.of()));
    int before = problems.size();
    RecordComponent[] components = type.getRecordComponents();
    for (NodeTuple tuple : section.getValue()) {
      take(components, tuple, values, path);
    }
    for (RecordComponent component : components) {
      if (!values.containsKey(component.getName()) && problems.size() == before) {
        problem(node, where(path) + " lacks the key " + snake(component.getName()));
      }
    }
    return problems.size() == before ? construct(type, values, node) : null;
  }

  private void take(
      RecordComponent[] components, NodeTuple tuple, Map<String, Object> values, String path) {
    String key = text(tuple.getKeyNode());
    RecordComponent component =
        Arrays.stream(components)
            .filter(c -> snake(c.getName()).equals(key))
            .findFirst()
            .orElse(null);
    if (component == null) {
      String known =
          String.join(", ", Arrays.stream(components).map(c -> snake(c.getName())).toList());
      problem(
          tuple.getKeyNode(), "unknown key " + key + " in " + where(path) + "; known: " + known);
      return;
    }
    String below = path.isEmpty() ? key : path + "." + key;
    Object standard = values.get(component.getName());
    Object value =
        read(
            component.getGenericType(), component.getType(), tuple.getValueNode(), standard, below);
    if (value != null) {
      values.put(component.getName(), value);
    }
  }

  private <T extends Record> @Nullable T construct(
      Class<T> type, Map<String, Object> values, Node node) {
    RecordComponent[] components = type.getRecordComponents();
    Class<?>[] types =
        Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
    Object[] arguments = Arrays.stream(components).map(c -> values.get(c.getName())).toArray();
    try {
      return type.getDeclaredConstructor(types).newInstance(arguments);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof IllegalArgumentException refused) {
        problem(node, String.valueOf(refused.getMessage()));
        return null;
      }
      throw new IllegalStateException(type + " cannot be built", e);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(type + " cannot be built", e);
    }
  }

  private @Nullable Object read(
      Type generic, Class<?> type, Node node, @Nullable Object standard, String path) {
    if (type.isRecord()) {
      return bind(type.asSubclass(Record.class), node, (Record) standard, path);
    }
    if (type == List.class) {
      return list(((ParameterizedType) generic).getActualTypeArguments()[0], node, path);
    }
    if (type == Map.class) {
      return numbers(node, path);
    }
    return scalar(type, node, path);
  }

  private @Nullable Object list(Type item, Node node, String path) {
    if (!(node instanceof SequenceNode sequence)) {
      problem(node, path + " must be a list");
      return null;
    }
    List<Object> values = new ArrayList<>();
    for (Node entry : sequence.getValue()) {
      Object value = read(item, (Class<?>) item, entry, null, path);
      if (value != null) {
        values.add(value);
      }
    }
    return values;
  }

  private @Nullable Object numbers(Node node, String path) {
    if (!(node instanceof MappingNode section)) {
      problem(node, path + " must be a section of numbers");
      return null;
    }
    Map<String, BigDecimal> values = new LinkedHashMap<>();
    for (NodeTuple tuple : section.getValue()) {
      String key = text(tuple.getKeyNode());
      Object value = scalar(BigDecimal.class, tuple.getValueNode(), path + "." + key);
      if (value instanceof BigDecimal number) {
        values.put(key, number);
        if (number.signum() < 0) {
          problem(tuple.getValueNode(), path + "." + key + " must not be negative");
        }
      }
    }
    return values;
  }

  private @Nullable Object scalar(Class<?> type, Node node, String path) {
    String text = text(node);
    if (!(node instanceof ScalarNode)) {
      problem(node, path + " must be one value");
      return null;
    }
    try {
      return parse(type, text);
    } catch (IllegalArgumentException | ArithmeticException e) {
      problem(node, path + " must be " + kind(type) + ", not " + text);
      return null;
    }
  }

  private static Object parse(Class<?> type, String text) {
    if (type == String.class) {
      return text;
    }
    if (type == boolean.class) {
      if (!text.equals("true") && !text.equals("false")) {
        throw new IllegalArgumentException(text);
      }
      return Boolean.valueOf(text);
    }
    if (type.isEnum()) {
      return Arrays.stream(type.getEnumConstants())
          .filter(c -> word(c).equals(text))
          .findFirst()
          .orElseThrow(() -> new IllegalArgumentException(text));
    }
    BigDecimal number = new BigDecimal(text.replace("_", ""));
    if (type == BigDecimal.class) {
      return number;
    }
    if (type == double.class) {
      return number.doubleValue();
    }
    return type == int.class ? (Object) number.intValueExact() : (Object) number.longValueExact();
  }

  private static String word(Object constant) {
    return ((Enum<?>) constant).name().toLowerCase(Locale.ROOT);
  }

  private static String kind(Class<?> type) {
    if (type.isEnum()) {
      List<String> words = Arrays.stream(type.getEnumConstants()).map(RecordBinder::word).toList();
      return "one of " + String.join(", ", words);
    }
    if (type == boolean.class) {
      return "true or false";
    }
    return type == int.class || type == long.class ? "a whole number" : "a number";
  }

  private static String text(Node node) {
    return node instanceof ScalarNode scalar
        ? scalar.getValue()
        : node instanceof SequenceNode ? "a list" : "a section";
  }

  private static String where(String path) {
    return path.isEmpty() ? "the text" : path;
  }

  private static String snake(String name) {
    return name.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
  }
}
