package haetae.app.live;

import haetae.engine.Engine;
import haetae.ops.log.Loggers;
import haetae.state.StateOut;
import haetae.store.journal.Journal;
import haetae.store.journal.JournalException;
import haetae.store.journal.JournalReader;
import haetae.store.journal.Snapshots;
import java.io.IOException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;

/**
 * Writes the engine's state beside its journal now and then, so that a restart has little to read
 * again. The engine's thread only copies the state; a thread of its own writes it, after the
 * journal up to there is on the disk, and lets go of what is no longer needed. A disk that cannot
 * be written is a warning: the journal alone brings everything back.
 *
 * <p>Threads: as marked.
 */
final class SnapshotWriter implements AutoCloseable {
  private static final Logger LOG = Loggers.of("journal");
  private static final long CLOSE_MS = 5_000;

  private final Journal journal;
  private final Snapshots snapshots;
  private final JournalHeader header;
  private final long pauseNs;
  private final StateOut state = new StateOut();
  private final AtomicBoolean busy = new AtomicBoolean();
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().name("snapshots").factory());
  private long lastNs = System.nanoTime();
  private volatile String fault = "";

  /**
   * A writer.
   *
   * @param pauseNs shortest time between two snapshots
   */
  SnapshotWriter(Journal journal, Snapshots snapshots, JournalHeader header, long pauseNs) {
    this.journal = journal;
    this.snapshots = snapshots;
    this.header = header;
    this.pauseNs = pauseNs;
  }

  /** Takes a snapshot if it is time and the last one is written. Threads: the engine's. */
  void offer(Engine engine) {
    if (System.nanoTime() - lastNs >= pauseNs) {
      take(engine);
    }
  }

  /** Takes a snapshot; false if the last one is still being written. Threads: the engine's. */
  boolean take(Engine engine) {
    if (!busy.compareAndSet(false, true)) {
      return false;
    }
    lastNs = System.nanoTime();
    long seq = copy(engine);
    thread.execute(() -> write(seq));
    return true;
  }

  private long copy(Engine engine) {
    header.write(state.clear());
    engine.save(state);
    return journal.lastSeq();
  }

  private void write(long seq) {
    try {
      journal.sync();
      snapshots.write(seq, state.buffer(), state.length());
      long needed = snapshots.neededSeq();
      journal.release(needed + 1);
      snapshots.forget(JournalReader.oldestSeq(journal.folder()) - 1);
      told("");
    } catch (IOException | JournalException | RuntimeException e) {
      // The one place where this thread's failures end.
      told(String.valueOf(e));
    } finally {
      busy.set(false);
    }
  }

  private void told(String now) {
    if (!now.isEmpty() && fault.isEmpty()) {
      LOG.warn("[JOURNAL] Snapshot not written, a restart will take longer: {}", now);
    } else if (now.isEmpty() && !fault.isEmpty()) {
      LOG.info("[JOURNAL] Snapshots are written again");
    }
    fault = now;
  }

  /**
   * Writes the state that a run begins with or ends with, and waits for it. Threads: any, while
   * nobody else is in the engine.
   *
   * @throws IOException if it could not be written
   */
  void now(Engine engine) throws IOException {
    StateOut last = new StateOut();
    header.write(last);
    engine.save(last);
    journal.sync();
    snapshots.write(journal.lastSeq(), last.buffer(), last.length());
  }

  /** Waits for a snapshot that is being written, within a few seconds. */
  @Override
  public void close() {
    thread.shutdown();
    try {
      if (!thread.awaitTermination(CLOSE_MS, TimeUnit.MILLISECONDS)) {
        LOG.warn("[JOURNAL] the last snapshot could not be written in time");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
