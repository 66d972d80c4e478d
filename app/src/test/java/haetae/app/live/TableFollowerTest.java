package haetae.app.live;

import static org.assertj.core.api.Assertions.assertThat;

import haetae.app.ServiceRun;
import haetae.ops.health.HealthState;
import haetae.store.sql.Database;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The tables come up to date whatever happens to their database, and nothing waits for them. */
class TableFollowerTest {
  @TempDir private Path folder;
  private final AtomicLong held = new AtomicLong();

  private Path home() {
    return folder.resolve("journal");
  }

  private static void awaitRows(Database database, Path run) {
    ServiceRun.await(
        "the rows of " + run,
        () -> {
          try (Connection connection = database.connect()) {
            return TableRows.count(connection).equals(JournaledDay.rows(run));
          } catch (SQLException e) {
            return false;
          } catch (haetae.store.journal.JournalException e) {
            throw new AssertionError(e);
          }
        });
  }

  private TableFollower follow(Database database, Path run) {
    TableFollower follower = new TableFollower(database, home(), run, held::set);
    follower.start();
    return follower;
  }

  @Test
  void shouldHealWhenPostgresWasDown() throws Exception {
    try (PostgresServer server = PostgresServer.start(folder.resolve("pg"));
        JournaledDay day = new JournaledDay(home(), "h1", 7)) {
      Database database = server.database("haetae");
      assertThat(database.migrate()).isPositive();
      TableFollower follower = follow(database, day.folder());
      awaitRows(database, day.trade(10).folder());

      server.stop();
      day.trade(15);
      ServiceRun.await("a fault", () -> follower.health().state() == HealthState.WARN);
      server.start();

      awaitRows(database, day.trade(5).folder());
      ServiceRun.await("it heals", () -> follower.health().state() == HealthState.OK);
      server.stop();
      server.start();
      awaitRows(database, day.trade(5).folder());
      assertThat(follower.stop(60_000)).isTrue();
      Database other = Database.sqlite(folder.resolve("other.db"));
      assertThat(rebuilt(day, other).rows()).isPositive();
      try (Connection connection = database.connect();
          RunProjection projection = RunProjection.open(connection, day.folder())) {
        assertThat(projection.advance(10_000)).isFalse();
        projection.commit();
      }
      try (Connection first = database.connect();
          Connection second = other.connect()) {
        assertThat(TableRows.dump(first))
            .as("the same rows on both")
            .isEqualTo(TableRows.dump(second));
      }
    }
  }

  private TableRebuild.Line rebuilt(JournaledDay day, Database database) throws Exception {
    day.close();
    List<TableRebuild.Line> lines = TableRebuild.run(database, home());
    assertThat(lines).hasSize(1);
    return lines.getFirst();
  }

  @Test
  void shouldWaitForALockedFile() throws Exception {
    Database database = Database.sqlite(folder.resolve("haetae.db"));
    database.migrate();
    try (JournaledDay day = new JournaledDay(home(), "h1", 7)) {
      TableFollower follower = follow(database, day.folder());
      awaitRows(database, day.trade(10).folder());
      try (Connection other = database.connect();
          Statement statement = other.createStatement()) {
        statement.execute("begin immediate");
        day.trade(15);
        ServiceRun.await("a fault", () -> follower.health().state() == HealthState.WARN);
        assertThat(follower.health().detail()).contains("behind the journal", "locked");
        statement.execute("rollback");
      }

      assertThat(held.get()).as("record from which the journal is needed").isGreaterThan(1);
      awaitRows(database, day.trade(3).folder());
      ServiceRun.await("no lag", () -> follower.lagMs() < 1_000);
      assertThat(follower.stop(60_000)).isTrue();
    }
  }

  @Test
  void shouldTakeUpWhatEarlierRunsHaveLeft() throws Exception {
    Path early;
    try (JournaledDay day = new JournaledDay(home(), "h1", 7)) {
      early = day.trade(20).folder();
    }
    // Something in the way: as if the disk could not be written.
    Path file = folder.resolve("data/haetae.db");
    Files.writeString(folder.resolve("data"), "in the way");
    Database database = Database.sqlite(file);
    try (JournaledDay day = new JournaledDay(home(), "h2", 9)) {
      TableFollower follower = follow(database, day.trade(10).folder());
      ServiceRun.await("a fault", () -> follower.health().state() == HealthState.WARN);
      assertThat(RunJournal.isStored(early)).isFalse();
      Files.delete(folder.resolve("data"));

      ServiceRun.await("up to date", () -> follower.health().state() == HealthState.OK);
      assertThat(follower.stop(60_000)).isTrue();
      assertThat(RunJournal.isStored(early)).isTrue();
      assertThat(RunJournal.isStored(day.folder())).isFalse();
      try (Connection connection = database.connect()) {
        var both = JournaledDay.rows(early);
        JournaledDay.rows(day.folder())
            .forEach((table, rows) -> both.merge(table, rows, Long::sum));
        assertThat(TableRows.count(connection)).isEqualTo(both);
      }
    }
  }
}
