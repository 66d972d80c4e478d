package haetae.store.journal;

import static haetae.store.journal.RecordFormat.BYTES_AT;
import static haetae.store.journal.RecordFormat.CRC_AT;
import static haetae.store.journal.RecordFormat.KIND_AT;
import static haetae.store.journal.RecordFormat.LENGTH_AT;
import static haetae.store.journal.RecordFormat.SEQ_AT;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32C;

/**
 * One file of the journal, mapped into memory. Its space is on disk before it is used, so a full
 * disk cannot strike in mid-record.
 *
 * <p>Header: magic, first sequence number, and up to where the bytes are known to be on disk.
 * Threads: one appends, one other may {@link #force}.
 */
final class Segment implements AutoCloseable {
  static final int HEADER = 64;
  private static final long MAGIC = 0x314a_4541_5445_4148L;
  private static final int MAGIC_AT = 0;
  private static final int FIRST_SEQ_AT = 8;
  private static final int SYNCED_AT = 16;
  private static final VarHandle LENGTH = ValueLayout.JAVA_INT.varHandle();

  private Path path;
  private final Arena arena;
  private final MemorySegment memory;
  private final ByteBuffer view;
  private final CRC32C crc = new CRC32C();
  private volatile int end = HEADER;

  private Segment(Path path, Arena arena, MemorySegment memory) {
    this.path = path;
    this.arena = arena;
    this.memory = memory;
    this.view = memory.asByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
  }

  /** Maps a file that has its full size. */
  @SuppressWarnings("MustBeClosed") // closed with the segment
  static Segment map(Path path) throws IOException {
    Arena arena = Arena.ofShared();
    try (FileChannel channel =
        FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      long size = channel.size();
      if (size < HEADER) {
        throw new IOException(path + " is shorter than a header");
      }
      MemorySegment memory = channel.map(FileChannel.MapMode.READ_WRITE, 0, size, arena);
      return new Segment(path, arena, memory);
    } catch (IOException | RuntimeException e) {
      arena.close();
      throw e;
    }
  }

  /** Writes a file full of zeros, so that its space is really there. */
  static void allocate(Path path, int bytes) throws IOException {
    Path fresh = path.resolveSibling(path.getFileName() + ".tmp");
    ByteBuffer zeros = ByteBuffer.allocateDirect(1 << 16);
    try (FileChannel channel =
        FileChannel.open(
            fresh,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      for (int left = bytes; left > 0; ) {
        zeros.clear().limit(Math.min(left, zeros.capacity()));
        left -= channel.write(zeros);
      }
      channel.force(true);
    } catch (IOException e) {
      Files.deleteIfExists(fresh);
      throw e;
    }
    Files.move(fresh, path, StandardCopyOption.ATOMIC_MOVE);
  }

  /** Begins a new segment. */
  void begin(long firstSeq) {
    view.putLong(FIRST_SEQ_AT, firstSeq);
    view.putLong(SYNCED_AT, HEADER);
    view.putLong(MAGIC_AT, MAGIC);
  }

  boolean hasMagic() {
    return view.getLong(MAGIC_AT) == MAGIC;
  }

  long firstSeq() {
    return view.getLong(FIRST_SEQ_AT);
  }

  /** Place up to which the bytes are known to be on disk. */
  int synced() {
    return synced(view);
  }

  /** The same of a file that was mapped to be read. */
  static int synced(ByteBuffer view) {
    return Math.toIntExact(view.getLong(SYNCED_AT));
  }

  /** Appends a record; false, and nothing written, if there is no room. */
  boolean append(long seq, int kind, byte[] bytes, int length) {
    int at = end;
    // Room for the length of a next record stays, so that the end can always be told.
    if (RecordFormat.size(length) > view.capacity() - at - Long.BYTES) {
      return false;
    }
    view.putLong(at + SEQ_AT, seq);
    view.putInt(at + KIND_AT, kind);
    view.put(at + BYTES_AT, bytes, 0, length);
    view.putInt(at + CRC_AT, RecordFormat.crc(crc, view, at, length));
    LENGTH.setRelease(memory, (long) at + LENGTH_AT, length + 1);
    end = at + RecordFormat.size(length);
    return true;
  }

  /** Where the next record goes. */
  int end() {
    return end;
  }

  /** Goes on behind the last good record; what lies there is wiped. */
  void resumeAt(int place) {
    memory.asSlice(place).fill((byte) 0);
    end = place;
  }

  /** Brings everything appended so far to the disk; returns up to where. */
  int force() {
    int upTo = end;
    memory.force();
    view.putLong(SYNCED_AT, upTo);
    return upTo;
  }

  /** Gives the file its name in the row. */
  void rename(Path name) throws IOException {
    Files.move(path, name, StandardCopyOption.ATOMIC_MOVE);
    path = name;
  }

  Path path() {
    return path;
  }

  ByteBuffer view() {
    return view;
  }

  @Override
  public void close() {
    arena.close();
  }
}
