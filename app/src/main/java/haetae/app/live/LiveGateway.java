package haetae.app.live;

import haetae.app.lease.Lease;
import haetae.app.lease.Lease.State;
import haetae.engine.Event;
import haetae.engine.OrderGateway;
import haetae.market.Venue;
import haetae.risk.ApprovedOrder;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The way of the live engine's orders to their venues. An entry is looked at once more on its way
 * out: if the guard has changed its mind since the engine decided, or the lease is in doubt, it is
 * not sent. Exits, hedges and unwinds always go, unless somebody else has the lease: then nothing
 * does. Threads: the engine's; never blocks on the network.
 */
final class LiveGateway implements OrderGateway {
  private final LiveMarket market;
  private final GuardProbe guard;
  private final Lease lease;
  private final AckTimes acks;

  LiveGateway(LiveMarket market, GuardProbe guard, Lease lease, AckTimes acks) {
    this.market = market;
    this.guard = guard;
    this.lease = lease;
    this.acks = acks;
  }

  @Override
  public void place(ApprovedOrder order) {
    Venue venue = order.intent().instrument().venue();
    long orderId = order.intent().orderId();
    Lease.State right = lease.recent();
    if (right == State.TAKEN || (right == State.LAPSED && order.intent().opensRisk())) {
      refuse(orderId, "LEASE_" + right, lease.words());
      return;
    }
    if (order.intent().opensRisk()) {
      List<String> objections = guard.objections();
      if (!objections.isEmpty()) {
        refuse(orderId, "LIVE_GUARD", String.join(", ", objections));
        return;
      }
    }
    @Nullable OrderGateway way = market.links().gateway(venue);
    if (way == null) {
      refuse(orderId, "NO_KEY", "no key for " + venue);
      return;
    }
    acks.sent(orderId);
    way.place(order);
  }

  private void refuse(long orderId, String code, String why) {
    market.leave(new Event.OrderRejected(market.clock().nowNs(), orderId, code, why));
  }

  @Override
  public void cancel(long orderId, Venue venue, String clientOrderId) {
    @Nullable OrderGateway way = market.links().gateway(venue);
    if (way != null) {
      way.cancel(orderId, venue, clientOrderId);
    }
  }

  @Override
  public void query(long orderId, Venue venue, String clientOrderId) {
    @Nullable OrderGateway way = market.links().gateway(venue);
    if (way != null) {
      way.query(orderId, venue, clientOrderId);
    }
  }
}
