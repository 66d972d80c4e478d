package haetae.venue.recorded;

import java.util.ArrayList;
import java.util.List;

/** Splits a CSV line; cells may be quoted. */
final class Csv {
  private Csv() {}

  /** The first cells of a line, at most so many. */
  static List<String> split(String line, int most) {
    List<String> cells = new ArrayList<>();
    StringBuilder cell = new StringBuilder();
    boolean quoted = false;
    for (int i = 0; i < line.length() && cells.size() < most; i++) {
      char c = line.charAt(i);
      if (c == '"') {
        quoted = !quoted;
      } else if (c == ',' && !quoted) {
        cells.add(cell.toString());
        cell.setLength(0);
      } else {
        cell.append(c);
      }
    }
    if (cells.size() < most) {
      cells.add(cell.toString());
    }
    return cells;
  }
}
