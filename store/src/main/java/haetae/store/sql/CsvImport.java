package haetae.store.sql;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Takes CSV files of earlier systems into tables of their own, all files or none. The same row is
 * taken once, however often its file is imported; a position that a later row closes is one row.
 * Threads: one.
 */
public final class CsvImport {
  private final Statements statements;
  private final Map<String, Integer> seen = new HashMap<>();
  private final Map<String, Counts> counts = new TreeMap<>();
  private final List<String> bad = new ArrayList<>();

  private CsvImport(Connection connection) {
    this.statements = new Statements(connection);
  }

  /** Rows of one table: read, of these new, of these changed. */
  public record Counts(long read, long inserted, long updated) {
    /** Rows that were there already. */
    public long unchanged() {
      return read - inserted - updated;
    }

    private Counts plus(int newRows, int changedRows) {
      return new Counts(read + 1, inserted + newRows, updated + changedRows);
    }
  }

  /**
   * What an import came to.
   *
   * @param bad rows that were not understood, each with file and line
   * @param committed false if nothing was changed
   */
  public record Result(Map<String, Counts> counts, List<String> bad, boolean committed) {}

  /** What is done when all files have been read. */
  public enum Finish {
    /** Nothing is changed. */
    DRY_RUN,
    /** Nothing is changed if a row is bad. */
    ALL_OR_NOTHING,
    /** Bad rows are left out. */
    SKIP_BAD
  }

  /** Imports files in the order given. */
  public static Result run(Connection connection, List<Path> files, Finish finish)
      throws SQLException, IOException {
    CsvImport work = new CsvImport(connection);
    connection.setAutoCommit(false);
    try {
      for (Path file : files) {
        work.file(file);
      }
    } catch (SQLException | IOException | RuntimeException e) {
      connection.rollback();
      throw e;
    }
    boolean commit =
        finish == Finish.SKIP_BAD || (finish == Finish.ALL_OR_NOTHING && work.bad.isEmpty());
    if (commit) {
      connection.commit();
    } else {
      connection.rollback();
    }
    return new Result(work.counts, List.copyOf(work.bad), commit);
  }

  private void file(Path file) throws SQLException, IOException {
    List<String> lines = Files.readAllLines(file, StandardCharsets.UTF_8);
    String header = lines.isEmpty() ? "" : lines.getFirst().replace("\uFEFF", "");
    OldTable table = OldTable.of(CsvLine.fields(header));
    if (table == null) {
      bad.add(file + ":1: unknown columns; understood are " + OldTable.headers());
      return;
    }
    seen.clear();
    for (int i = 1; i < lines.size(); i++) {
      if (!lines.get(i).isBlank()) {
        row(file + ":" + (i + 1), table, lines.get(i));
      }
    }
  }

  private void row(String place, OldTable table, String line) throws SQLException {
    List<@Nullable Object> values;
    try {
      values = table.values(CsvLine.fields(line));
    } catch (IllegalArgumentException e) {
      bad.add(place + ": " + e.getMessage());
      return;
    }
    Counts before = counts.getOrDefault(table.sqlName(), new Counts(0, 0, 0));
    Counts after =
        table.equals(OldTable.POSITIONS) ? position(before, values) : once(before, table, values);
    counts.put(table.sqlName(), after);
  }

  /** A row that is never changed: the same text again in the same file is another row. */
  private Counts once(Counts before, OldTable table, List<@Nullable Object> values)
      throws SQLException {
    String text = values.toString();
    int nth = seen.merge(text, 1, Integer::sum);
    return before.plus(insert(table, key(text + "#" + nth), values), 0);
  }

  /** A close is written as a second row with the same beginning. */
  private Counts position(Counts before, List<@Nullable Object> values) throws SQLException {
    String key = key(values.subList(0, 7).toString());
    int inserted = insert(OldTable.POSITIONS, key, values);
    return before.plus(inserted, inserted > 0 ? 0 : close(key, values.subList(7, values.size())));
  }

  private int close(String key, List<@Nullable Object> values) throws SQLException {
    if (values.getFirst() == null) {
      return 0;
    }
    List<@Nullable Object> all = new ArrayList<>(values);
    all.add(key);
    return statements.run(
        "update old_positions set timestamp_close = ?, exit_upbit_price_e8 = ?,"
            + " exit_binance_price_e8 = ?, exit_spread_pct_e8 = ?, pnl_krw_e8 = ?, pnl_pct_e8 = ?,"
            + " status = ? where row_key = ? and timestamp_close is null",
        all.toArray());
  }

  private int insert(OldTable table, String key, List<@Nullable Object> values)
      throws SQLException {
    List<@Nullable Object> all = new ArrayList<>(values);
    all.addFirst(key);
    String columns = String.join(", ", table.sqlColumns());
    return statements.run(
        "insert into "
            + table.sqlName()
            + (" (row_key, " + columns + ") values (?" + ", ?".repeat(values.size()) + ")")
            + " on conflict (row_key) do nothing",
        all.toArray());
  }

  private static String key(String text) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
