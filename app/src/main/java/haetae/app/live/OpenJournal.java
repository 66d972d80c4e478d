package haetae.app.live;

import haetae.app.config.HaetaeConfig;
import haetae.app.lease.Lease;
import haetae.engine.Engine;
import haetae.engine.EngineConfig;
import haetae.engine.EventHandler;
import haetae.ops.log.Loggers;
import haetae.state.StateOut;
import haetae.store.journal.Journal;
import haetae.store.journal.Snapshots;
import java.io.IOException;
import java.util.List;
import org.slf4j.Logger;

/** The present run's journal and the snapshots beside it. Threads: as marked. */
final class OpenJournal implements AutoCloseable {
  private static final Logger LOG = Loggers.of("journal");

  private final Engine engine;
  private final Journal journal;
  private final SnapshotWriter writer;
  private final Lease lease;
  private final boolean syncOrders;
  private final ViewNotes notes = new ViewNotes();

  private OpenJournal(
      Engine engine, Journal journal, SnapshotWriter writer, Lease lease, boolean syncOrders) {
    this.engine = engine;
    this.journal = journal;
    this.writer = writer;
    this.lease = lease;
    this.syncOrders = syncOrders;
  }

  /**
   * Begins a run's journal.
   *
   * @param header says how the engine was built
   * @param engine as the run begins; one that goes on with another run is written down first
   * @param lease given back at the end
   */
  static OpenJournal begin(
      HaetaeConfig config,
      EngineConfig engineConfig,
      JournalHeader header,
      Engine engine,
      Lease lease)
      throws StartFailure {
    Journal journal = RunJournal.begin(config, engineConfig, header);
    long pauseNs = config.journal().snapshotSec().movePointRight(9).longValue();
    Snapshots snapshots = new Snapshots(journal.folder(), config.journal().keepSnapshots());
    SnapshotWriter writer = new SnapshotWriter(journal, snapshots, header, pauseNs);
    OpenJournal open =
        new OpenJournal(engine, journal, writer, lease, config.journal().syncOrders());
    if (!header.predecessor().isEmpty()) {
      try {
        writer.now(engine);
      } catch (IOException e) {
        open.letGo();
        throw new StartFailure(
            "the state to go on from cannot be written to " + journal.folder() + ": " + e);
      }
    }
    return open;
  }

  /** The engine, with everything it hears and says in the journal. */
  EventHandler handler() {
    return new JournaledEngine(engine, journal, syncOrders, writer, notes);
  }

  /** Where the shell leaves what the views shall hold. */
  ViewNotes notes() {
    return notes;
  }

  /**
   * Writes down for the views what an engine told them at the last event of the run that is gone on
   * with, and what that run had no time to write. Call before the engine's first event.
   */
  void tell(List<byte[]> untold) {
    for (byte[] record : untold) {
      StateOut late = new StateOut().putEnum(RunJournal.Kind.RECORD).putBytes(record);
      journal.append(RunJournal.Kind.LATE.code(), late.buffer(), late.length());
    }
  }

  /** Lets go of everything as the end of the process does: nothing more is written. */
  void abandon() {
    writer.close();
    letGo();
  }

  /** The journal itself. */
  Journal journal() {
    return journal;
  }

  /** Writes the last snapshot and closes. Call when the engine has come to its end. */
  @Override
  public void close() {
    writer.close();
    try {
      writer.now(engine);
    } catch (IOException e) {
      LOG.warn("[JOURNAL] The last snapshot was not written, the next start reads more: {}", e);
    }
    letGo();
  }

  private void letGo() {
    journal.close();
    lease.close();
  }
}
