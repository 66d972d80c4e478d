package haetae.store.sql;

import java.io.IOException;
import java.io.Writer;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes a table as CSV (RFC 4180, UTF-8, LF). Scaled integers become exact decimals: {@code
 * price_e8} is written as {@code price}, {@code premium_ppm} as {@code premium_pct}.
 */
public final class CsvExport {
  /** Tables that can be written. */
  public static final List<String> TABLES =
      List.of(
          "runs",
          "orders",
          "fills",
          "positions",
          "trades",
          "daily_pnl",
          "alerts",
          "ledger",
          "loops",
          "old_spreads",
          "old_positions",
          "old_trades",
          "old_orders");

  private static final int E8 = 8;
  private static final int PPM_TO_PCT = 4;

  private CsvExport() {}

  /**
   * Writes all rows in the order in which they came about.
   *
   * @param table one of {@link #TABLES}
   * @return how many rows there were
   */
  public static long write(Connection connection, String table, Writer out)
      throws SQLException, IOException {
    if (!TABLES.contains(table)) {
      throw new IllegalArgumentException("no table " + table);
    }
    String query = "select * from " + table + " order by " + order(table);
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(query)) {
      String[] names = names(row.getMetaData());
      String[] heads = new String[names.length];
      for (int i = 0; i < names.length; i++) {
        heads[i] = names[i].replaceFirst("_e8$", "").replaceFirst("_ppm$", "_pct");
      }
      line(out, heads);
      long rows = 0;
      while (row.next()) {
        String[] values = new String[names.length];
        for (int i = 0; i < names.length; i++) {
          values[i] = value(row, names[i], i + 1);
        }
        line(out, values);
        rows++;
      }
      return rows;
    }
  }

  private static String order(String table) {
    return switch (table) {
      case "runs" -> "started, run";
      case "orders" -> "placed, run, order_id";
      case "fills" -> "time, run, order_id, fill_id";
      case "positions", "trades" -> "opened, run, trade_id";
      case "daily_pnl" -> "day, run";
      case "alerts", "ledger", "loops" -> "time, journal, seq";
      case "old_positions" -> "timestamp_open, row_key";
      default -> "timestamp, row_key";
    };
  }

  private static String[] names(ResultSetMetaData columns) throws SQLException {
    String[] names = new String[columns.getColumnCount()];
    for (int i = 0; i < names.length; i++) {
      names[i] = columns.getColumnName(i + 1);
    }
    return names;
  }

  private static String value(ResultSet row, String name, int at) throws SQLException {
    @Nullable String text = row.getString(at);
    if (text == null) {
      return "";
    }
    if (name.endsWith("_e8")) {
      return scaled(text, E8);
    }
    return name.endsWith("_ppm") ? scaled(text, PPM_TO_PCT) : quoted(text);
  }

  private static String scaled(String digits, int places) {
    BigDecimal value = new BigDecimal(digits).movePointLeft(places).stripTrailingZeros();
    return value.signum() == 0 ? "0" : value.toPlainString();
  }

  private static String quoted(String text) {
    boolean plain = text.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
    return plain ? text : '"' + text.replace("\"", "\"\"") + '"';
  }

  private static void line(Writer out, String[] values) throws IOException {
    out.write(String.join(",", values));
    out.write('\n');
  }
}
