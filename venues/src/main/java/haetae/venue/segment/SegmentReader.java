package haetae.venue.segment;

import haetae.engine.Event;
import haetae.engine.EventSource;
import haetae.state.StateException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Reads a segment from its beginning, also while it is being written. What is damaged is told and
 * passed over, never guessed. Threads: one.
 */
public final class SegmentReader implements AutoCloseable {
  /** Names instruments. */
  public interface Numbers {
    /** By which number events name an instrument; negative to pass over all that is about it. */
    int of(Listing listing, int recorded);
  }

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
  private final BlockSource source;
  private final Listener listener;
  private final BlockDecoder decoder;
  private long blocks;
  private boolean inBlock;

  private SegmentReader(Path path, BlockSource source, Listener listener, Numbers numbers) {
    this.path = path;
    this.source = source;
    this.listener = listener;
    this.decoder = new BlockDecoder(listener::marked, numbers);
  }

  /** True if a file begins like a segment. */
  public static boolean recognises(Path path) throws IOException {
    try (InputStream in = Files.newInputStream(path)) {
      return BlockHeader.begins(in.readNBytes(BlockHeader.BYTES));
    }
  }

  /** Opens a file. */
  public static SegmentReader open(Path path, Listener listener) throws IOException {
    return new SegmentReader(path, Blocks.of(path), listener, (listing, recorded) -> recorded);
  }

  /**
   * Opens a file to read it once to its end; another thread unpacks what is read next.
   *
   * @param numbers by which numbers its events name the instruments
   */
  public static SegmentReader ahead(Path path, Listener listener, Numbers numbers)
      throws IOException {
    return new SegmentReader(path, new BlocksAhead(Blocks.of(path)), listener, numbers);
  }

  /**
   * Time of the next event, {@link EventSource#END} at the end. The last event stays as it is.
   *
   * @throws SegmentException if the file cannot be read
   */
  public long nextTimeNs() throws SegmentException {
    while (true) {
      if (inBlock) {
        if (inside()) {
          return decoder.aheadNs();
        }
        inBlock = false;
      }
      if (!block()) {
        return EventSource.END;
      }
    }
  }

  private boolean inside() throws SegmentException {
    try {
      return decoder.ahead();
    } catch (StateException e) {
      throw unclear(e);
    }
  }

  /**
   * The next event; null at the end. A book is changed by the instrument's next.
   *
   * @throws SegmentException if the file cannot be read
   */
  public @Nullable Event next() throws SegmentException {
    if (nextTimeNs() == EventSource.END) {
      return null;
    }
    try {
      return decoder.next();
    } catch (StateException e) {
      throw unclear(e);
    }
  }

  private SegmentException unclear(StateException e) {
    // Its checksum is right: it was written like this, by another version or by a defect.
    return new SegmentException(
        path + ": block " + blocks + " cannot be understood: " + e.getMessage());
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
    Block block = source.next();
    block.damages().forEach(d -> listener.damaged(d.atByte(), d.what(), d.atEnd()));
    BlockHeader header = block.header();
    if (header == null) {
      return false;
    }
    blocks++;
    decoder.begin(block.raw(), header.rawBytes(), header.records(), header.firstNs());
    inBlock = true;
    return true;
  }

  @Override
  public void close() {
    source.close();
  }
}
