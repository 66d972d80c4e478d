package haetae.app.live;

import haetae.state.StateException;
import haetae.state.StateIn;
import haetae.state.StateOut;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Writes and reads trees of records, component by component: numbers, truth values, text, enums,
 * lists, records, and interfaces whose implementations are named. For configuration, not for a hot
 * path.
 *
 * <p>Errors: {@link StateException} when the bytes were written by a version whose records were
 * others. Threads: any; it keeps nothing but the names.
 */
final class RecordBytes {
  private static final int MOST = 1_000_000;

  private final List<Class<?>> implementations;

  /**
   * For trees with these implementations of interfaces that are not sealed.
   *
   * @param implementations records; their order is part of the format
   */
  RecordBytes(Class<?>... implementations) {
    this.implementations = List.of(implementations);
  }

  /** Writes a tree. */
  void write(Object value, Type type, StateOut out) {
    switch (value) {
      case Long v -> out.putLong(v);
      case Integer v -> out.putLong(v);
      case Boolean v -> out.putBool(v);
      case String v -> out.putText(v);
      case Enum<?> v -> out.putEnum(v);
      case List<?> list -> {
        out.putLong(list.size());
        list.forEach(v -> write(v, element(type), out));
      }
      default -> record(value, (Class<?>) type, out);
    }
  }

  private void record(Object value, Class<?> declared, StateOut out) {
    if (declared.isInterface()) {
      out.putLong(known(declared).indexOf(value.getClass()));
    }
    for (RecordComponent component : components(value.getClass())) {
      try {
        component.getAccessor().setAccessible(true);
        write(component.getAccessor().invoke(value), component.getGenericType(), out);
      } catch (IllegalAccessException | InvocationTargetException e) {
        throw new IllegalStateException("cannot read " + component, e);
      }
    }
  }

  /** Reads a tree. */
  Object read(Type type, StateIn in) {
    if (type instanceof ParameterizedType) {
      List<Object> list = new ArrayList<>();
      for (int i = in.getCount(MOST); i > 0; i--) {
        list.add(read(element(type), in));
      }
      return List.copyOf(list);
    }
    Class<?> wanted = (Class<?>) type;
    if (wanted == long.class) {
      return in.getLong();
    }
    if (wanted == int.class) {
      return in.getInt();
    }
    if (wanted == boolean.class) {
      return in.getBool();
    }
    if (wanted == String.class) {
      return in.getText();
    }
    if (wanted.isEnum()) {
      Object[] constants = wanted.getEnumConstants();
      return constants[in.getCount(constants.length - 1)];
    }
    return record(wanted, in);
  }

  private Object record(Class<?> declared, StateIn in) {
    Class<?> type = declared;
    if (declared.isInterface()) {
      List<Class<?>> known = known(declared);
      type = known.get(in.getCount(known.size() - 1));
    }
    RecordComponent[] components = components(type);
    Object[] values = new Object[components.length];
    for (int i = 0; i < components.length; i++) {
      values[i] = read(components[i].getGenericType(), in);
    }
    Class<?>[] types =
        Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
    try {
      var constructor = type.getDeclaredConstructor(types);
      constructor.setAccessible(true);
      return constructor.newInstance(values);
    } catch (InvocationTargetException e) {
      throw new StateException(type.getSimpleName() + " of another version: " + e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("cannot make a " + type, e);
    }
  }

  private List<Class<?>> known(Class<?> declared) {
    if (declared.isSealed()) {
      return List.of(declared.getPermittedSubclasses());
    }
    List<Class<?>> known = new ArrayList<>();
    for (Class<?> implementation : implementations) {
      if (declared.isAssignableFrom(implementation)) {
        known.add(implementation);
      }
    }
    return known;
  }

  private static RecordComponent[] components(Class<?> type) {
    RecordComponent[] components = type.getRecordComponents();
    if (components == null) {
      throw new IllegalStateException(type + " is not a record");
    }
    return components;
  }

  private static Type element(Type list) {
    return ((ParameterizedType) list).getActualTypeArguments()[0];
  }
}
