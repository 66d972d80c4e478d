package haetae.app.live;

import haetae.store.sql.CsvExport;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What the tables hold. */
final class TableRows {
  private TableRows() {}

  /** Number of rows of each table that grows with the journal. */
  static Map<String, Long> count(Connection connection) throws SQLException {
    Map<String, Long> rows = new TreeMap<>();
    for (String table : new String[] {"orders", "fills", "ledger", "alerts", "trades", "loops"}) {
      rows.put(table, number(connection, "select count(*) from " + table));
    }
    return rows;
  }

  /** One number. */
  static long number(Connection connection, String query) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(query)) {
      row.next();
      return row.getLong(1);
    }
  }

  /** Every row of every table as text, in order. */
  static List<String> dump(Connection connection) throws SQLException {
    List<String> rows = new ArrayList<>();
    for (String table : CsvExport.TABLES) {
      rows.addAll(dump(connection, table));
    }
    return rows;
  }

  private static List<String> dump(Connection connection, String table) throws SQLException {
    List<String> rows = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("select * from " + table)) {
      int columns = row.getMetaData().getColumnCount();
      while (row.next()) {
        StringBuilder text = new StringBuilder(table);
        for (int i = 1; i <= columns; i++) {
          text.append('|').append(row.getString(i));
        }
        rows.add(text.toString());
      }
    }
    rows.sort(null);
    return rows;
  }
}
