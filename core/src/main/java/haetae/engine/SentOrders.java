package haetae.engine;

import haetae.execution.OrderTracker;
import haetae.execution.OrderTracker.State;
import haetae.market.Instrument;
import haetae.market.Venue;
import haetae.state.RunningHash;
import haetae.state.StateIn;
import haetae.state.StateOut;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The orders that were sent: those in flight, and those that are settled while their trade is
 * remembered, since a venue may still tell of them. Threads: the engine's.
 */
final class SentOrders {
  private final TreeMap<Long, OrderTracker> orders = new TreeMap<>();
  private final Map<Long, OrderTracker> inFlight = new TreeMap<>();
  private final RunningHash ends = new RunningHash();
  private final StateOut scratch = new StateOut();
  private final long[] askedAgainNs = new long[Venue.values().length];
  private long lastOrderId;

  /** An order that is in flight from now on. */
  void add(OrderTracker order) {
    lastOrderId = order.intent().orderId();
    orders.put(lastOrderId, order);
    inFlight.put(lastOrderId, order);
  }

  /** An order, null if it is not ours or long settled. */
  @Nullable OrderTracker get(long orderId) {
    return orders.get(orderId);
  }

  /** True if the id was given to an order of ours. */
  boolean given(long orderId) {
    return orderId <= lastOrderId;
  }

  /** Forgets the settled orders of all other trades. */
  void forget(Set<Long> tradeIds) {
    orders.values().removeIf(o -> o.settled() && !tradeIds.contains(o.intent().tradeId()));
  }

  /** All, the newest first. */
  Collection<OrderTracker> newestFirst() {
    return orders.descendingMap().values();
  }

  /** A copy of what is in flight, oldest first. */
  List<OrderTracker> inFlight() {
    return List.copyOf(inFlight.values());
  }

  boolean inFlight(OrderTracker order) {
    return inFlight.containsKey(order.intent().orderId());
  }

  /** Takes a settled order out of flight; false if it was not in flight. */
  boolean over(OrderTracker order) {
    if (inFlight.remove(order.intent().orderId()) == null) {
      return false;
    }
    heard(order);
    return true;
  }

  /** An order that is no longer in flight is as it stays, unless something is heard of it still. */
  void heard(OrderTracker order) {
    if (!inFlight(order)) {
      order.save(scratch.clear());
      ends.add(scratch);
    }
  }

  int countInFlight() {
    return inFlight.size();
  }

  /** What is in flight, oldest first. */
  List<OrderView> views() {
    return inFlight.values().stream().map(OrderView::of).toList();
  }

  boolean quiet(Venue venue) {
    for (OrderTracker order : inFlight.values()) {
      if (order.intent().instrument().venue() == venue) {
        return false;
      }
    }
    return true;
  }

  /** True, and it counts, if a venue's last orders were not asked for again for a while. */
  boolean mayAskAgain(Venue venue, long pauseNs, long nowNs) {
    boolean may = nowNs - askedAgainNs[venue.ordinal()] >= pauseNs;
    if (may) {
      askedAgainNs[venue.ordinal()] = nowNs;
    }
    return may;
  }

  int unknownAt(Venue venue) {
    int count = 0;
    for (OrderTracker order : inFlight.values()) {
      if (order.state() == State.UNKNOWN && order.intent().instrument().venue() == venue) {
        count++;
      }
    }
    return count;
  }

  /** Age of the oldest order that a venue has not answered at all, 0 if none. */
  long oldestSilentNs(Venue venue, long nowNs) {
    long oldest = 0;
    for (OrderTracker order : inFlight.values()) {
      if (!order.acknowledged() && order.intent().instrument().venue() == venue) {
        oldest = Math.max(oldest, nowNs - order.sentNs());
      }
    }
    return oldest;
  }

  /** Client order ids begin with the session, so they differ from run to run. */
  void saveIds(StateOut out) {
    out.putLong(orders.size());
    orders.values().forEach(order -> out.putText(order.clientOrderId()));
  }

  static List<String> loadIds(StateIn in) {
    List<String> ids = new ArrayList<>();
    for (int i = in.getCount(Integer.MAX_VALUE); i > 0; i--) {
      ids.add(in.getText());
    }
    return ids;
  }

  void save(StateOut out) {
    out.putLong(lastOrderId).putLong(orders.size());
    orders.forEach(
        (id, order) -> {
          order.save(out);
          out.putBool(inFlight.containsKey(id));
        });
    ends.save(out);
    out.putLongs(askedAgainNs);
  }

  /** What the state hash is of: the orders in flight, and a hash of the ends of all others. */
  void digest(StateOut out) {
    out.putLong(lastOrderId).putLong(orders.size()).putLong(inFlight.size());
    inFlight.values().forEach(order -> order.save(out));
    ends.save(out);
    out.putLongs(askedAgainNs);
  }

  void load(StateIn in, List<Instrument> instruments, List<String> clientOrderIds) {
    lastOrderId = in.getLong();
    in.expect(clientOrderIds.size(), "number of orders");
    for (String clientOrderId : clientOrderIds) {
      OrderTracker order = OrderTracker.load(in, instruments, clientOrderId);
      orders.put(order.intent().orderId(), order);
      if (in.getBool()) {
        inFlight.put(order.intent().orderId(), order);
      }
    }
    ends.load(in);
    in.getLongs(askedAgainNs, "number of venues");
  }
}
