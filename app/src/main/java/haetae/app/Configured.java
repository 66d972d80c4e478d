package haetae.app;

import haetae.app.config.ConfigException;
import haetae.app.config.ConfigLoader;
import haetae.app.config.HaetaeConfig;
import haetae.app.config.Secrets;
import haetae.app.live.Storage;
import haetae.store.sql.Database;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The configuration that a command works with. */
record Configured(HaetaeConfig config, Secrets secrets) {
  /** The configuration of a file given, or of the one that is used without one. */
  static HaetaeConfig config(@Nullable Main main, @Nullable Path file) throws ConfigException {
    return ConfigLoader.load(path(main, file));
  }

  /** The file given, or the one that is used without one. */
  static Path path(@Nullable Main main, @Nullable Path file) {
    return main == null ? Path.of("config/live.yml") : main.configuration(file);
  }

  /** Loads the file given, or the one that is used without one. */
  static Configured load(@Nullable Main main, @Nullable Path file) throws ConfigException {
    Map<String, String> environment = main == null ? Map.of() : main.environment();
    return new Configured(config(main, file), Secrets.load(environment, Path.of(".env")));
  }

  /** The database that holds the tables. */
  Database database() {
    return Storage.of(config, secrets);
  }
}
