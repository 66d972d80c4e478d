package haetae.app.research;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What is reachable in another JVM's heap, after a full collection that this causes. Immutable.
 *
 * @param byClass bytes by class, as the JVM names it
 */
public record LiveObjects(Map<String, Long> byClass) {
  private static final double MB = 1_048_576;
  private static final long PATIENCE_SEC = 60;
  private static final Pattern ROW =
      Pattern.compile("^ *\\d+: +\\d+ +(?<bytes>\\d+) +(?<name>[^ ]+)");

  /** Takes a copy. */
  public LiveObjects {
    byClass = Map.copyOf(byClass);
  }

  /**
   * Asks a JVM of this user.
   *
   * @throws IOException if it is gone or does not answer, or its Java has no {@code jcmd}
   */
  public static LiveObjects of(long pid) throws IOException, InterruptedException {
    // The tool of the very Java that runs there.
    Path java = Path.of("/proc", Long.toString(pid), "exe").toRealPath();
    Path jcmd = java.resolveSibling("jcmd");
    Path answer = Files.createTempFile("haetae-live", ".txt");
    try {
      Process asked =
          new ProcessBuilder(jcmd.toString(), Long.toString(pid), "GC.class_histogram")
              .redirectErrorStream(true)
              .redirectOutput(answer.toFile())
              .start();
      try {
        if (!asked.waitFor(PATIENCE_SEC, TimeUnit.SECONDS) || asked.exitValue() != 0) {
          throw new IOException("process " + pid + " does not tell what is in its heap");
        }
      } finally {
        asked.destroyForcibly();
      }
      return parse(Files.readAllLines(answer, StandardCharsets.UTF_8));
    } finally {
      Files.delete(answer);
    }
  }

  /** Of the JVM's table: rank, instances, bytes, class. */
  static LiveObjects parse(List<String> table) {
    Map<String, Long> byClass = new HashMap<>();
    for (String line : table) {
      Matcher row = ROW.matcher(line);
      if (row.find()) {
        byClass.merge(row.group("name"), Long.parseLong(row.group("bytes")), Long::sum);
      }
    }
    return new LiveObjects(byClass);
  }

  /** All of it. */
  public double mb() {
    return byClass.values().stream().mapToLong(Long::longValue).sum() / MB;
  }

  /** The classes that hold most more than before, in words. */
  List<String> grownSince(LiveObjects before, int most) {
    Map<String, Long> more = new HashMap<>();
    byClass.forEach((name, bytes) -> more.put(name, bytes - before.byClass.getOrDefault(name, 0L)));
    List<Map.Entry<String, Long>> order = new ArrayList<>(more.entrySet());
    order.sort(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder()));
    return order.stream()
        .filter(entry -> entry.getValue() > 0)
        .limit(most)
        .map(e -> String.format(Locale.ROOT, "%s +%.2f MB", e.getKey(), e.getValue() / MB))
        .toList();
  }
}
