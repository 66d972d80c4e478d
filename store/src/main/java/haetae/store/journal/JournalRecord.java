package haetae.store.journal;

/** One record. Immutable, as long as nobody writes into its bytes. */
public final class JournalRecord {
  private final long seq;
  private final int kind;
  private final byte[] bytes;

  JournalRecord(long seq, int kind, byte[] bytes) {
    this.seq = seq;
    this.kind = kind;
    this.bytes = bytes;
  }

  /** Sequence number, from 1 without gaps. */
  public long seq() {
    return seq;
  }

  /** What the bytes are, as the writer has named it. */
  public int kind() {
    return kind;
  }

  /** The record's own copy of its bytes. */
  public byte[] bytes() {
    return bytes;
  }
}
