package haetae.app.research.report;

import java.util.List;

/**
 * A table of numbers by two names, shown as colours.
 *
 * @param id letters, digits and dashes; the name of its picture
 * @param rowName what the rows differ in
 * @param columnName what the columns differ in
 * @param values by row and column, as many as names; NaN for none
 */
public record HeatMap(
    String id,
    String title,
    String note,
    String rowName,
    String columnName,
    List<String> rows,
    List<String> columns,
    List<List<Double>> values) {
  /** Takes copies and checks that there is a value for each pair of names. */
  public HeatMap {
    rows = List.copyOf(rows);
    columns = List.copyOf(columns);
    values = values.stream().map(List::copyOf).toList();
    int width = columns.size();
    if (values.size() != rows.size() || values.stream().anyMatch(r -> r.size() != width)) {
      throw new IllegalArgumentException(id + ": as many values as names are needed");
    }
  }
}
