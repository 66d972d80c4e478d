package haetae.app.live;

import haetae.engine.Engine;
import haetae.engine.EngineConfig;
import haetae.state.StateException;
import haetae.state.StateIn;
import haetae.store.journal.JournalException;
import haetae.store.journal.JournalReader;
import haetae.store.journal.Snapshot;
import haetae.store.journal.Snapshots;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The folder of one run: its journal, and snapshots of its engine. A snapshot is the run's header
 * and what the engine saved. Read only. Threads: one.
 */
final class RunFolder {
  private final Path path;
  private final JournalHeader header;

  private RunFolder(Path path, JournalHeader header) {
    this.path = path;
    this.header = header;
  }

  /**
   * A state to go on from.
   *
   * @param seq last record that is in it
   * @param snapshot that holds it; empty for an engine that has seen nothing
   */
  record Start(long seq, Optional<Snapshot> snapshot) {
    private Start(Snapshot snapshot) {
      this(snapshot.seq(), Optional.of(snapshot));
    }

    /**
     * The engine in this state.
     *
     * @throws StateException if another version wrote it, or for other instruments
     */
    Engine engine(EngineConfig config) {
      if (snapshot.isEmpty()) {
        return new Engine(config);
      }
      StateIn in = StateIn.of(snapshot.get().bytes());
      JournalHeader.read(in);
      return Engine.load(config, in);
    }
  }

  /** Opens a run's folder. */
  static RunFolder open(Path path) throws JournalException {
    return new RunFolder(path, JournalHeader.in(path));
  }

  /**
   * The run of a mode that began last, of those that came as far as to trade; empty if there is
   * none.
   *
   * @param notes takes what was passed over
   * @throws JournalException if one cannot be read: it may be the last
   */
  static Optional<RunFolder> newest(Path home, String mode, List<String> notes)
      throws JournalException {
    RunFolder newest = null;
    for (Path folder : folders(home, mode)) {
      if (!begun(folder)) {
        notes.add("run " + folder.getFileName() + " was given up before it had begun");
        continue;
      }
      if (JournalHeader.outdated(folder)) {
        notes.add("run " + folder.getFileName() + " is of a version that went on with no run");
        continue;
      }
      RunFolder run = open(folder);
      boolean later = newest == null || run.header.beganMs() > newest.header.beganMs();
      if (run.header.lasting() && later && run.whole()) {
        newest = run;
      }
    }
    return Optional.ofNullable(newest);
  }

  /** Folders of a mode's runs. */
  static List<Path> folders(Path home, String mode) throws JournalException {
    if (!Files.isDirectory(home)) {
      return List.of();
    }
    try (Stream<Path> all = Files.list(home)) {
      return all.filter(Files::isDirectory)
          .filter(run -> run.getFileName().toString().startsWith(mode + "-"))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new JournalException(home + " cannot be read: " + e, e);
    }
  }

  private static boolean begun(Path folder) throws JournalException {
    if (JournalReader.oldestSeq(folder) != 1) {
      return JournalReader.oldestSeq(folder) > 1;
    }
    try (JournalReader reader = JournalReader.open(folder, 1)) {
      return reader.next() != null;
    }
  }

  /** False if it was to go on with another run and died before it had that run's state. */
  private boolean whole() throws JournalException {
    if (header.predecessor().isEmpty() || JournalReader.oldestSeq(path) > 1) {
      return true;
    }
    try (JournalReader reader = JournalReader.open(path, 2)) {
      return reader.next() != null || new Snapshots(path, 1).newest().isPresent();
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  /** Where it is. */
  Path path() {
    return path;
  }

  /** The folder's own name. */
  String name() {
    return path.toAbsolutePath().normalize().getFileName().toString();
  }

  JournalHeader header() {
    return header;
  }

  /** All states there are, the latest first; damaged ones are passed over and noted. */
  List<Start> latest(List<String> notes) throws JournalException {
    Snapshots snapshots = new Snapshots(path, 1);
    List<Start> found = new ArrayList<>();
    try {
      Optional<Snapshot> next = snapshots.newest();
      notes.addAll(snapshots.passedOver());
      while (next.isPresent()) {
        found.add(new Start(next.get()));
        next = snapshots.newest(next.get().seq());
      }
      if (header.predecessor().isEmpty() && JournalReader.oldestSeq(path) == 1) {
        found.add(new Start(1, Optional.empty()));
      }
      return found;
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  /** The earliest state from which all records are there. */
  Start earliest() throws JournalException {
    long oldest = JournalReader.oldestSeq(path);
    if (oldest == 1 && header.predecessor().isEmpty()) {
      return new Start(1, Optional.empty());
    }
    try {
      Optional<Snapshot> first = new Snapshots(path, 1).oldest(Math.max(1, oldest - 1));
      return new Start(
          first.orElseThrow(
              () -> new JournalException("journal " + path + " has no state to begin with")));
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  private JournalException unreadable(IOException e) {
    return new JournalException("journal " + path + " cannot be read: " + e, e);
  }
}
