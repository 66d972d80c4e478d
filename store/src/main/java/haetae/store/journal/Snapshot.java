package haetae.store.journal;

/** A state as of a record of the journal. Immutable, as long as nobody writes into its bytes. */
public final class Snapshot {
  private final long seq;
  private final byte[] bytes;

  Snapshot(long seq, byte[] bytes) {
    this.seq = seq;
    this.bytes = bytes;
  }

  /** Last record that is in it. */
  public long seq() {
    return seq;
  }

  /** The state. */
  public byte[] bytes() {
    return bytes;
  }
}
