package haetae.app.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import haetae.Seed;
import haetae.engine.Command;
import haetae.engine.EngineConfig;
import haetae.engine.Event;
import haetae.engine.EventEncoder;
import haetae.engine.ViewRecords;
import haetae.market.Asset;
import haetae.state.StateOut;
import haetae.store.journal.Journal;
import haetae.store.journal.JournalConfig;
import haetae.store.sql.Database;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The tables have each thing of the journal once, however often it is interrupted. */
class RunProjectionTest {
  @TempDir private Path folder;

  private Database database(String name) throws SQLException {
    Database database = Database.sqlite(folder.resolve(name));
    assertThat(database.migrate()).isPositive();
    assertThat(database.migrate()).isZero();
    return database;
  }

  private JournaledDay day() throws Exception {
    try (JournaledDay day = new JournaledDay(folder, "h1", 7)) {
      return day.trade(40);
    }
  }

  private static void project(Database database, Path run, int batch) throws Exception {
    try (Connection connection = database.connect();
        RunProjection projection = RunProjection.open(connection, run)) {
      boolean more = projection.advance(batch);
      while (more) {
        more = projection.advance(batch);
      }
      projection.commit();
    }
  }

  @Test
  void shouldHoldWhatTheJournalSays() throws Exception {
    Path run = day().folder();
    Database database = database("a.db");

    project(database, run, 2_000);

    try (Connection connection = database.connect()) {
      assertThat(TableRows.count(connection)).isEqualTo(JournaledDay.rows(run));
      assertThat(TableRows.count(connection).get("trades")).isPositive();
      assertThat(TableRows.number(connection, "select count(*) from orders where state = 'FILLED'"))
          .isPositive();
      assertThat(
              TableRows.number(
                  connection,
                  "select count(*) from orders o where filled_e8 <> coalesce((select"
                      + " sum(quantity_e8) from fills f where f.run = o.run and f.order_id ="
                      + " o.order_id), 0)"))
          .as("orders whose fills do not add up")
          .isZero();
      assertThat(
              TableRows.number(
                  connection,
                  "select count(*) from trades t left join positions p on p.run = t.run and"
                      + " p.trade_id = t.trade_id and p.status = 'CLOSED' and p.closed = t.closed"
                      + " where p.run is null"))
          .as("trades without a closed position")
          .isZero();
      assertThat(
              TableRows.number(
                  connection,
                  "select count(*) from orders where state in ('PENDING_NEW', 'UNKNOWN')"))
          .isZero();
      assertThat(TableRows.number(connection, "select count(*) from daily_pnl")).isPositive();
    }
  }

  @Test
  void shouldNeverLoseNorDoubleARowWhenItIsInterrupted() throws Exception {
    Path run = day().folder();
    Database whole = database("whole.db");
    project(whole, run, 2_000);
    Database torn = database("torn.db");
    Seed.forAll(1, seed -> interruptOften(seed, torn, run));

    try (Connection first = whole.connect();
        Connection second = torn.connect()) {
      assertThat(TableRows.dump(second)).isEqualTo(TableRows.dump(first));
    }
  }

  /** Each time some batches, of which the last is thrown away as by a crash. */
  private static void interruptOften(Seed seed, Database database, Path run) {
    boolean more = true;
    while (more) {
      try (Connection connection = database.connect();
          RunProjection projection = RunProjection.open(connection, run)) {
        for (long i = seed.between(0, 3); i > 0 && more; i--) {
          more = projection.advance((int) seed.between(1, 900));
        }
        if (more) {
          crash(projection, connection, (int) seed.between(1, 300));
        } else {
          projection.commit();
        }
      } catch (Exception e) {
        throw new AssertionError(e);
      }
    }
  }

  private static void crash(RunProjection projection, Connection connection, int records)
      throws Exception {
    projection.take(records);
    connection.rollback();
  }

  @Test
  void shouldGoOnWithARunInItsNextJournal() throws Exception {
    Path run = day().folder();
    Database database = database("a.db");
    project(database, run, 2_000);
    EngineConfig config = JournalHeader.read(run);
    Path next = folder.resolve("mock-h2");
    try (Journal journal = Journal.open(new JournalConfig(next, 1 << 18, 5, 1 << 20)).start()) {
      StateOut out = new StateOut();
      JournalHeader.of(config, 8, false, "mock-h1").write(out);
      journal.append(RunJournal.Kind.HEADER.code(), out.buffer(), out.length());
      out.clear().putEnum(RunJournal.Kind.RECORD);
      StateOut alert = new StateOut();
      var told =
          new Command.RaiseAlert(Command.AlertKind.TRADE, Command.Severity.INFO, 1, "untold");
      ViewRecords.encode(told, 5, alert);
      out.putBytes(alert.toBytes());
      journal.append(RunJournal.Kind.LATE.code(), out.buffer(), out.length());
      // A fill that the first journal did not hear of, twice.
      EventEncoder.encode(new Event.OrderFilled(5, 1, "new", 7, 3, 0, Asset.KRW), out.clear());
      journal.append(RunJournal.Kind.EVENT.code(), out.buffer(), out.length());
      journal.append(RunJournal.Kind.EVENT.code(), out.buffer(), out.length());
    }

    project(database, next, 2_000);

    try (Connection connection = database.connect()) {
      assertThat(TableRows.number(connection, "select count(*) from runs")).isEqualTo(1);
      assertThat(
              TableRows.number(
                  connection,
                  "select count(*) from alerts where run = 'mock-h1' and journal = 'mock-h2'"))
          .isEqualTo(1);
      assertThat(
              TableRows.number(
                  connection,
                  "select count(*) from fills where run = 'mock-h1' and fill_id = 'new'"))
          .isEqualTo(1);
      assertThat(
              TableRows.number(
                  connection,
                  "select filled_e8 - (select sum(quantity_e8) from fills where order_id = 1)"
                      + " from orders where order_id = 1"))
          .isZero();
    }
  }

  @Test
  void shouldRefuseASecondWriter() throws Exception {
    Path run = day().folder();
    Database database = database("a.db");
    try (Connection one = database.connect();
        Connection two = database.connect();
        RunProjection first = RunProjection.open(one, run);
        RunProjection second = RunProjection.open(two, run)) {
      first.advance(1_000);
      first.commit();

      assertThatThrownBy(
              () -> {
                second.advance(1_000);
                second.commit();
              })
          .isInstanceOf(SQLException.class);
      two.rollback();
    }
    project(database, run, 5_000);
    try (Connection connection = database.connect()) {
      assertThat(TableRows.count(connection)).isEqualTo(JournaledDay.rows(run));
    }
  }

  @Test
  void shouldFollowAJournalThatIsBeingWritten() throws Exception {
    Database database = database("a.db");
    try (JournaledDay day = new JournaledDay(folder, "h2", 9);
        Connection connection = database.connect();
        RunProjection projection = RunProjection.open(connection, day.folder())) {
      for (int i = 0; i < 12; i++) {
        day.trade(5);
        boolean more = projection.advance(10_000);
        while (more) {
          more = projection.advance(10_000);
        }
        projection.commit();

        assertThat(TableRows.count(connection)).isEqualTo(JournaledDay.rows(day.folder()));
      }
      assertThat(TableRows.dump(connection)).isNotEqualTo(List.of());
    }
  }
}
