package haetae.app.research.report;

import java.util.List;

/**
 * One chart of a report, the same on the page and as a picture.
 *
 * @param id letters, digits and dashes; the name of its picture
 * @param title what it shows
 * @param note one line that explains it, may be empty
 * @param axis what the horizontal axis holds
 * @param unit of the vertical axis
 * @param lines what is drawn, at least one
 */
public record Chart(
    String id, String title, String note, Axis axis, String unit, List<Series> lines) {
  /** The horizontal axis. */
  public enum Axis {
    /** Seconds since the epoch. */
    TIME,
    /** A quantity. */
    NUMBER,
    /** Names, which stand in {@link Series#names}. */
    NAMES
  }

  /** How a series is drawn. */
  public enum Style {
    /** Points joined by a line. */
    LINE,
    /** A line with its area down to zero. */
    AREA,
    /** Vertical bars. */
    BARS,
    /** Marks pointing up. */
    UP,
    /** Marks pointing down. */
    DOWN
  }

  /** Takes a copy of the list. */
  public Chart {
    lines = List.copyOf(lines);
    if (lines.isEmpty() || !id.matches("[a-z0-9-]+")) {
      throw new IllegalArgumentException("a chart needs an id and a series: " + id);
    }
  }

  /** True if no series has a point. */
  public boolean empty() {
    return lines.stream().allMatch(line -> line.size() == 0);
  }
}
