package haetae.app.research;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * What a sweep varies: settings with the values to try.
 *
 * @param values by dotted key of the configuration, in the order given
 */
record Grid(Map<String, List<String>> values) {
  private static final int MOST = 100_000;

  /** Takes copies. */
  Grid {
    Map<String, List<String>> copy = new LinkedHashMap<>();
    values.forEach((key, list) -> copy.put(key, List.copyOf(list)));
    values = copy;
  }

  /**
   * Reads {@code key=a,b,c} texts.
   *
   * @throws IllegalArgumentException naming the text that is none, or a key given twice
   */
  static Grid parse(List<String> texts) {
    Map<String, List<String>> values = new LinkedHashMap<>();
    for (String text : texts) {
      int at = text.indexOf('=');
      List<String> list = at < 1 ? List.of() : List.of(text.substring(at + 1).split(",", -1));
      if (list.isEmpty() || list.contains("")) {
        throw new IllegalArgumentException("not KEY=VALUE,VALUE,...: " + text);
      }
      if (values.put(text.substring(0, at), list) != null) {
        throw new IllegalArgumentException("given twice: " + text.substring(0, at));
      }
    }
    return new Grid(values);
  }

  /** Number of combinations. */
  long size() {
    long size = 1;
    for (List<String> list : values.values()) {
      size = Math.multiplyExact(size, list.size());
    }
    return size;
  }

  /** The combination of a number from 0, the last key varying fastest. */
  Map<String, String> at(long number) {
    List<String> keys = new ArrayList<>(values.keySet());
    Map<String, String> chosen = new LinkedHashMap<>();
    keys.forEach(key -> chosen.put(key, ""));
    long rest = number;
    for (String key : keys.reversed()) {
      List<String> list = values.getOrDefault(key, List.of());
      chosen.put(key, list.get((int) (rest % list.size())));
      rest /= list.size();
    }
    return chosen;
  }

  /**
   * The combinations to try.
   *
   * @param random how many by chance, each at most once; 0 for all of them
   */
  List<Map<String, String>> choose(int random, long seed) {
    long size = size();
    if (random == 0 || random >= size) {
      if (size > MOST) {
        throw new IllegalArgumentException(
            size + " combinations are too many; try some of them with --random");
      }
      List<Map<String, String>> all = new ArrayList<>();
      for (long i = 0; i < size; i++) {
        all.add(at(i));
      }
      return all;
    }
    return new Random(seed)
        .longs(0, size)
        .distinct()
        .limit(random)
        .sorted()
        .mapToObj(this::at)
        .toList();
  }
}
