package haetae.sim;

import haetae.engine.Engine;
import haetae.state.StateOut;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Looks at an engine from within: each number and truth value that can change, in every object it
 * reaches, is changed by hand, and what the engine saves must change with it.
 */
final class StateFields {
  private static final int INSTANCES = 3;
  private static int seen;

  private StateFields() {}

  /** Fields that were looked at. */
  static int seen() {
    return seen;
  }

  /** Names of the fields that can change without any change of what is saved. */
  static List<String> unwritten(Engine engine) {
    Set<String> written = new TreeSet<>();
    Set<String> all = new TreeSet<>();
    long before = saved(engine);
    for (Object object : reachable(engine)) {
      for (Field field : fields(object.getClass())) {
        if (!Modifier.isFinal(field.getModifiers()) && field.getType().isPrimitive()) {
          String name = object.getClass().getName() + "." + field.getName();
          all.add(name);
          if (!written.contains(name) && changes(engine, object, field, before)) {
            written.add(name);
          }
        }
      }
    }
    seen = all.size();
    all.removeAll(written);
    return new ArrayList<>(all);
  }

  private static long saved(Engine engine) {
    StateOut out = new StateOut();
    engine.save(out);
    return out.hash();
  }

  private static boolean changes(Engine engine, Object object, Field field, long before) {
    try {
      Object was = field.get(object);
      field.set(object, other(was));
      try {
        return saved(engine) != before;
      } catch (IndexOutOfBoundsException e) {
        // It was read: there is no such level or value.
        return true;
      } finally {
        field.set(object, was);
      }
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(field.toString(), e);
    }
  }

  private static Object other(Object value) {
    return switch (value) {
      case Long n -> n + 1;
      case Integer n -> n + 1;
      case Boolean b -> !b;
      case Double d -> Double.isNaN(d) ? 1.5 : d + 1;
      default -> throw new IllegalStateException("no other value of " + value.getClass());
    };
  }

  /** Objects of ours, a few of each class. */
  private static List<Object> reachable(Object root) {
    Set<Object> known = Collections.newSetFromMap(new IdentityHashMap<>());
    Map<Class<?>, Integer> counts = new HashMap<>();
    List<Object> found = new ArrayList<>();
    ArrayDeque<Object> todo = new ArrayDeque<>(List.of(root));
    while (!todo.isEmpty()) {
      Object object = todo.removeFirst();
      if (!known.add(object)) {
        continue;
      }
      if (object instanceof Map<?, ?> map) {
        todo.addAll(map.values());
      } else if (object instanceof Collection<?> some) {
        todo.addAll(some);
      } else if (object instanceof Object[] array) {
        for (Object element : array) {
          if (element != null) {
            todo.add(element);
          }
        }
      } else if (object.getClass().getName().startsWith("haetae.")) {
        if (counts.merge(object.getClass(), 1, Integer::sum) <= INSTANCES) {
          found.add(object);
        }
        todo.addAll(references(object));
      }
    }
    return found;
  }

  private static List<Object> references(Object object) {
    List<Object> found = new ArrayList<>();
    for (Field field : fields(object.getClass())) {
      try {
        Object value = field.getType().isPrimitive() ? null : field.get(object);
        if (value != null && !value.getClass().isHidden()) {
          found.add(value);
        }
      } catch (IllegalAccessException e) {
        throw new IllegalStateException(field.toString(), e);
      }
    }
    return found;
  }

  private static List<Field> fields(Class<?> type) {
    List<Field> fields = new ArrayList<>();
    for (Field field : type.getDeclaredFields()) {
      if (!Modifier.isStatic(field.getModifiers())) {
        field.setAccessible(true);
        fields.add(field);
      }
    }
    return fields;
  }
}
