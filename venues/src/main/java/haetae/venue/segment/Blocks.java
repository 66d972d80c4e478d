package haetae.venue.segment;

import com.github.luben.zstd.ZstdDecompressCtx;
import com.github.luben.zstd.ZstdException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Unpacks the blocks of a file one after the other and passes over what is none. Threads: one. */
final class Blocks implements BlockSource {
  private static final int SEARCH = 1 << 16;

  private final Path path;
  private final FileChannel channel;
  private final ZstdDecompressCtx zstd = new ZstdDecompressCtx();
  private final byte[] head = new byte[BlockHeader.BYTES];
  private byte[] packed = new byte[0];
  private Block block = new Block();
  private long position;

  private Blocks(Path path, FileChannel channel) {
    this.path = path;
    this.channel = channel;
  }

  /** Opens a file. */
  @SuppressWarnings("MustBeClosed") // closed with the blocks
  static Blocks of(Path path) throws IOException {
    return new Blocks(path, FileChannel.open(path, StandardOpenOption.READ));
  }

  /** Fills another block from now on. */
  void into(Block other) {
    block = other;
  }

  @Override
  public Block next() throws SegmentException {
    List<Block.Damage> damages = new ArrayList<>();
    try {
      while (position < channel.size()) {
        BlockHeader header = header();
        if (header != null && unpack(header)) {
          position += BlockHeader.BYTES + header.packedBytes();
          return block.told(header, damages);
        }
        damages.add(passOver(header));
      }
      return block.told(null, damages);
    } catch (IOException e) {
      throw new SegmentException(path + ": cannot be read on (" + e.getMessage() + ")");
    }
  }

  private @Nullable BlockHeader header() throws IOException {
    return read(position, head, BlockHeader.BYTES) ? BlockHeader.read(head) : null;
  }

  private boolean unpack(BlockHeader header) throws IOException {
    packed = atLeast(packed, header.packedBytes());
    byte[] raw = block.atLeast(header.rawBytes());
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

  private Block.Damage passOver(@Nullable BlockHeader header) throws IOException {
    long from = position;
    long next = search(from + 1);
    String what =
        header == null ? "no block begins here" : "a block is cut off or its checksum is wrong";
    position = next < 0 ? channel.size() : next;
    return new Block.Damage(from, what, next < 0);
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
