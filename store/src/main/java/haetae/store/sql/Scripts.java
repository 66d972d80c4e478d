package haetae.store.sql;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.zip.CRC32;

/**
 * The scripts that make the tables, and whether Flyway's history says that exactly these have been
 * run. Then there is nothing for Flyway to do, which takes a third of a second to find that out.
 */
final class Scripts {
  /** In the order of their versions. */
  static final List<String> NAMES = List.of("V1__views.sql");

  /** Version of the last one. */
  static final String VERSION = "1";

  private static final String HISTORY =
      "select script, checksum, success from flyway_schema_history order by installed_rank";

  private Scripts() {}

  /**
   * True if all of them have been run, unchanged, and nothing else.
   *
   * @throws SQLException if there is no history yet, or it cannot be read
   */
  static boolean allRun(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(HISTORY)) {
      for (String name : NAMES) {
        if (!rows.next()
            || !name.equals(rows.getString("script"))
            || checksum(name) != rows.getInt("checksum")
            || !rows.getBoolean("success")) {
          return false;
        }
      }
      return !rows.next();
    }
  }

  /** Flyway's checksum of a script: CRC-32 of its lines without their ends. */
  static int checksum(String name) {
    CRC32 crc = new CRC32();
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                requireNonNull(Scripts.class.getResourceAsStream(name), name), UTF_8))) {
      lines.lines().forEach(line -> crc.update(line.getBytes(UTF_8)));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + name, e);
    }
    return (int) crc.getValue();
  }
}
