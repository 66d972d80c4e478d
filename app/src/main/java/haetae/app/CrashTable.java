package haetae.app;

import haetae.app.live.CrashResult;
import haetae.app.live.CrashResult.End;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** How the runs of a crash test ended, by the step at which they were killed. Threads: one. */
final class CrashTable {
  private final Map<String, Map<End, Integer>> rows = new TreeMap<>();
  private final List<CrashResult> failures = new ArrayList<>();
  private int runs;

  void add(CrashResult result) {
    runs++;
    rows.computeIfAbsent(result.place(), _ -> new EnumMap<>(End.class))
        .merge(result.end(), 1, Integer::sum);
    if (result.end() == End.FAILED) {
      failures.add(result);
    }
  }

  int failed() {
    return failures.size();
  }

  List<String> lines(double tookSec) {
    List<String> lines = new ArrayList<>();
    lines.add(row("killed", "runs", "hedged", "flat", "halted", "FAILED"));
    rows.forEach((place, ends) -> lines.add(row(place, ends)));
    Map<End, Integer> all = new EnumMap<>(End.class);
    rows.values().forEach(ends -> ends.forEach((end, n) -> all.merge(end, n, Integer::sum)));
    lines.add(row("all", all));
    failures.forEach(f -> lines.add(line(f)));
    lines.add(
        String.format(
            Locale.ROOT,
            "%d runs in %.0f s; %d neither hedged, flat nor halted, or with a ledger that is not"
                + " the venues'",
            runs,
            tookSec,
            failed()));
    return lines;
  }

  /** What is wrong with one run. */
  static String line(CrashResult failed) {
    return "FAILED run %d, %s, killed %s: %s"
        .formatted(failed.number(), failed.script(), failed.place(), failed.detail());
  }

  private static String row(String place, Map<End, Integer> ends) {
    int all = ends.values().stream().mapToInt(Integer::intValue).sum();
    return row(
        place,
        Integer.toString(all),
        count(ends, End.HEDGED),
        count(ends, End.FLAT),
        count(ends, End.HALTED),
        count(ends, End.FAILED));
  }

  private static String count(Map<End, Integer> ends, End end) {
    return Integer.toString(ends.getOrDefault(end, 0));
  }

  private static String row(String place, String... counts) {
    StringBuilder line = new StringBuilder(String.format("%-28s", place));
    for (String count : counts) {
      line.append(String.format("%8s", count));
    }
    return line.toString();
  }
}
