package haetae.store.journal;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * An append-only sequence of records in files of a fixed size.
 *
 * <p>{@link #append} copies into mapped memory and returns: what was appended survives the end of
 * this process at any point, kill -9 included. A sync every few milliseconds, on a thread of its
 * own, brings it to the disk: a loss of power can take what came after the last one. {@link #sync}
 * waits for the disk.
 *
 * <p>The next file is prepared ahead. When the disk is full that fails: the state is LOW while the
 * present file lasts, then FULL; it gets well by itself when there is room again. Threads: one
 * appends; the rest as marked.
 */
public final class Journal implements AutoCloseable {
  private final JournalConfig config;
  private final FileChannel lockChannel;
  private final FileLock lock;
  private final Keeper keeper;
  private Segment active;
  private long nextSeq;
  private final AtomicLong lost = new AtomicLong();
  private final String repair;

  private Journal(
      JournalConfig config, FileChannel lockChannel, FileLock lock, Segment active, Tail tail) {
    this.config = config;
    this.lockChannel = lockChannel;
    this.lock = lock;
    this.active = active;
    this.nextSeq = tail.nextSeq();
    this.repair = tail.repair();
    this.keeper = new Keeper(config, active);
  }

  private record Tail(long nextSeq, String repair) {}

  /**
   * Opens a journal, or begins one. A tail that was cut short by a loss of power is cut off.
   *
   * @throws JournalException if another process has it, it cannot be read or written, or it is
   *     damaged before its tail
   */
  public static Journal open(JournalConfig config) throws JournalException {
    requireNonNull(config, "config");
    try {
      Files.createDirectories(config.folder());
      FileChannel channel =
          FileChannel.open(
              config.folder().resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      FileLock lock = lock(channel, config.folder());
      try {
        return open(config, channel, lock);
      } catch (IOException | JournalException e) {
        channel.close();
        throw e;
      }
    } catch (IOException e) {
      throw new JournalException("journal " + config.folder() + " cannot be opened: " + e, e);
    }
  }

  private static FileLock lock(FileChannel channel, Path folder)
      throws IOException, JournalException {
    FileLock lock = null;
    try {
      lock = channel.tryLock();
    } catch (OverlappingFileLockException e) {
      // Another part of this very process has it: said below like any other holder.
      lock = null;
    }
    if (lock == null) {
      channel.close();
      throw new JournalException("journal " + folder + " is in use by another process");
    }
    return lock;
  }

  /** True if somebody writes the journal in a folder now, this process included. */
  public static boolean inUse(Path folder) throws IOException {
    Path file = folder.resolve("lock");
    if (!Files.exists(file)) {
      return false;
    }
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
        FileLock found = channel.tryLock()) {
      return found == null;
    } catch (OverlappingFileLockException e) {
      // It is this process.
      return true;
    }
  }

  private static Journal open(JournalConfig config, FileChannel channel, FileLock lock)
      throws IOException, JournalException {
    List<Path> segments = SegmentFiles.list(config.folder());
    if (segments.isEmpty()) {
      Segment first = fresh(config, 1);
      return new Journal(config, channel, lock, first, new Tail(1, ""));
    }
    Path newest = segments.getLast();
    Segment segment = Segment.map(newest);
    if (!segment.hasMagic()) {
      // It was named and not begun: its number is in its name.
      segment.begin(SegmentFiles.firstSeq(newest));
    }
    Tail tail = repair(segment);
    return new Journal(config, channel, lock, segment, tail);
  }

  private static Tail repair(Segment segment) throws JournalException {
    SegmentScan scan = new SegmentScan(segment.view(), segment.firstSeq()).toEnd();
    if (scan.place() < segment.synced()) {
      int place = scan.place();
      segment.close();
      throw new JournalException(
          segment.path()
              + " is damaged at byte "
              + place
              + ", before what was known to be on disk: "
              + (scan.fault().isEmpty() ? "records are missing" : scan.fault())
              + "; move the journal's folder away to begin a new one, and keep it");
    }
    String note = "";
    if (!scan.fault().isEmpty() || scan.dirtyBehind()) {
      String why = scan.fault().isEmpty() ? "a record was not finished" : scan.fault();
      note = segment.path() + " was cut short at byte " + scan.place() + ": " + why;
    }
    segment.resumeAt(scan.place());
    return new Tail(scan.nextSeq(), note);
  }

  private static Segment fresh(JournalConfig config, long firstSeq) throws IOException {
    Path path = SegmentFiles.segment(config.folder(), firstSeq);
    Segment.allocate(path, config.segmentBytes());
    Segment segment = Segment.map(path);
    segment.begin(firstSeq);
    return segment;
  }

  /** Starts the thread that syncs and prepares the next file. */
  public Journal start() {
    keeper.start();
    return this;
  }

  /**
   * Appends a record. Never waits for the disk, but for the next file when that is needed before it
   * is ready though nothing is wrong: a writer that is faster than the disk is slowed down.
   *
   * @param kind what the bytes are; not 0
   * @param bytes of which the first {@code length} are written
   * @return its number, or 0 if there was no room: then it is lost and counted
   */
  public long append(int kind, byte[] bytes, int length) {
    if (length > RecordFormat.MOST_BYTES) {
      throw new IllegalArgumentException("record of " + length + " bytes");
    }
    long seq = nextSeq;
    if (!active.append(seq, kind, bytes, length) && !roll(seq, kind, bytes, length)) {
      lost.incrementAndGet();
      return 0;
    }
    nextSeq = seq + 1;
    return seq;
  }

  private boolean roll(long seq, int kind, byte[] bytes, int length) {
    Segment next = keeper.await(seq);
    if (next == null) {
      return false;
    }
    active = next;
    return active.append(seq, kind, bytes, length);
  }

  /** Waits until everything appended so far is on the disk. Threads: any. */
  public void sync() {
    keeper.syncAll();
  }

  /** Number of the last record, 0 if there is none. Threads: the appender's. */
  public long lastSeq() {
    return nextSeq - 1;
  }

  /** Where it lies. Threads: any. */
  public Path folder() {
    return config.folder();
  }

  /** How it is. Threads: any. */
  public JournalState state() {
    return lost.get() > 0 && !keeper.ready() ? JournalState.FULL : keeper.state();
  }

  /** Records that found no room since the start. Threads: any. */
  public long lost() {
    return lost.get();
  }

  /** The last fault of the disk, empty if none since it last went well. Threads: any. */
  public String fault() {
    return keeper.fault();
  }

  /** Time since the last sync that went well, in ms. Threads: any. */
  public long syncAgeMs() {
    return keeper.syncAgeMs();
  }

  /** What was cut off the tail when it was opened; empty if nothing. */
  public String repair() {
    return repair;
  }

  /** Keeps records from one on, whatever is let go: a reader has still to see them. */
  public void hold(long fromSeq) {
    keeper.hold(fromSeq);
  }

  /**
   * Lets segments go that hold only records below a number, while there are too many bytes.
   * Threads: any.
   */
  public void release(long belowSeq) {
    keeper.release(belowSeq);
  }

  @Override
  public void close() {
    keeper.close();
    try {
      lock.release();
      lockChannel.close();
    } catch (IOException e) {
      throw new UncheckedIOException("journal " + config.folder() + " could not be let go", e);
    }
  }
}
