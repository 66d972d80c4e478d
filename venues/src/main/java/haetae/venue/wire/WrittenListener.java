package haetae.venue.wire;

/** Hears when the bytes of an order's request were handed to the socket. */
@FunctionalInterface
public interface WrittenListener {
  /** Listens to nothing. */
  WrittenListener NONE = (orderId, writtenNs) -> {};

  /**
   * An order's request was written, and the venue has answered it. Threads: the order's.
   *
   * @param orderId the engine's
   * @param writtenNs wall clock after the last byte, ns since the epoch
   */
  void written(long orderId, long writtenNs);
}
