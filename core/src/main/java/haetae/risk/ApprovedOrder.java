package haetae.risk;

import static java.util.Objects.requireNonNull;

import haetae.execution.OrderIntent;

/**
 * An order that risk has approved: the only thing a gateway takes, and only this package makes one.
 *
 * <p>Immutable; safe to hand to any thread.
 */
public final class ApprovedOrder {
  private final OrderIntent intent;
  private final String clientOrderId;
  private final Gate gate;
  private final long approvedNs;

  ApprovedOrder(OrderIntent intent, String clientOrderId, Gate gate, long approvedNs) {
    this.intent = requireNonNull(intent, "intent");
    this.clientOrderId = requireNonNull(clientOrderId, "clientOrderId");
    this.gate = requireNonNull(gate, "gate");
    this.approvedNs = approvedNs;
  }

  /** What to send. */
  public OrderIntent intent() {
    return intent;
  }

  /** Id under which the venue knows the order; at most 36 characters of {@code [A-Za-z0-9_-]}. */
  public String clientOrderId() {
    return clientOrderId;
  }

  /** Real or paper venue. */
  public Gate gate() {
    return gate;
  }

  /** Engine time of the approval. */
  public long approvedNs() {
    return approvedNs;
  }

  @Override
  public String toString() {
    return clientOrderId + " " + gate + " " + intent;
  }
}
