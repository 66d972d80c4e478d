package haetae.app.live;

import haetae.app.config.HaetaeConfig;
import haetae.app.lease.Lease;
import haetae.app.live.Recovery.Recovered;
import haetae.engine.Engine;
import haetae.engine.EngineConfig;
import haetae.engine.Event;
import haetae.engine.Event.OperatorCommand;
import haetae.engine.Event.OperatorCommand.Action;
import haetae.engine.EventHandler;
import haetae.ops.log.Loggers;
import haetae.sim.Scheduler;
import haetae.store.journal.JournalException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * What a run begins with: a new engine, or the one of the last run of the same mode, and its
 * journal.
 */
final class RunStart {
  private static final Logger LOG = Loggers.of("journal");
  private static final long BACK_NS = 5_000_000_000L;
  private static final long NS_PER_SECOND = 1_000_000_000L;
  private static final long NS_PER_MS = 1_000_000L;
  private static final long FUNDING_HEARD_MS = 300_000;

  private final Engine engine;
  private final @Nullable OpenJournal journal;
  private final @Nullable Recovered recovered;

  private RunStart(Engine engine, @Nullable OpenJournal journal, @Nullable Recovered recovered) {
    this.engine = engine;
    this.journal = journal;
    this.recovered = recovered;
  }

  /**
   * Brings back the last run's state if this one goes on with it, and begins the journal.
   *
   * @param startNs time at which the run begins
   * @param lease given back with the journal; without one, or on a failure, it is the caller's
   * @throws StartFailure if it must go on with a run and cannot
   */
  static RunStart of(
      RunOptions options, HaetaeConfig config, EngineConfig engine, long startNs, Lease lease)
      throws StartFailure {
    if (!config.journal().enabled()) {
      if (options.mode().equals("live")) {
        throw new StartFailure("mode live needs its journal: set journal.enabled to true");
      }
      return new RunStart(new Engine(engine), null, null);
    }
    boolean lasting = lasting(options);
    Optional<RunFolder> last = lasting ? last(config, engine.mode()) : Optional.empty();
    Recovered recovered = null;
    if (last.isPresent() && resumes(options, config)) {
      recovered = Recovery.of(last.get(), engine);
      checkClock(recovered, startNs);
    } else if (last.isPresent() && options.mode().equals("live")) {
      refuseOpen(last.get(), engine);
    }
    long after = last.map(run -> run.header().beganMs() + 1).orElse(0L);
    JournalHeader header =
        JournalHeader.of(
            engine,
            Math.max(System.currentTimeMillis(), after),
            lasting,
            recovered == null ? "" : recovered.run().name());
    Engine begun = recovered == null ? new Engine(engine) : recovered.engine();
    OpenJournal journal = OpenJournal.begin(config, engine, header, begun, lease);
    journal.tell(recovered == null ? List.of() : recovered.untold());
    return new RunStart(begun, journal, recovered);
  }

  /** True if a later run may go on with this one. */
  static boolean lasting(RunOptions options) {
    return options.real();
  }

  private static Optional<RunFolder> last(HaetaeConfig config, String mode) throws StartFailure {
    List<String> notes = new ArrayList<>();
    try {
      Optional<RunFolder> last = RunFolder.newest(RunJournal.home(config), mode, notes);
      notes.forEach(note -> LOG.warn("[JOURNAL] {}", note));
      return last;
    } catch (JournalException e) {
      throw new StartFailure(e.getMessage() + "; move that folder away, and keep it");
    }
  }

  private static boolean resumes(RunOptions options, HaetaeConfig config) {
    boolean wanted = options.mode().equals("live") || config.journal().resume();
    return options.resumes() && wanted;
  }

  /** Real positions are not forgotten because somebody asks for a new beginning. */
  private static void refuseOpen(RunFolder run, EngineConfig engine) throws StartFailure {
    Engine last;
    try {
      last = Recovery.of(run, engine).engine();
    } catch (StartFailure e) {
      LOG.warn("[JOURNAL] beginning anew, as asked for: {}", e.getMessage());
      return;
    }
    if (!last.positions().isEmpty() || !last.ordersInFlight().isEmpty()) {
      throw new StartFailure(
          "--fresh would forget "
              + last.positions().size()
              + " open trades and "
              + last.ordersInFlight().size()
              + " orders in flight of run "
              + run.name()
              + "; start without it, flatten, stop, then start with it");
    }
  }

  /** The engine's time never goes back. */
  private static void checkClock(Recovered recovered, long startNs) throws StartFailure {
    long lastNs = recovered.engine().snapshot().timeNs();
    if (lastNs > startNs + BACK_NS) {
      throw new StartFailure(
          "the clock of this machine is "
              + (lastNs - startNs) / NS_PER_SECOND
              + " s behind the journal of run "
              + recovered.run().name()
              + ": set the clock");
    }
  }

  /** The engine as the run begins. */
  Engine engine() {
    return engine;
  }

  /** What takes the engine's events. Call once. */
  EventHandler handler() {
    EventHandler handler = journal == null ? engine : journal.handler();
    if (recovered == null || journal == null) {
      return handler;
    }
    Path run = journal.journal().folder();
    Path folder = RunJournal.reports(run);
    return new RecoveryTable(handler, recovered, folder, String.valueOf(run.getFileName()));
  }

  /** The run's journal, null if it is switched off. */
  @Nullable OpenJournal journal() {
    return journal;
  }

  /** What was brought back, null if the run begins anew. */
  @Nullable Recovered recovered() {
    return recovered;
  }

  /**
   * From when on funding payments may not have been heard of, ms since the epoch; empty if the run
   * begins anew. Some minutes before the last event, since they are asked for now and then only;
   * but not before the balances that a run began with, in which they are.
   */
  OptionalLong fundedSinceMs() {
    Recovered from = recovered;
    if (from == null) {
      return OptionalLong.empty();
    }
    long lastMs = engine.snapshot().timeNs() / NS_PER_MS - FUNDING_HEARD_MS;
    JournalHeader header = from.run().header();
    return OptionalLong.of(
        header.predecessor().isEmpty() ? Math.max(lastMs, header.beganMs()) : lastMs);
  }

  /** The same tape, no earlier than the last event of the run that is gone on with. */
  Tape after(Tape tape) {
    long lastNs = recovered == null ? Long.MIN_VALUE : engine.snapshot().timeNs();
    return lastNs <= tape.startNs()
        ? tape
        : new Tape(tape.market(), lastNs, tape.endNs(), tape.cadenceMs(), tape.notes());
  }

  /**
   * Tells an engine that was brought back of its restart: it asks for whatever was in flight. Call
   * before anything else is told, on the engine's thread.
   */
  void restart(Scheduler time) {
    Recovered from = recovered;
    if (from == null) {
      return;
    }
    time.deliver(new Event.Restarted(time.nowNs()));
    // Whoever held entries back is asked anew.
    time.deliver(new OperatorCommand(time.nowNs(), Action.RESUME_ENTRIES, ""));
    if (!from.broken().isEmpty()) {
      time.deliver(new OperatorCommand(time.nowNs(), Action.HALT, from.broken()));
    }
  }
}
