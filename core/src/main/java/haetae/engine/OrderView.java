package haetae.engine;

import haetae.execution.OrderIntent;
import haetae.execution.OrderTracker;

/**
 * An order in flight as the engine sees it. Immutable.
 *
 * @param clientOrderId id under which its venue knows it
 * @param filledE8 quantity of the fills that are booked
 * @param acknowledged the venue has shown that it has it
 */
public record OrderView(
    OrderIntent intent,
    String clientOrderId,
    OrderTracker.State state,
    long filledE8,
    boolean acknowledged) {

  static OrderView of(OrderTracker order) {
    return new OrderView(
        order.intent(),
        order.clientOrderId(),
        order.state(),
        order.filledE8(),
        order.acknowledged());
  }
}
