package haetae.venue.wire;

/** Counts of one stream. Written under the feed's lock, read by anyone. */
public final class StreamCount {
  private final String stream;
  private volatile long lastMessageNs;
  private volatile long messages;
  private volatile long gaps;
  private volatile long undecodable;
  private volatile boolean synced;

  /** Counts of a stream by its name. */
  public StreamCount(String stream) {
    this.stream = stream;
  }

  /** A good message. */
  @SuppressWarnings("NonAtomicVolatileUpdate") // One writer at a time.
  public void message(long nowNs) {
    lastMessageNs = nowNs;
    messages++;
  }

  /** Messages were missed. */
  @SuppressWarnings("NonAtomicVolatileUpdate") // One writer at a time.
  public void gap() {
    gaps++;
    synced = false;
  }

  /** A message could not be read. */
  @SuppressWarnings("NonAtomicVolatileUpdate") // One writer at a time.
  public void undecodable() {
    undecodable++;
  }

  /** Whether the last message may be used. */
  public void synced(boolean value) {
    synced = value;
  }

  /** True if the last message may be used. */
  public boolean synced() {
    return synced;
  }

  /** When the last good message came, ns since the epoch; 0 if none has. */
  public long lastMessageNs() {
    return lastMessageNs;
  }

  /** The counts with the state of their link. */
  public FeedStatus with(StreamLink link) {
    return new FeedStatus(
        stream,
        link.connected(),
        synced,
        lastMessageNs,
        messages,
        gaps,
        undecodable,
        link.reconnects());
  }
}
