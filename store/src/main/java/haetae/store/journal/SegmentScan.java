package haetae.store.journal;

import static haetae.store.journal.RecordFormat.BYTES_AT;
import static haetae.store.journal.RecordFormat.CRC_AT;
import static haetae.store.journal.RecordFormat.KIND_AT;
import static haetae.store.journal.RecordFormat.LENGTH_AT;
import static haetae.store.journal.RecordFormat.SEQ_AT;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/** Goes through a segment's records and stops at the first that is not whole. Threads: one. */
final class SegmentScan {
  private final ByteBuffer view;
  private final CRC32C crc = new CRC32C();
  private int at = Segment.HEADER;
  private long expectedSeq;
  private String fault = "";

  SegmentScan(ByteBuffer view, long firstSeq) {
    this.view = view;
    this.expectedSeq = firstSeq;
  }

  /** The next record, or null at the end or at a fault. */
  @Nullable JournalRecord next() {
    if (!check()) {
      return null;
    }
    int length = view.getInt(at + LENGTH_AT) - 1;
    byte[] bytes = new byte[length];
    view.get(at + BYTES_AT, bytes);
    JournalRecord found = new JournalRecord(expectedSeq, view.getInt(at + KIND_AT), bytes);
    at += RecordFormat.size(length);
    expectedSeq++;
    return found;
  }

  /** Passes over all whole records. */
  SegmentScan toEnd() {
    while (check()) {
      at += RecordFormat.size(view.getInt(at + LENGTH_AT) - 1);
      expectedSeq++;
    }
    return this;
  }

  private boolean check() {
    if (at > view.capacity() - Long.BYTES) {
      return false;
    }
    int stored = view.getInt(at + LENGTH_AT);
    if (stored == 0) {
      return false;
    }
    int length = stored - 1;
    boolean possible =
        length >= 0
            && length <= RecordFormat.MOST_BYTES
            && RecordFormat.size(length) <= view.capacity() - at;
    if (!possible) {
      return fail("impossible length " + length);
    }
    if (view.getInt(at + CRC_AT) != RecordFormat.crc(crc, view, at, length)) {
      return fail("checksum does not match");
    }
    long seq = view.getLong(at + SEQ_AT);
    return seq == expectedSeq || fail("record " + seq + " where " + expectedSeq + " was due");
  }

  private boolean fail(String why) {
    fault = why;
    return false;
  }

  /** Place behind the last whole record. */
  int place() {
    return at;
  }

  /** Number of the record that would come next. */
  long nextSeq() {
    return expectedSeq;
  }

  /** Why the scan stopped before the end; empty if it did not. */
  String fault() {
    return fault;
  }

  /** True if anything but zeros lies behind the place. */
  boolean dirtyBehind() {
    for (int i = at; i <= view.capacity() - Long.BYTES; i += Long.BYTES) {
      if (view.getLong(i) != 0) {
        return true;
      }
    }
    return false;
  }
}
