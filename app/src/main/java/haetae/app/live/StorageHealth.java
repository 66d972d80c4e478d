package haetae.app.live;

import haetae.app.config.HaetaeConfig;
import haetae.app.config.Secrets;
import haetae.ops.health.HealthCheck.Result;
import haetae.ops.health.HealthState;
import haetae.store.sql.Database;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** Whether the database can be reached, how quick it is, and which version its tables are. */
final class StorageHealth {
  private static final long NS_PER_US = 1_000;

  private StorageHealth() {}

  static Result look(HaetaeConfig config, Secrets secrets) {
    String off = Storage.why(config);
    if (!off.isEmpty()) {
      return new Result(HealthState.DISABLED, off);
    }
    Database database = Storage.of(config, secrets);
    if (!database.exists()) {
      return new Result(HealthState.OK, database.name() + ": made by the first run");
    }
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement()) {
      // The first answer of a process is that of its driver being loaded.
      statement.execute("select 1");
      long begin = System.nanoTime();
      statement.execute("select 1");
      long tookUs = (System.nanoTime() - begin) / NS_PER_US;
      Database.Version version = database.version();
      String state =
          version.pending() == 0
              ? "tables of version " + version.current()
              : version.pending() + " migrations to run";
      return new Result(
          HealthState.OK, database.name() + ": " + state + ", answered in " + tookUs + " us");
    } catch (SQLException e) {
      String why = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
      return new Result(HealthState.ERROR, database.name() + ": " + why);
    }
  }
}
