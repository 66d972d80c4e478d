package haetae.venue.segment;

import com.github.luben.zstd.ZstdDecompressCtx;
import com.github.luben.zstd.ZstdException;
import haetae.engine.Event;
import haetae.state.StateException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * Reads a segment from its beginning, also while it is being written. What is damaged is told and
 * passed over, never guessed. Threads: one.
 */
public final class SegmentReader implements AutoCloseable {
  private static final int SEARCH = 1 << 16;

  /** Who is told what is in a segment beside events. */
  public interface Listener {
    /** A mark of the recorder. */
    void marked(Mark mark);

    /**
     * Bytes that are no whole block.
     *
     * @param atByte where they begin
     * @param atEnd nothing follows them: what the end of a killed recorder looks like
     */
    void damaged(long atByte, String what, boolean atEnd);
  }

  private final Path path;
  private final FileChannel channel;
  private final Listener listener;
  private final BlockDecoder decoder;
  private final ZstdDecompressCtx zstd = new ZstdDecompressCtx();
  private final byte[] head = new byte[BlockHeader.BYTES];
  private byte[] packed = new byte[0];
  private byte[] raw = new byte[0];
  private long position;
  private long blocks;
  private boolean inBlock;

  private SegmentReader(Path path, FileChannel channel, Listener listener) {
    this.path = path;
    this.channel = channel;
    this.listener = listener;
    this.decoder = new BlockDecoder(listener::marked);
  }

  /** True if a file begins like a segment. */
  public static boolean recognises(Path path) throws IOException {
    try (InputStream in = Files.newInputStream(path)) {
      return BlockHeader.begins(in.readNBytes(BlockHeader.BYTES));
    }
  }

  /** Opens a file. */
  @SuppressWarnings("MustBeClosed") // closed with the reader
  public static SegmentReader open(Path path, Listener listener) throws IOException {
    return new SegmentReader(path, FileChannel.open(path, StandardOpenOption.READ), listener);
  }

  /**
   * The next event; null at the end. A book is filled again by the instrument's next but one.
   *
   * @throws SegmentException if the file cannot be read
   */
  public @Nullable Event next() throws SegmentException {
    while (true) {
      if (inBlock) {
        Event event = inside();
        if (event != null) {
          return event;
        }
        inBlock = false;
      }
      if (!block()) {
        return null;
      }
    }
  }

  private @Nullable Event inside() throws SegmentException {
    try {
      return decoder.next();
    } catch (StateException e) {
      // Its checksum is right: it was written like this, by another version or by a defect.
      throw new SegmentException(
          path + ": block " + blocks + " cannot be understood: " + e.getMessage());
    }
  }

  /** What the last event was about; null if it was about a venue. */
  public @Nullable Listing listing() {
    return decoder.listing();
  }

  /** Blocks so far. */
  public long blocks() {
    return blocks;
  }

  /** Goes to the next whole block; false if there is none. */
  private boolean block() throws SegmentException {
    try {
      while (position < channel.size()) {
        BlockHeader header = header();
        if (header != null && unpack(header)) {
          position += BlockHeader.BYTES + header.packedBytes();
          blocks++;
          decoder.begin(raw, header.rawBytes(), header.records(), header.firstNs());
          inBlock = true;
          return true;
        }
        passOver(header);
      }
      return false;
    } catch (IOException e) {
      throw new SegmentException(path + ": cannot be read on (" + e.getMessage() + ")");
    }
  }

  private @Nullable BlockHeader header() throws IOException {
    return read(position, head, BlockHeader.BYTES) ? BlockHeader.read(head) : null;
  }

  private boolean unpack(BlockHeader header) throws IOException {
    packed = atLeast(packed, header.packedBytes());
    raw = atLeast(raw, header.rawBytes());
    if (!read(position + BlockHeader.BYTES, packed, header.packedBytes())
        || !header.fits(head, packed)) {
      return false;
    }
    try {
      int size =
          zstd.decompressByteArray(raw, 0, header.rawBytes(), packed, 0, header.packedBytes());
      return size == header.rawBytes();
    } catch (ZstdException e) {
      return false;
    }
  }

  private void passOver(@Nullable BlockHeader header) throws IOException {
    long from = position;
    long next = search(from + 1);
    String what =
        header == null ? "no block begins here" : "a block is cut off or its checksum is wrong";
    listener.damaged(from, what, next < 0);
    position = next < 0 ? channel.size() : next;
  }

  /** Where the next header begins; -1 if there is none. */
  private long search(long from) throws IOException {
    byte[] some = new byte[SEARCH];
    byte[] candidate = new byte[BlockHeader.BYTES];
    for (long at = from; at < channel.size(); at += SEARCH - BlockHeader.BYTES) {
      int got = (int) Math.min(SEARCH, channel.size() - at);
      if (!read(at, some, got)) {
        return -1;
      }
      for (int i = 0; i + BlockHeader.BYTES <= got; i++) {
        System.arraycopy(some, i, candidate, 0, candidate.length);
        if (BlockHeader.begins(candidate)) {
          return at + i;
        }
      }
    }
    return -1;
  }

  private boolean read(long at, byte[] into, int length) throws IOException {
    ByteBuffer buffer = ByteBuffer.wrap(into, 0, length);
    while (buffer.hasRemaining()) {
      if (channel.read(buffer, at + buffer.position()) < 0) {
        return false;
      }
    }
    return true;
  }

  private static byte[] atLeast(byte[] bytes, int length) {
    return bytes.length >= length ? bytes : new byte[Math.max(length, 2 * bytes.length)];
  }

  @Override
  public void close() {
    zstd.close();
    try {
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException(path + " cannot be closed", e);
    }
  }
}
