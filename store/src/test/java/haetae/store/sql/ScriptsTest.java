package haetae.store.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationInfo;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ScriptsTest {
  @TempDir private Path folder;
  private Path file = Path.of("");
  private Database database = Database.sqlite(file);

  @BeforeEach
  void open() {
    file = folder.resolve("haetae.db");
    database = Database.sqlite(file);
  }

  @Test
  void shouldListWhatFlywayFindsWithItsChecksums() {
    MigrationInfo[] found =
        Flyway.configure()
            .dataSource("jdbc:sqlite:" + file, null, null)
            .locations("classpath:haetae/store/sql")
            .load()
            .info()
            .all();

    assertThat(found).extracting(MigrationInfo::getScript).isEqualTo(Scripts.NAMES);
    assertThat(Arrays.stream(found).map(MigrationInfo::getChecksum))
        .isEqualTo(Scripts.NAMES.stream().map(Scripts::checksum).toList());
    assertThat(found[found.length - 1].getVersion()).hasToString(Scripts.VERSION);
  }

  @Test
  void shouldRunNothingTwice() throws Exception {
    assertThat(database.migrate()).isEqualTo(Scripts.NAMES.size());

    try (Connection connection = database.connect()) {
      assertThat(Scripts.allRun(connection)).isTrue();
    }
    assertThat(database.migrate()).isZero();
    assertThat(database.version()).isEqualTo(new Database.Version(Scripts.VERSION, 0));
  }

  @Test
  void shouldAskFlywayWhenThereIsNoHistory() throws Exception {
    Files.createFile(file);

    assertThat(database.version()).isEqualTo(new Database.Version("none", Scripts.NAMES.size()));
    assertThat(database.migrate()).isEqualTo(Scripts.NAMES.size());
  }

  @Test
  void shouldRefuseAHistoryWithAnotherScript() throws Exception {
    database.migrate();
    change("update flyway_schema_history set checksum = checksum + 1 where version = '1'");

    assertThatThrownBy(database::migrate)
        .isInstanceOf(SQLException.class)
        .hasMessageContaining("alidat");
  }

  @Test
  void shouldAskFlywayWhenAScriptFailedOrMoreWereRun() throws Exception {
    database.migrate();
    change("update flyway_schema_history set success = 0 where version = '1'");
    try (Connection connection = database.connect()) {
      assertThat(Scripts.allRun(connection)).isFalse();
    }
    change(
        "update flyway_schema_history set success = 1",
        "insert into flyway_schema_history select 9, '9', description, type, 'V9__later.sql',"
            + " checksum, installed_by, installed_on, execution_time, 1"
            + " from flyway_schema_history");

    assertThat(database.version().current()).isEqualTo("9");
  }

  private void change(String... statements) throws SQLException {
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.executeUpdate(sql);
      }
    }
  }
}
