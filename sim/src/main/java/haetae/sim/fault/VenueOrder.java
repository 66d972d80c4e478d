package haetae.sim.fault;

import haetae.execution.OrderIntent;
import haetae.market.Asset;
import haetae.risk.ApprovedOrder;
import java.util.ArrayList;
import java.util.List;

/** One order as the venue has it. Threads: the run's. */
final class VenueOrder {
  /** One execution as the venue booked it. */
  record Fill(
      String id, long priceE8, long quantityE8, long feeE8, Asset feeAsset, long realizedE8) {}

  private final ApprovedOrder order;
  private final List<Fill> fills = new ArrayList<>(2);
  private boolean open = true;

  /** Fills from this one on are kept back: the venue does not count them yet. */
  private int concealedFrom = Integer.MAX_VALUE;

  private long filledE8;

  VenueOrder(ApprovedOrder order) {
    this.order = order;
  }

  OrderIntent intent() {
    return order.intent();
  }

  String clientOrderId() {
    return order.clientOrderId();
  }

  void add(Fill fill) {
    fills.add(fill);
    filledE8 += fill.quantityE8();
  }

  List<Fill> fills() {
    return fills;
  }

  long filledE8() {
    return filledE8;
  }

  long leftE8() {
    return intent().quantityE8() - filledE8;
  }

  boolean open() {
    return open;
  }

  void end() {
    open = false;
  }

  /** Keeps the last fill back for a while. */
  void conceal() {
    concealedFrom = fills.size() - 1;
  }

  void reveal() {
    concealedFrom = Integer.MAX_VALUE;
  }

  /** Fills that the venue tells of. */
  List<Fill> shown() {
    return fills.subList(0, Math.min(fills.size(), concealedFrom));
  }

  /** Quantity of the fills that the venue tells of. */
  long shownE8() {
    long sum = 0;
    for (Fill fill : shown()) {
      sum += fill.quantityE8();
    }
    return sum;
  }
}
