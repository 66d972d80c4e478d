package haetae.venue.segment;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/**
 * The file that segments are appended to, one after the other in a folder. It only ever grows, by
 * whole blocks that are on the disk when {@link #append} returns. Threads: one.
 */
final class SegmentFile implements AutoCloseable {
  /** How the names of segments end. */
  static final String SUFFIX = ".seg.zst";

  private static final DateTimeFormatter NAME =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

  private final Path folder;
  private final FileChannel lock;
  private String name = "";
  private Path path;
  private @Nullable FileChannel channel;
  private long end;
  private long bytes;

  private SegmentFile(Path folder, FileChannel lock) {
    this.folder = folder;
    this.lock = lock;
    this.path = folder;
  }

  /**
   * In a folder, which is made if it is not there.
   *
   * @throws IOException if it cannot be written or another process writes into it
   */
  @SuppressWarnings("MustBeClosed") // closed with the file
  static SegmentFile in(Path folder) throws IOException {
    Files.createDirectories(folder);
    FileChannel lock =
        FileChannel.open(
            folder.resolve(".recording"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    if (!locked(lock)) {
      lock.close();
      throw new IOException(
          folder + ": another recorder writes into it; stop that one, or give another folder");
    }
    return new SegmentFile(folder, lock);
  }

  private static boolean locked(FileChannel lock) throws IOException {
    try {
      FileLock taken = lock.tryLock();
      return taken != null;
    } catch (OverlappingFileLockException e) {
      // It is this very process.
      return false;
    }
  }

  /** The next block begins a file of its own, named after a time. */
  void next(long nowNs) {
    shut();
    name = NAME.format(Instant.ofEpochSecond(0, nowNs));
  }

  /**
   * Appends a block.
   *
   * @throws IOException if it is not on the disk; then nothing of it is in the file
   */
  void append(ByteBuffer block) throws IOException {
    FileChannel open = channel();
    int size = block.remaining();
    try {
      while (block.hasRemaining()) {
        open.write(block, end + size - block.remaining());
      }
      open.force(false);
    } catch (IOException e) {
      cut(open, e);
      throw e;
    }
    end += size;
    bytes += size;
  }

  private void cut(FileChannel open, IOException why) {
    try {
      open.truncate(end);
    } catch (IOException e) {
      // The next block goes to the same place, and a reader knows a torn one.
      why.addSuppressed(e);
    }
  }

  private FileChannel channel() throws IOException {
    FileChannel open = channel;
    if (open == null) {
      open = create();
      channel = open;
      end = 0;
    }
    return open;
  }

  /** A name that was not there yet: an earlier start may have been in the same second. */
  private FileChannel create() throws IOException {
    for (int i = 1; ; i++) {
      path = folder.resolve(name + (i == 1 ? "" : "-" + i) + SUFFIX);
      try {
        return FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
      } catch (FileAlreadyExistsException e) {
        // Never written into: its end may be torn.
      }
    }
  }

  /** The file of the last block. */
  Path path() {
    return path;
  }

  /** Bytes in all files so far. */
  long bytes() {
    return bytes;
  }

  private void shut() {
    FileChannel open = channel;
    channel = null;
    if (open != null) {
      try {
        open.close();
      } catch (IOException e) {
        throw new UncheckedIOException(path + " cannot be closed", e);
      }
    }
  }

  @Override
  public void close() {
    shut();
    try {
      lock.close();
    } catch (IOException e) {
      throw new UncheckedIOException("a lock could not be let go", e);
    }
  }
}
