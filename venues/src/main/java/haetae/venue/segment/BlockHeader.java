package haetae.venue.segment;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * What stands before each block: a frame that Zstandard skips, so that a segment is an ordinary
 * {@code .zst} file and {@code zstd -t} checks it. All numbers are little-endian.
 *
 * @param records records of the block
 * @param firstNs time of its first record, ns since the epoch
 * @param lastNs time of its last record
 * @param rawBytes of the block
 * @param packedBytes of the compressed block that follows
 * @param checksum CRC-32C of the fields before it and of the compressed block
 */
record BlockHeader(
    int records, long firstNs, long lastNs, int rawBytes, int packedBytes, int checksum) {
  /** Length in the file, the skippable frame's own eight bytes included. */
  static final int BYTES = 44;

  /** No block is larger. */
  static final int MOST_BYTES = 1 << 26;

  // RFC 8878, 3.1.2: 0x184D2A50 to 0x184D2A5F begin a skippable frame, its length follows.
  private static final int SKIPPED = 0x184D2A5A;
  private static final int TAG = 0x31535448;
  private static final int OUTER = 8;

  /** Writes it and the block. */
  static ByteBuffer write(BlockEncoder block, byte[] packed, int packedBytes) {
    ByteBuffer bytes = ByteBuffer.allocate(BYTES + packedBytes).order(ByteOrder.LITTLE_ENDIAN);
    bytes.putInt(SKIPPED).putInt(BYTES - OUTER).putInt(TAG);
    bytes.putInt(block.records()).putLong(block.firstNs()).putLong(block.lastNs());
    bytes.putInt(block.length()).putInt(packedBytes);
    bytes.putInt(checksum(bytes.array(), packed, packedBytes));
    bytes.put(packed, 0, packedBytes);
    return bytes.flip();
  }

  /** Reads it; null if these bytes are none. */
  static @Nullable BlockHeader read(byte[] bytes) {
    ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    if (!begins(bytes)) {
      return null;
    }
    in.position(OUTER + Integer.BYTES);
    BlockHeader header =
        new BlockHeader(
            in.getInt(), in.getLong(), in.getLong(), in.getInt(), in.getInt(), in.getInt());
    return header.possible() ? header : null;
  }

  /** True for the first bytes of a segment. */
  static boolean begins(byte[] bytes) {
    if (bytes.length < OUTER + Integer.BYTES) {
      return false;
    }
    ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    return in.getInt() == SKIPPED && in.getInt() == BYTES - OUTER && in.getInt() == TAG;
  }

  private boolean possible() {
    return records > 0
        && lastNs >= firstNs
        && rawBytes > 0
        && rawBytes <= MOST_BYTES
        && packedBytes > 0
        && packedBytes <= MOST_BYTES;
  }

  /** True if header and block are as they were written. */
  boolean fits(byte[] header, byte[] packed) {
    return checksum(header, packed, packedBytes) == checksum;
  }

  private static int checksum(byte[] header, byte[] packed, int packedBytes) {
    CRC32C crc = new CRC32C();
    crc.update(header, OUTER, BYTES - OUTER - Integer.BYTES);
    crc.update(packed, 0, packedBytes);
    return (int) crc.getValue();
  }
}
