package haetae.app.live;

import haetae.app.config.HaetaeConfig;
import haetae.engine.EngineConfig;
import haetae.ops.log.Loggers;
import haetae.state.StateOut;
import haetae.store.journal.Journal;
import haetae.store.journal.JournalConfig;
import haetae.store.journal.JournalException;
import haetae.store.journal.JournalRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.slf4j.Logger;

/**
 * The journal of one run, in a folder of its own below the data folder. Its first record says with
 * what configuration the engine was built, so that it can be built again.
 */
public final class RunJournal {
  /** Kinds of records. */
  public enum Kind {
    /** Not used: a record always has a kind. */
    NONE,
    /** What the engine was built with. */
    HEADER,
    /** An event, written before the engine saw it. */
    EVENT,
    /** A command to a venue, written before it left. */
    COMMAND,
    /** The engine's state hash after the event before it. */
    HASH,
    /** So many records before it found no room. */
    GAP,
    /** What the engine told the views, see {@link haetae.engine.ViewRecords}. */
    RECORD,
    /** What the shell told the views; the engine does not know of it. */
    NOTE,
    /**
     * A record that found no room at its time, kept for the views alone: its kind, and its bytes.
     */
    LATE;

    /** Number under which records of this kind are written. */
    int code() {
      return ordinal();
    }
  }

  private static final Logger LOG = Loggers.of("journal");
  private static final int MB = 1_048_576;

  private RunJournal() {}

  /** What a record is; NONE if this version does not know. */
  static Kind kind(JournalRecord record) {
    Kind[] kinds = Kind.values();
    return record.kind() > 0 && record.kind() < kinds.length ? kinds[record.kind()] : Kind.NONE;
  }

  /** The folder that holds the journals of all runs. */
  public static Path home(HaetaeConfig config) {
    return Path.of(config.dataDir(), "journal");
  }

  /** Name of the run that a journal belongs to: its folder's. */
  public static String name(Path folder) {
    return folder.toAbsolutePath().normalize().getFileName().toString();
  }

  /** The journals of all runs, the oldest first. */
  public static List<Path> all(Path home) throws IOException {
    if (!Files.isDirectory(home)) {
      return List.of();
    }
    try (Stream<Path> all = Files.list(home)) {
      return all.filter(Files::isDirectory)
          .sorted(Comparator.comparingLong(RunJournal::begun).thenComparing(Path::toString))
          .toList();
    }
  }

  /** The folder with what restarts have found, beside that of the journals. */
  static Path reports(Path run) {
    return run.toAbsolutePath().resolveSibling("../recovery").normalize();
  }

  /** Opens the journal of a new run, and lets those of the oldest runs go that the tables have. */
  static Journal begin(HaetaeConfig config, EngineConfig engine, JournalHeader header)
      throws StartFailure {
    HaetaeConfig.Journal settings = config.journal();
    try {
      prune(home(config), settings.keepRuns() - 1, Storage.enabled(config));
      Path folder = unused(home(config), engine.mode() + "-" + engine.session());
      int segment = settings.segmentMb() * MB;
      long keep = Math.max(segment, (long) settings.keepMb() * MB);
      Journal journal =
          Journal.open(new JournalConfig(folder, segment, settings.syncMs(), keep)).start();
      StateOut out = new StateOut();
      header.write(out);
      journal.append(Kind.HEADER.code(), out.buffer(), out.length());
      journal.sync();
      return journal;
    } catch (IOException | JournalException e) {
      throw new StartFailure(
          e.getMessage() + "; make room, choose another data_dir, or set journal.enabled to false");
    }
  }

  /** A recording that is traded again has the same session: its journal goes beside the first. */
  private static Path unused(Path home, String name) {
    Path folder = home.resolve(name);
    for (int i = 2; Files.exists(folder); i++) {
      folder = home.resolve(name + "-" + i);
    }
    return folder;
  }

  private static void prune(Path home, int keep, boolean awaited)
      throws IOException, JournalException {
    if (!Files.isDirectory(home)) {
      return;
    }
    List<Path> runs = all(home).reversed();
    Set<Path> needed = new HashSet<>();
    for (String mode : List.of("paper", "live")) {
      needed.addAll(needed(home, mode));
    }
    for (Path old : runs.subList(Math.min(keep, runs.size()), runs.size())) {
      if (needed.contains(old) || (awaited && !isStored(old))) {
        continue;
      }
      try (Stream<Path> files = Files.list(old)) {
        for (Path file : files.toList()) {
          Files.delete(file);
        }
      }
      Files.delete(old);
      Files.deleteIfExists(mark(old));
    }
  }

  /** What a later start may go on with; all of a mode if that cannot be told. */
  private static List<Path> needed(Path home, String mode) throws JournalException {
    try {
      return RunFolder.newest(home, mode, new ArrayList<>()).stream().map(RunFolder::path).toList();
    } catch (JournalException e) {
      LOG.warn("[JOURNAL] {}", e.getMessage());
      return RunFolder.folders(home, mode);
    }
  }

  /** The tables have all of a run that has ended: its journal may go when there are too many. */
  static void stored(Path run) throws IOException {
    Path mark = mark(run);
    if (!Files.exists(mark)) {
      Files.createDirectories(mark.getParent());
      Files.createFile(mark);
    }
  }

  /** True if the tables have all of a run that has ended. */
  static boolean isStored(Path run) {
    return Files.exists(mark(run));
  }

  /** An empty file for a run that the tables have; not in its folder, whose time says its age. */
  private static Path mark(Path run) {
    return run.toAbsolutePath().resolveSibling("../stored").normalize().resolve(name(run));
  }

  private static long begun(Path run) {
    return run.toFile().lastModified();
  }
}
