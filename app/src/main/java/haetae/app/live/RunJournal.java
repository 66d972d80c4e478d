package haetae.app.live;

import haetae.app.config.HaetaeConfig;
import haetae.engine.EngineConfig;
import haetae.state.StateOut;
import haetae.store.journal.Journal;
import haetae.store.journal.JournalConfig;
import haetae.store.journal.JournalException;
import haetae.store.journal.JournalRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

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

  private static final int MB = 1_048_576;

  /** Empty file in the folder of a run that has ended and is in the tables as a whole. */
  private static final String STORED = "stored";

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

  /** Name of the folder of an engine's journal. */
  static String nameOf(EngineConfig engine) {
    return engine.mode() + "-" + engine.session();
  }

  /** Name of the run that a journal belongs to: its folder's. */
  public static String name(Path folder) {
    return folder.toAbsolutePath().normalize().getFileName().toString();
  }

  /** When a run began, ms since the epoch, as its session says; 0 if that is another name. */
  static long begunMs(EngineConfig engine) {
    String session = engine.session();
    return session.matches("h[0-9a-z]{1,11}") ? Long.parseLong(session.substring(1), 36) : 0;
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

  /** Opens the journal of a new run, and lets those of the oldest runs go that the tables have. */
  static Journal begin(HaetaeConfig config, EngineConfig engine) throws StartFailure {
    HaetaeConfig.Journal settings = config.journal();
    Path folder = home(config).resolve(nameOf(engine));
    try {
      prune(home(config), settings.keepRuns() - 1, Storage.enabled(config));
      int segment = settings.segmentMb() * MB;
      long keep = Math.max(segment, (long) settings.keepMb() * MB);
      Journal journal =
          Journal.open(new JournalConfig(folder, segment, settings.syncMs(), keep)).start();
      StateOut out = new StateOut();
      JournalHeader.write(engine, out);
      journal.append(Kind.HEADER.code(), out.buffer(), out.length());
      journal.sync();
      return journal;
    } catch (IOException | JournalException e) {
      throw new StartFailure(
          e.getMessage() + "; make room, choose another data_dir, or set journal.enabled to false");
    }
  }

  private static void prune(Path home, int keep, boolean awaited) throws IOException {
    List<Path> runs = all(home).reversed();
    for (Path old : runs.subList(Math.min(keep, runs.size()), runs.size())) {
      if (awaited && !Files.exists(old.resolve(STORED))) {
        continue;
      }
      try (Stream<Path> files = Files.list(old)) {
        for (Path file : files.toList()) {
          Files.delete(file);
        }
      }
      Files.delete(old);
    }
  }

  /** The tables have all of a run that has ended: its journal may go when there are too many. */
  static void stored(Path run) throws IOException {
    Path mark = run.resolve(STORED);
    if (!Files.exists(mark)) {
      Files.createFile(mark);
    }
  }

  private static long begun(Path run) {
    return run.toFile().lastModified();
  }
}
