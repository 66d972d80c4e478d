package haetae.venue.recorded;

import java.util.ArrayList;
import java.util.List;

/** Rows that could not be read: counted, and the first few named. Threads: one. */
public final class BadRows {
  private static final int NAMED = 3;

  private final List<String> first = new ArrayList<>();
  private long count;

  void add(String file, long line, String why) {
    count++;
    if (first.size() < NAMED) {
      first.add(file + ":" + line + ": " + why);
    }
  }

  /** How many. */
  public long count() {
    return count;
  }

  /** The first few, with file and line. */
  public List<String> first() {
    return List.copyOf(first);
  }
}
