package haetae.store.journal;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/**
 * How a record lies in a segment, little-endian and on a boundary of eight bytes: the length of its
 * bytes and one more (so that 0 is no record), a CRC-32C of all that follows, its sequence number,
 * its kind, its bytes. The length is written last: a record is there as a whole or not at all.
 */
final class RecordFormat {
  static final int LENGTH_AT = 0;
  static final int CRC_AT = 4;
  static final int SEQ_AT = 8;
  static final int KIND_AT = 16;
  static final int BYTES_AT = 20;

  /** Longest record, a guard against damaged lengths. */
  static final int MOST_BYTES = 1 << 22;

  private RecordFormat() {}

  /** Room that a record of so many bytes takes. */
  static int size(int bytes) {
    return (BYTES_AT + bytes + 7) & ~7;
  }

  /** Checksum over sequence number, kind and bytes, as they lie at a place; moves the view. */
  static int crc(CRC32C crc, ByteBuffer view, int at, int bytes) {
    crc.reset();
    view.limit(at + BYTES_AT + bytes).position(at + SEQ_AT);
    crc.update(view);
    view.clear();
    return (int) crc.getValue();
  }
}
