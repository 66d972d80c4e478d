package haetae.risk;

import haetae.execution.OrderIntent;
import haetae.market.Instrument;
import haetae.market.Side;

/** Approved orders for tests of gateways. */
public final class Approvals {
  private Approvals() {}

  /** An approved order. */
  public static ApprovedOrder order(
      long orderId,
      OrderIntent.Purpose purpose,
      Instrument instrument,
      Side side,
      long quantityE8,
      long limitE8,
      Gate gate) {
    OrderIntent intent =
        new OrderIntent(orderId, 1, 1, purpose, instrument, side, quantityE8, limitE8, false);
    return new ApprovedOrder(intent, "t-" + orderId, gate, 0);
  }
}
