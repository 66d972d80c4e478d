package haetae.store.sql;

import java.util.ArrayList;
import java.util.List;

/** One line of a CSV file. */
final class CsvLine {
  private CsvLine() {}

  /**
   * Its fields.
   *
   * @throws IllegalArgumentException if a quote is not closed
   */
  static List<String> fields(String line) {
    List<String> fields = new ArrayList<>();
    StringBuilder field = new StringBuilder();
    boolean quoted = false;
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      boolean twice = quoted && c == '"' && i + 1 < line.length() && line.charAt(i + 1) == '"';
      if (twice) {
        field.append('"');
        i++;
      } else if (c == '"') {
        quoted = !quoted;
      } else if (c == ',' && !quoted) {
        fields.add(field.toString());
        field.setLength(0);
      } else {
        field.append(c);
      }
    }
    if (quoted) {
      throw new IllegalArgumentException("a quote is not closed");
    }
    fields.add(field.toString());
    return fields;
  }
}
