package haetae.ops.log;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/**
 * The last lines of the log as they were written, secrets masked, for whoever wants to look at them
 * without opening a file. Bounded; threads: any.
 */
public final class RecentLines {
  private static final int CAPACITY = 1_000;
  private static final int LONGEST = 2_000;

  private final ArrayDeque<Line> lines = new ArrayDeque<>();
  private long lastSeq;

  /**
   * A line.
   *
   * @param seq its number, from 1, without gaps
   * @param text whole line, cut at {@value #LONGEST} characters, without its end
   */
  public record Line(long seq, LogLevel level, String logger, String text) {}

  /** Nothing yet. */
  RecentLines() {}

  synchronized void add(LogLevel level, String logger, String text) {
    String whole = text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
    String shown = whole.length() > LONGEST ? whole.substring(0, LONGEST) + "…" : whole;
    lines.addLast(new Line(++lastSeq, level, logger, shown));
    if (lines.size() > CAPACITY) {
      lines.removeFirst();
    }
  }

  /** Number of the last line, 0 if there was none. */
  public synchronized long lastSeq() {
    return lastSeq;
  }

  /** The newest lines after a number, oldest first, at most so many. */
  public synchronized List<Line> after(long seq, int most) {
    long from = Math.max(seq, lastSeq - Math.max(0, most));
    List<Line> found = new ArrayList<>();
    for (Line line : lines) {
      if (line.seq() > from) {
        found.add(line);
      }
    }
    return found;
  }
}
