package haetae.venue.recorded;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * What was odd in a recording: counted by file, kind and reason, with the first place of each.
 * Memory does not grow with the rows. Threads: one.
 */
public final class Findings {
  /** What may be wrong with a row. */
  public enum Kind {
    /** It cannot be read. */
    BAD,
    /** It has been there before. */
    DUPLICATE,
    /** Its time is before a row that was already handed out. */
    LATE,
    /** It can be read and bears on no price. */
    PASSED_OVER,
    /** The stream of updates has a hole: the book is thrown away until the next snapshot. */
    BROKEN,
    /** More time than usual lies between this row and the one before. */
    GAP;

    private String words() {
      return switch (this) {
        case BAD -> "unreadable";
        case DUPLICATE -> "duplicate";
        case LATE -> "late";
        case PASSED_OVER -> "passed over";
        case BROKEN -> "breaks of the stream";
        case GAP -> "gaps";
      };
    }
  }

  private record Key(String file, Kind kind, String reason) implements Comparable<Key> {
    @Override
    public int compareTo(Key other) {
      int byFile = file.compareTo(other.file);
      int byKind = byFile != 0 ? byFile : kind.compareTo(other.kind);
      return byKind != 0 ? byKind : reason.compareTo(other.reason);
    }
  }

  private static final class Count {
    private final String first;
    private long rows;

    Count(String first) {
      this.first = first;
    }
  }

  private final Map<Key, Count> counts = new TreeMap<>();

  /**
   * Counts a row.
   *
   * @param reason one of a few fixed phrases
   * @param detail of this row; told of the first one only
   */
  void add(FileKind file, Kind kind, long line, String reason, String detail) {
    String name = String.valueOf(file.path().getFileName());
    Count count = counts.get(new Key(name, kind, reason));
    if (count == null) {
      count = new Count(name + ":" + line + (detail.isEmpty() ? "" : " (" + detail + ")"));
      counts.put(new Key(name, kind, reason), count);
    }
    count.rows++;
  }

  /** Takes over what was counted elsewhere. */
  void addAll(Findings others) {
    others.counts.forEach(
        (key, count) ->
            counts.computeIfAbsent(key, k -> new Count(count.first)).rows += count.rows);
  }

  /** Rows of a kind in all files. */
  public long count(Kind kind) {
    return counts.entrySet().stream()
        .filter(e -> e.getKey().kind() == kind)
        .mapToLong(e -> e.getValue().rows)
        .sum();
  }

  /** One line a file, kind and reason: how many, why, and where the first one is. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    counts.forEach(
        (key, count) ->
            lines.add(
                String.format(
                    Locale.ROOT,
                    "%s: %d %s: %s, first at %s",
                    key.file(),
                    count.rows,
                    key.kind().words(),
                    key.reason(),
                    count.first)));
    return lines;
  }
}
