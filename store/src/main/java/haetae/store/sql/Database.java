package haetae.store.sql;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.postgresql.ds.PGSimpleDataSource;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/**
 * A SQLite file or a schema of a PostgreSQL server. The same migrations and statements run on both.
 * Its name holds no password. Threads: any; a connection belongs to one.
 */
public final class Database {
  private static final int BUSY_MS = 2_000;
  private static final int CONNECT_SEC = 5;
  private static final int ANSWER_SEC = 30;
  private static final String MIGRATIONS = "classpath:haetae/store/sql";

  private final String name;
  private final DataSource source;
  private final String schema;
  private final Optional<Path> file;

  private Database(String name, DataSource source, String schema, Optional<Path> file) {
    this.name = name;
    this.source = source;
    this.schema = schema;
    this.file = file;
  }

  /** A file, made when it is first opened. */
  public static Database sqlite(Path file) {
    SQLiteConfig config = new SQLiteConfig();
    config.setJournalMode(SQLiteConfig.JournalMode.WAL);
    config.setSynchronous(SQLiteConfig.SynchronousMode.NORMAL);
    config.setBusyTimeout(BUSY_MS);
    SQLiteDataSource source = new SQLiteDataSource(config);
    source.setUrl("jdbc:sqlite:" + file);
    return new Database("sqlite " + file, source, "", Optional.of(file));
  }

  /**
   * A schema of a server.
   *
   * @param password empty for none, or for the one in the address
   * @param schema made when it is missing
   */
  public static Database postgres(PostgresAddress address, String password, String schema) {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setServerNames(new String[] {address.host()});
    source.setPortNumbers(new int[] {address.port()});
    source.setDatabaseName(address.database());
    source.setUser(address.user());
    source.setPassword(password.isEmpty() ? address.password() : password);
    source.setCurrentSchema(schema);
    source.setSslMode(address.sslMode());
    source.setApplicationName("haetae");
    source.setConnectTimeout(CONNECT_SEC);
    source.setLoginTimeout(CONNECT_SEC);
    source.setSocketTimeout(ANSWER_SEC);
    source.setTcpKeepAlive(true);
    return new Database(
        "postgres " + address + "/" + requireNonNull(schema), source, schema, Optional.empty());
  }

  /** What and where it is, without its password. */
  public String name() {
    return name;
  }

  /** False if it is a file that was not made yet. */
  public boolean exists() {
    return file.isEmpty() || Files.exists(file.get());
  }

  /** Opens a connection that commits each statement. */
  public Connection connect() throws SQLException {
    file.ifPresent(Database::makeFolder);
    return source.getConnection();
  }

  /** Makes the schema of a server if it is missing; {@link #migrate} does it by itself. */
  public void makeSchema(Connection connection) throws SQLException {
    // Who may not make schemas may still use one that is there.
    try (PreparedStatement there =
        connection.prepareStatement("select 1 from pg_namespace where nspname = ?")) {
      there.setString(1, schema);
      try (ResultSet rows = there.executeQuery()) {
        if (rows.next()) {
          return;
        }
      }
    }
    try (Statement make = connection.createStatement()) {
      make.executeUpdate("create schema if not exists \"" + schema.replace("\"", "\"\"") + '"');
    }
  }

  private static void makeFolder(Path file) {
    Path folder = file.toAbsolutePath().getParent();
    try {
      if (folder != null) {
        Files.createDirectories(folder);
      }
    } catch (IOException e) {
      // The connection below tells what is wrong with the file.
      return;
    }
  }

  /**
   * Brings the tables up to this version.
   *
   * @return how many scripts were run
   * @throws SQLException if it cannot be reached, or holds tables of a newer version
   */
  public int migrate() throws SQLException {
    file.ifPresent(Database::makeFolder);
    if (upToDate()) {
      return 0;
    }
    try {
      return flyway().migrate().migrationsExecuted;
    } catch (FlywayException e) {
      throw failed(e);
    }
  }

  /** Version of its tables, and how many scripts are still to be run; changes nothing. */
  public Version version() throws SQLException {
    if (upToDate()) {
      return new Version(Scripts.VERSION, 0);
    }
    try {
      var info = flyway().info();
      MigrationInfo current = info.current();
      String version = current == null ? "none" : String.valueOf(current.getVersion());
      return new Version(version, info.pending().length);
    } catch (FlywayException e) {
      throw failed(e);
    }
  }

  /** Version of the tables. */
  public record Version(String current, int pending) {}

  /** True if a look at a file's history is enough to know that there is nothing to do. */
  private boolean upToDate() {
    if (file.isEmpty() || !exists()) {
      return false;
    }
    try (Connection connection = source.getConnection()) {
      return Scripts.allRun(connection);
    } catch (SQLException e) {
      // No history yet, or a broken file: Flyway makes the one and tells of the other.
      return false;
    }
  }

  private Flyway flyway() {
    FluentConfiguration setup =
        Flyway.configure(Database.class.getClassLoader())
            .dataSource(source)
            .locations(MIGRATIONS)
            .loggers("slf4j")
            .connectRetries(0);
    if (!schema.isEmpty()) {
      setup.schemas(schema).defaultSchema(schema);
      // The schema may be shared with somebody else's tables.
      setup.baselineOnMigrate(true).baselineVersion("0");
    }
    return setup.load();
  }

  private static SQLException failed(FlywayException e) {
    Throwable cause = e.getCause();
    String words =
        cause == null ? String.valueOf(e.getMessage()) : String.valueOf(cause.getMessage());
    return new SQLException(words.lines().findFirst().orElse(""), e);
  }
}
