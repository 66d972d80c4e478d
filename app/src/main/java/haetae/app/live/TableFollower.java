package haetae.app.live;

import haetae.ops.health.HealthCheck.Result;
import haetae.ops.health.HealthState;
import haetae.ops.log.Loggers;
import haetae.state.StateException;
import haetae.store.journal.Journal;
import haetae.store.journal.JournalException;
import haetae.store.sql.Database;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongConsumer;
import org.slf4j.Logger;

/**
 * Keeps the tables up to date with the journals: first those of earlier runs that are behind, then
 * the present run's, for as long as it is written. A database that is down, slow, locked or full
 * makes it wait and try again; it goes on where the tables stand.
 *
 * <p>Threads: its own, {@code views}; the rest may be asked by any.
 */
final class TableFollower {
  private static final Logger LOG = Loggers.of("storage");
  private static final int BATCH = 2_000;
  private static final long NS_PER_MS = 1_000_000;
  private static final long POLL_NS = 100 * NS_PER_MS;
  private static final long FIRST_PAUSE_NS = 250 * NS_PER_MS;
  private static final long MOST_PAUSE_NS = 10_000 * NS_PER_MS;
  private static final long REMIND_NS = 60_000 * NS_PER_MS;

  private final Database database;
  private final Path home;
  private final Path current;
  private final LongConsumer held;
  private final Thread thread = Thread.ofPlatform().daemon().name("views").unstarted(this::run);
  private final Set<String> unreadable = new HashSet<>();
  private volatile boolean closing;
  private volatile long caughtUpNs = System.nanoTime();
  private final AtomicLong rows = new AtomicLong();
  private volatile long seq;
  private volatile String fault = "";
  private long failingSinceNs;
  private long toldNs;

  /**
   * A follower that has not started.
   *
   * @param home folder of the journals of all runs
   * @param current the present run's, below it
   * @param held told from which record on the present journal is still needed
   */
  TableFollower(Database database, Path home, Path current, LongConsumer held) {
    this.database = database;
    this.home = home;
    this.current = current;
    this.held = held;
  }

  void start() {
    thread.start();
  }

  /** Lets it take what the journal has by now, within the time; false if that was not enough. */
  boolean stop(long timeoutMs) throws InterruptedException {
    closing = true;
    LockSupport.unpark(thread);
    return thread.join(java.time.Duration.ofMillis(timeoutMs)) && fault.isEmpty();
  }

  /** How long ago the tables last had everything that the journal had, ms. */
  long lagMs() {
    return (System.nanoTime() - caughtUpNs) / NS_PER_MS;
  }

  /** How it is, for the health report. */
  Result health() {
    String why = fault;
    return why.isEmpty()
        ? new Result(HealthState.OK, rows.get() + " rows, " + lagMs() + " ms behind the journal")
        : new Result(HealthState.WARN, lagMs() / 1_000 + " s behind the journal: " + why);
  }

  /** Last record of the present run that the tables have for certain. */
  long seq() {
    return seq;
  }

  private void run() {
    long pauseNs = FIRST_PAUSE_NS;
    boolean done = false;
    while (!done) {
      long before = caughtUpNs;
      try (Connection connection = connect()) {
        follow(connection);
        done = true;
      } catch (SQLException | JournalException | IOException | RuntimeException e) {
        // The one place where this thread's failures end.
        failed(e);
        done = closing;
      }
      if (!done) {
        pauseNs = caughtUpNs == before ? Math.min(2 * pauseNs, MOST_PAUSE_NS) : FIRST_PAUSE_NS;
        LockSupport.parkNanos(pauseNs);
      }
    }
  }

  private Connection connect() throws SQLException {
    int scripts = database.migrate();
    if (scripts > 0) {
      LOG.info("[STORAGE] {}: {} migrations run", database.name(), scripts);
    }
    return database.connect();
  }

  private void failed(Exception e) {
    long now = System.nanoTime();
    String why = database.name() + ": " + firstLine(e);
    boolean again = !fault.isEmpty();
    if (!again) {
      failingSinceNs = now;
    }
    fault = why;
    if (!again || now - toldNs >= REMIND_NS) {
      toldNs = now;
      LOG.warn(
          "[STORAGE] {}; the journal keeps everything, trading goes on, the tables are {} s behind",
          why,
          lagMs() / 1_000);
    }
  }

  private static String firstLine(Exception e) {
    String message = e.getMessage();
    String words = message == null ? e.toString() : message;
    return words.lines().findFirst().orElse("");
  }

  private void follow(Connection connection) throws SQLException, JournalException, IOException {
    for (Path run : ended()) {
      catchUp(connection, run);
    }
    try (RunProjection projection = RunProjection.open(connection, current)) {
      while (!closing) {
        step(projection);
        seq = projection.seq();
      }
      toEnd(projection);
      caughtUp();
    }
  }

  /** Journals that nobody writes any more, in the order in which they were begun. */
  private List<Path> ended() throws IOException {
    TreeMap<Long, List<Path>> byTime = new TreeMap<>();
    for (Path run : RunJournal.all(home)) {
      if (run.equals(current) || Journal.inUse(run)) {
        continue;
      }
      try {
        long began = JournalHeader.in(run).beganMs();
        byTime.computeIfAbsent(began, ms -> new ArrayList<>()).add(run);
      } catch (JournalException e) {
        leftOut(run, e);
      }
    }
    return byTime.values().stream().flatMap(List::stream).toList();
  }

  private void leftOut(Path run, Exception e) {
    if (unreadable.add(RunJournal.name(run))) {
      LOG.warn("[STORAGE] run {} is left out: {}", run.getFileName(), firstLine(e));
    }
  }

  private void toEnd(RunProjection projection) throws SQLException, JournalException {
    long before = projection.rows();
    boolean more = projection.advance(BATCH);
    while (more) {
      more = projection.advance(BATCH);
    }
    projection.commit();
    rows.addAndGet(projection.rows() - before);
  }

  private void step(RunProjection projection) throws SQLException, JournalException {
    long before = projection.rows();
    boolean more = projection.advance(BATCH);
    rows.addAndGet(projection.rows() - before);
    held.accept(projection.seq() + 1);
    if (!more) {
      caughtUp();
      LockSupport.parkNanos(POLL_NS);
    }
  }

  private void caughtUp() {
    long now = System.nanoTime();
    if (!fault.isEmpty()) {
      LOG.info(
          "[STORAGE] {}: up to date again after {} s",
          database.name(),
          TimeUnit.NANOSECONDS.toSeconds(now - failingSinceNs));
      fault = "";
    }
    caughtUpNs = now;
  }

  /** An earlier run, which nobody writes any more. */
  private void catchUp(Connection connection, Path run) throws SQLException, IOException {
    try (RunProjection projection = RunProjection.open(connection, run)) {
      toEnd(projection);
      if (projection.rows() > 0) {
        LOG.info("[STORAGE] run {}: {} rows added", run.getFileName(), projection.rows());
      }
      RunJournal.stored(run);
    } catch (JournalException | StateException e) {
      connection.rollback();
      leftOut(run, e);
    }
  }
}
