package haetae.venue.wire;

/** Hears when the bytes of an order's request were handed to the socket. */
@FunctionalInterface
public interface WrittenListener {
  /** Listens to nothing. */
  WrittenListener NONE = (orderId, times) -> {};

  /**
   * An order's request was written, and the venue has answered it. Threads: the order's.
   *
   * @param orderId the engine's
   */
  void written(long orderId, OrderTimes times);
}
