package haetae.store.journal;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads a journal from a record on, also while it is being written. Ends at the last whole record.
 *
 * <p>Errors: {@link JournalException} when a file is missing, damaged before the end, or cannot be
 * read. Threads: one.
 */
public final class JournalReader implements AutoCloseable {
  private final Iterator<Path> files;
  private final long fromSeq;
  private @Nullable Arena arena;
  private @Nullable SegmentScan scan;
  private int synced;
  private @Nullable Path path;
  private long nextSeq;

  private JournalReader(List<Path> files, long fromSeq) {
    this.files = files.iterator();
    this.fromSeq = fromSeq;
  }

  /**
   * Opens a journal's folder.
   *
   * @param fromSeq first record wanted, from 1
   */
  public static JournalReader open(Path folder, long fromSeq) throws JournalException {
    try {
      List<Path> all = SegmentFiles.list(folder);
      int first = 0;
      for (int i = 0; i < all.size(); i++) {
        first = SegmentFiles.firstSeq(all.get(i)) <= fromSeq ? i : first;
      }
      if (all.isEmpty()) {
        throw new JournalException("no journal in " + folder);
      }
      long oldest = SegmentFiles.firstSeq(all.getFirst());
      if (fromSeq < oldest) {
        throw new JournalException(
            "journal " + folder + " begins with record " + oldest + ", not " + fromSeq);
      }
      return new JournalReader(all.subList(first, all.size()), fromSeq);
    } catch (IOException e) {
      throw new JournalException("journal " + folder + " cannot be read: " + e, e);
    }
  }

  /** Number of the oldest record that is still kept, 0 if there is no journal. */
  public static long oldestSeq(Path folder) throws JournalException {
    try {
      List<Path> all = SegmentFiles.list(folder);
      return all.isEmpty() ? 0 : SegmentFiles.firstSeq(all.getFirst());
    } catch (IOException e) {
      throw new JournalException("journal " + folder + " cannot be read: " + e, e);
    }
  }

  /** The next record, or null at the end. */
  public @Nullable JournalRecord next() throws JournalException {
    while (true) {
      SegmentScan current = scan;
      if (current == null) {
        if (!files.hasNext()) {
          return null;
        }
        enter(files.next());
        continue;
      }
      JournalRecord found = current.next();
      if (found != null && found.seq() >= fromSeq) {
        nextSeq = found.seq() + 1;
        return found;
      }
      if (found == null && !leave(current)) {
        return null;
      }
    }
  }

  @SuppressWarnings("MustBeClosed") // closed with the reader, or on the way to the next file
  private void enter(Path file) throws JournalException {
    close();
    long firstSeq = SegmentFiles.firstSeq(file);
    if (nextSeq != 0 && firstSeq != nextSeq) {
      throw new JournalException(
          "records " + nextSeq + " to " + (firstSeq - 1) + " are missing before " + file);
    }
    Arena fresh = Arena.ofShared();
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      ByteBuffer view =
          channel
              .map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), fresh)
              .asByteBuffer()
              .order(ByteOrder.LITTLE_ENDIAN);
      arena = fresh;
      path = file;
      scan = new SegmentScan(view, firstSeq);
      synced = Segment.synced(view);
    } catch (NoSuchFileException e) {
      fresh.close();
      throw new JournalException(file + " was let go while it was read; read on from later", e);
    } catch (IOException e) {
      fresh.close();
      throw new JournalException(file + " cannot be read: " + e, e);
    }
  }

  /** At the end of a file's records; false if that is the end of all. */
  private boolean leave(SegmentScan current) throws JournalException {
    if (!files.hasNext()) {
      return false;
    }
    if (!current.fault().isEmpty()) {
      throw new JournalException(
          path + " is damaged at byte " + current.place() + ": " + current.fault());
    }
    nextSeq = current.nextSeq();
    scan = null;
    return true;
  }

  /** At the end: true if a newer file has been begun since this was opened. */
  public boolean more() throws JournalException {
    Path current = path;
    Path folder = current == null ? null : current.getParent();
    if (current == null || folder == null) {
      return false;
    }
    try {
      return !SegmentFiles.list(folder).getLast().equals(current);
    } catch (IOException e) {
      throw new JournalException("journal " + folder + " cannot be read: " + e, e);
    }
  }

  /** Why the newest file ends before its last byte; empty if it ends cleanly. */
  public String tailFault() {
    SegmentScan current = scan;
    return current == null || current.fault().isEmpty()
        ? ""
        : path + " ends at byte " + current.place() + ": " + current.fault();
  }

  /**
   * True if the newest file ends before a byte that was known to be on the disk: then records are
   * lost that no loss of power explains. For a journal that nobody writes.
   */
  public boolean tailDamaged() {
    SegmentScan current = scan;
    return current != null && current.place() < synced;
  }

  @Override
  public void close() {
    Arena old = arena;
    if (old != null) {
      old.close();
      arena = null;
      scan = null;
    }
  }
}
