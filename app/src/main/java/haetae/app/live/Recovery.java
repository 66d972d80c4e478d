package haetae.app.live;

import haetae.engine.Command;
import haetae.engine.Engine;
import haetae.engine.EngineConfig;
import haetae.market.Instrument;
import haetae.state.StateException;
import haetae.state.StateIn;
import haetae.state.StateOut;
import haetae.store.journal.JournalException;
import haetae.store.journal.JournalReader;
import haetae.store.journal.JournalRecord;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Brings back the engine of an earlier run: the newest state that can be read, and every event
 * after it, under the configuration of that run. No command of it is carried out; each is compared
 * with what was sent. Threads: one.
 */
final class Recovery {
  private static final long NS_PER_MS = 1_000_000;

  private final RunFolder run;
  private final EngineConfig config;
  private final List<String> notes = new ArrayList<>();
  private final long beginNs = System.nanoTime();

  private Recovery(RunFolder run, EngineConfig config) {
    this.run = run;
    this.config = config;
  }

  /**
   * What was brought back.
   *
   * @param engine in the state at the end of the run, under today's configuration
   * @param fromSeq record up to which the state went that was read
   * @param events events applied after it
   * @param last what the engine decided at the last of them, sent or not
   * @param untold what it told the views at the last of them, and the journal does not have
   * @param broken why the end of the journal cannot be trusted: nothing may be opened until
   *     somebody has looked; empty if it can
   * @param notes what was passed over or cut off
   */
  record Recovered(
      Engine engine,
      RunFolder run,
      long fromSeq,
      long events,
      List<Command> last,
      List<byte[]> untold,
      String broken,
      List<String> notes,
      long tookMs) {}

  /**
   * Brings back a run's engine.
   *
   * @param config of the run that goes on; limits may be others, what is traded may not
   * @throws StartFailure if it cannot be gone on with; the message says why and how to go on
   */
  static Recovered of(RunFolder run, EngineConfig config) throws StartFailure {
    return new Recovery(run, config).recover();
  }

  private Recovered recover() throws StartFailure {
    EngineConfig old = oldConfig();
    if (old != null && !traded(old).equals(traded(config))) {
      throw refused("it traded " + traded(old) + ", the configuration says " + traded(config));
    }
    String why = "it has no state that can be read";
    try {
      for (RunFolder.Start start : run.latest(notes)) {
        try {
          return from(start, old);
        } catch (StateException e) {
          why = "its state as of record " + start.seq() + " cannot be used: " + e.getMessage();
          notes.add(why);
        }
      }
    } catch (JournalException e) {
      why = String.valueOf(e.getMessage());
    }
    throw refused(why);
  }

  /** Null if another version of this program wrote it, with other settings. */
  private @Nullable EngineConfig oldConfig() {
    try {
      return run.header().config();
    } catch (StateException e) {
      notes.add("the settings of " + run.name() + " are of another version: " + e.getMessage());
      return null;
    }
  }

  private static List<String> traded(EngineConfig config) {
    return config.instruments().stream().map(Recovery::name).toList();
  }

  private static String name(Instrument instrument) {
    return instrument + " " + instrument.kind();
  }

  private StartFailure refused(String why) {
    String how =
        config.mode().equals("live")
            ? "; start with the configuration and version that it ran with, or, once every position"
                + " is closed at the venues, with --fresh"
            : "; start with the configuration that it ran with, or with --fresh to begin anew";
    return new StartFailure("run " + run.name() + " cannot be gone on with: " + why + how);
  }

  private Recovered from(RunFolder.Start start, @Nullable EngineConfig old)
      throws JournalException {
    try (JournalReader reader = JournalReader.open(run.path(), start.seq() + 1)) {
      if (old == null) {
        refuseEvents(reader);
        return new Recovered(
            start.engine(config),
            run,
            start.seq(),
            0,
            List.of(),
            List.of(),
            "",
            List.copyOf(notes),
            took());
      }
      JournalReplay replay = new JournalReplay(old, start.engine(old));
      String broken = replayed(replay, reader);
      return new Recovered(
          moved(replay.engine()),
          run,
          start.seq(),
          replay.events(),
          replay.last(),
          replay.untold(),
          broken,
          List.copyOf(notes),
          took());
    }
  }

  private static void refuseEvents(JournalReader reader) throws JournalException {
    for (JournalRecord r = reader.next(); r != null; r = reader.next()) {
      if (RunJournal.kind(r) == RunJournal.Kind.EVENT) {
        throw new StateException("events of another version come after it");
      }
    }
  }

  /** Replays to the end; returns why that is not the end of the run, or an empty text. */
  private String replayed(JournalReplay replay, JournalReader reader) {
    try {
      replay.read(reader, Long.MAX_VALUE);
    } catch (JournalException | RuntimeException e) {
      return "the journal cannot be read to its end: " + e.getMessage();
    }
    if (!replay.difference().isEmpty()) {
      return "the journal is not explained by this version: " + replay.difference();
    }
    if (reader.tailDamaged()) {
      return "the journal is damaged before its end: " + reader.tailFault();
    }
    if (!reader.tailFault().isEmpty()) {
      notes.add(reader.tailFault() + ": what a loss of power cuts off");
    }
    return "";
  }

  /** The same state under today's configuration. */
  private Engine moved(Engine engine) {
    StateOut state = new StateOut();
    engine.save(state);
    return Engine.load(config, new StateIn().wrap(state.buffer(), 0, state.length()));
  }

  private long took() {
    return (System.nanoTime() - beginNs) / NS_PER_MS;
  }
}
