package haetae.engine;

import haetae.market.Venue;
import haetae.risk.ApprovedOrder;

/**
 * The way to a venue. It takes approved orders and nothing else; answers come back as events.
 *
 * <p>Threads: called on the engine thread, must not block.
 */
public interface OrderGateway {
  /** Sends an order; a client id is never sent twice. */
  void place(ApprovedOrder order);

  /** Asks the venue to cancel what is left. */
  void cancel(long orderId, Venue venue, String clientOrderId);

  /** Asks the venue what became of an order. */
  void query(long orderId, Venue venue, String clientOrderId);
}
