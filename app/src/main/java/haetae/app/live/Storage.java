package haetae.app.live;

import haetae.app.config.HaetaeConfig;
import haetae.app.config.Secrets;
import haetae.store.sql.Database;
import haetae.store.sql.PostgresAddress;
import java.nio.file.Path;

/** Where the tables are, as the configuration says. */
public final class Storage {
  private static final String PASSWORD = "HAETAE_DB_PASSWORD";
  private static final String NONE = "none";

  private Storage() {}

  /** True if tables are kept: they are asked for, and there is a journal to make them from. */
  public static boolean enabled(HaetaeConfig config) {
    return why(config).isEmpty();
  }

  /** Why no tables are kept; empty if they are. */
  public static String why(HaetaeConfig config) {
    if (config.storage().backend().equals(NONE)) {
      return "storage.backend: none";
    }
    return config.journal().enabled() ? "" : "journal.enabled: false";
  }

  /** The database; nothing is opened. */
  public static Database of(HaetaeConfig config, Secrets secrets) {
    HaetaeConfig.Storage storage = config.storage();
    if (storage.backend().equals("postgres")) {
      return postgres(config, secrets);
    }
    String file = storage.sqlite().file();
    return Database.sqlite(file.isEmpty() ? Path.of(config.dataDir(), "haetae.db") : Path.of(file));
  }

  /** The PostgreSQL of the configuration, also if the tables are elsewhere; nothing is opened. */
  static Database postgres(HaetaeConfig config, Secrets secrets) {
    HaetaeConfig.Postgres postgres = config.storage().postgres();
    return Database.postgres(
        PostgresAddress.of(postgres.dsn()), secrets.get(PASSWORD).orElse(""), postgres.schema());
  }
}
