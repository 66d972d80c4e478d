package haetae.venue.wire;

import haetae.execution.OrderIntent;
import org.jspecify.annotations.Nullable;

/** A venue's order requests, each sent when called and at most once. Threads: any; blocks. */
public interface OrderApi {
  /** What is found of an order. */
  sealed interface Lookup {
    /** It is there. */
    record Found(OrderState state) implements Lookup {}

    /** The venue says that it knows no such order. */
    record Absent() implements Lookup {}

    /** There was no readable answer. */
    record NoAnswer(String reason) implements Lookup {}
  }

  /** Sends an immediate-or-cancel limit order, once. */
  Sending submit(LiveOrder order, OrderIntent intent, Lane lane);

  /** An order whose request was written. */
  interface Underway {
    /** Waits for what becomes of it; must be called, once. */
    Sending answer();
  }

  /**
   * Writes what {@link #submit} sends if it can leave without waiting for anything: neither for
   * budget nor for a connection. Does not block.
   *
   * @return null if it cannot, and then nothing was sent
   */
  default @Nullable Underway begin(LiveOrder order, OrderIntent intent, Lane lane) {
    return null;
  }

  /**
   * Finds out, as soon as that is safe, what became of an order whose request was answered in a way
   * that leaves it open. Blocks for about a second.
   *
   * @return accepted or rejected only if that is proved; else the outcome stays unknown, and the
   *     order must be asked for
   */
  Sending settle(LiveOrder order, OrderIntent intent);

  /**
   * Makes the request that {@link #submit} sends, and sends nothing.
   *
   * @return bytes of the request
   */
  default int rehearse(LiveOrder order, OrderIntent intent) {
    return 0;
  }

  /**
   * Asks what the venue knows, with all fills.
   *
   * @param order null if it is not known here (an earlier run's)
   */
  Lookup look(String clientOrderId, @Nullable LiveOrder order);

  /** Asks for the cancellation of what is left; false if there was no answer. */
  boolean cancel(String clientOrderId, @Nullable LiveOrder order);
}
