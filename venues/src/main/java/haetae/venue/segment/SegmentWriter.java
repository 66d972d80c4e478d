package haetae.venue.segment;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdCompressCtx;
import haetae.engine.BookChanged;
import haetae.engine.Event;
import haetae.market.Instrument;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Writes what the venues tell into segments, a file for each UTC day and start, block by block.
 *
 * <p>Lost at most, by a kill or the loss of power: the block that is being filled, see {@link
 * Settings}. When there is no room on the disk, whole blocks are left out, counted and marked in
 * the first one that finds room again; a torn block is cut off. Nothing that is on the disk is ever
 * written again. Threads: one.
 */
public final class SegmentWriter implements AutoCloseable {
  private static final long NS_PER_DAY = 86_400_000_000_000L;

  private final Settings settings;
  private final BlockEncoder block;
  private final SegmentFile file;
  private final ZstdCompressCtx zstd;
  private byte[] packed = new byte[0];
  private long day = Long.MIN_VALUE;
  private long events;
  private long books;
  private long rawBytes;
  private long blocks;
  private long lost;
  private long lostInAll;
  private long lostSinceNs;
  private int blockEvents;
  private int blockBooks;
  private String fault = "";

  /**
   * How it writes.
   *
   * @param folder is made if it is not there
   * @param blockBytes a block that has grown to this is written
   * @param blockNs and so is one whose first record is so old
   * @param keepFreeBytes room that is left to others on the disk, 0 for none
   * @param level of compression, 1 to 19
   */
  public record Settings(Path folder, int blockBytes, long blockNs, long keepFreeBytes, int level) {
    /** Checks the ranges. */
    public Settings {
      if (blockBytes < 1 || blockBytes > BlockHeader.MOST_BYTES / 2 || blockNs < 1) {
        throw new IllegalArgumentException("no such block: " + blockBytes + ", " + blockNs);
      }
      if (keepFreeBytes < 0 || level < 1 || level > Zstd.maxCompressionLevel()) {
        throw new IllegalArgumentException("no such room or level");
      }
    }
  }

  /**
   * What was written so far.
   *
   * @param events of all kinds, in blocks that are on the disk
   * @param rawBytes before compression
   * @param fileBytes on the disk
   * @param lost events that found no room
   */
  public record Figures(
      long events, long books, long blocks, long rawBytes, long fileBytes, long lost) {}

  private SegmentWriter(Settings settings, List<Instrument> instruments, SegmentFile file) {
    this.settings = settings;
    this.block = new BlockEncoder(instruments);
    this.file = file;
    this.zstd = new ZstdCompressCtx().setLevel(settings.level()).setChecksum(false);
  }

  /**
   * Begins to write; the first block, with a mark, is on the disk then.
   *
   * @param instruments in the order of their ids
   * @throws IOException if the folder cannot be written, or another process writes into it
   */
  public static SegmentWriter open(
      Settings settings, List<Instrument> instruments, long nowNs, String words)
      throws IOException {
    SegmentFile file = SegmentFile.in(settings.folder());
    SegmentWriter writer = new SegmentWriter(settings, instruments, file);
    writer.mark(new Mark(nowNs, Mark.Kind.STARTED, nowNs, 0, words));
    writer.flush();
    if (!writer.fault.isEmpty()) {
      writer.release();
      throw new IOException(writer.fault);
    }
    return writer;
  }

  /** True for the events that are kept; all others are ignored. */
  public static boolean keeps(Event event) {
    return BlockEncoder.keeps(event);
  }

  /** Adds an event; no earlier than the one before. */
  public void append(Event event) {
    if (!keeps(event)) {
      return;
    }
    prepare(event.timeNs());
    block.add(event);
    blockEvents++;
    if (event instanceof BookChanged) {
      blockBooks++;
    }
    if (block.length() >= settings.blockBytes()) {
      flush();
    }
  }

  /** Adds a mark. */
  public void mark(Mark mark) {
    prepare(mark.timeNs());
    block.add(mark);
  }

  /** Begins a day, and says what could not be written. */
  private void prepare(long nowNs) {
    long today = Math.floorDiv(nowNs, NS_PER_DAY);
    if (today != day) {
      if (block.records() > 0) {
        block.add(new Mark(block.lastNs(), Mark.Kind.NEXT_DAY, block.lastNs(), 0, ""));
      }
      flush();
      file.next(nowNs);
      day = today;
    }
    if (block.records() == 0 && lost > 0) {
      block.add(new Mark(nowNs, Mark.Kind.DISK, lostSinceNs, lost, fault));
    }
  }

  /** Writes the block if it is old enough; to be called now and then. */
  public void tick(long nowNs) {
    if (block.records() > 0 && nowNs - block.firstNs() >= settings.blockNs()) {
      flush();
    }
  }

  /** Writes what there is. */
  public void flush() {
    if (block.records() == 0) {
      return;
    }
    int most = (int) Zstd.compressBound(block.length());
    if (packed.length < most) {
      packed = new byte[most];
    }
    int size = zstd.compressByteArray(packed, 0, packed.length, block.buffer(), 0, block.length());
    try {
      room(BlockHeader.BYTES + size);
      file.append(BlockHeader.write(block, packed, size));
      written();
    } catch (IOException e) {
      leftOut(e);
    }
    block.clear();
    blockEvents = 0;
    blockBooks = 0;
  }

  private void room(long bytes) throws IOException {
    long free = Files.getFileStore(settings.folder()).getUsableSpace();
    if (settings.keepFreeBytes() > 0 && free - bytes < settings.keepFreeBytes()) {
      throw new IOException(
          "only %d MB are left on the disk, of which %d MB are to be kept free"
              .formatted(free >> 20, settings.keepFreeBytes() >> 20));
    }
  }

  private void written() {
    events += blockEvents;
    books += blockBooks;
    rawBytes += block.length();
    blocks++;
    lost = 0;
    fault = "";
  }

  private void leftOut(IOException e) {
    if (lost == 0) {
      lostSinceNs = block.firstNs();
    }
    // A block of marks alone counts, too, so that the next one tells of it.
    lost += Math.max(1, blockEvents);
    lostInAll += blockEvents;
    fault = settings.folder() + ": " + (e.getMessage() == null ? e.toString() : e.getMessage());
  }

  /** Why the last block could not be written; empty if it was. */
  public String fault() {
    return fault;
  }

  /** What was written so far. */
  public Figures figures() {
    return new Figures(events, books, blocks, rawBytes, file.bytes(), lostInAll);
  }

  /** The file that is being written. */
  public Path path() {
    return file.path();
  }

  /** Writes what there is with a last mark, and ends. */
  public void stop(long nowNs) {
    mark(new Mark(nowNs, Mark.Kind.STOPPED, nowNs, 0, ""));
    close();
  }

  @Override
  public void close() {
    flush();
    release();
  }

  private void release() {
    zstd.close();
    file.close();
  }
}
