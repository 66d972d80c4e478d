package haetae.app;

import java.lang.reflect.RecordComponent;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Copies of records in which some components differ. */
public final class Changed {
  private Changed() {}

  /** A copy with the components that are named set to other values. */
  public static <R extends Record> R of(R record, Map<String, Object> changes) {
    RecordComponent[] components = record.getClass().getRecordComponents();
    TreeSet<String> unknown = new TreeSet<>(changes.keySet());
    Stream.of(components).map(RecordComponent::getName).forEach(unknown::remove);
    if (!unknown.isEmpty()) {
      throw new AssertionError(record.getClass() + " has no " + unknown);
    }
    try {
      Object[] values = new Object[components.length];
      for (int i = 0; i < values.length; i++) {
        String name = components[i].getName();
        Object now = components[i].getAccessor().invoke(record);
        values[i] = changes.getOrDefault(name, now);
      }
      Class<?>[] types =
          Stream.of(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
      @SuppressWarnings("unchecked")
      R copy = (R) record.getClass().getDeclaredConstructor(types).newInstance(values);
      return copy;
    } catch (ReflectiveOperationException e) {
      throw new LinkageError("a record that cannot be copied", e);
    }
  }
}
