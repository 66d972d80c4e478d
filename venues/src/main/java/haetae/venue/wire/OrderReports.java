package haetae.venue.wire;

import haetae.engine.Event;
import haetae.market.Asset;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A gateway's orders, and what is told to the engine about them. Answers and private streams tell
 * the same things twice: each fill and each end goes out once. An order that is not ours is never
 * reported.
 *
 * <p>Threads: any.
 */
public final class OrderReports {
  private static final int MOST_KEPT = 20_000;

  /** A request that has not arrived by now is refused by both venues as too old. */
  private static final long ARRIVAL_NS = 4_500_000_000L;

  private final EventSink sink;
  private final LongSupplier clockNs;
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<String, LiveOrder> byVenueId = new HashMap<>();
  private final Map<String, LiveOrder> byClientId =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, LiveOrder> eldest) {
          boolean forget = size() > MOST_KEPT && eldest.getValue().ended;
          if (forget) {
            byVenueId.remove(eldest.getValue().venueOrderId);
          }
          return forget;
        }
      };

  /**
   * Reports of one gateway.
   *
   * @param clockNs wall clock in ns since the epoch, never going back
   */
  public OrderReports(EventSink sink, LongSupplier clockNs) {
    this.sink = sink;
    this.clockNs = clockNs;
  }

  /** Takes an order in; false if its client id was used before: then it must not be sent. */
  public boolean open(LiveOrder order) {
    lock.lock();
    try {
      order.openedNs = now();
      return byClientId.putIfAbsent(order.clientOrderId(), order) == null;
    } finally {
      lock.unlock();
    }
  }

  /** The order with a client id, null if it is not ours. */
  public @Nullable LiveOrder byClientId(String clientOrderId) {
    lock.lock();
    try {
      return byClientId.get(clientOrderId);
    } finally {
      lock.unlock();
    }
  }

  /** The order with the venue's id, null if it is not ours or not known by it yet. */
  public @Nullable LiveOrder byVenueId(String venueOrderId) {
    lock.lock();
    try {
      return byVenueId.get(venueOrderId);
    } finally {
      lock.unlock();
    }
  }

  /** The venue has the order. */
  public void accepted(LiveOrder order, String venueOrderId) {
    lock.lock();
    try {
      arrived(order);
      byVenueId.putIfAbsent(venueOrderId, order);
      order.venueOrderId = venueOrderId;
      if (!order.accepted) {
        order.accepted = true;
        sink.accept(new Event.OrderAccepted(now(), order.orderId(), venueOrderId));
      }
    } finally {
      lock.unlock();
    }
  }

  /** One execution; a fill id that was told before is passed over. */
  public void filled(LiveOrder order, Fill fill) {
    lock.lock();
    try {
      arrived(order);
      if (!order.fillIds.add(fill.id)) {
        return;
      }
      order.filledE8 = Math.addExact(order.filledE8, fill.quantityE8);
      sink.accept(
          new Event.OrderFilled(
              now(),
              order.orderId(),
              fill.id,
              fill.priceE8,
              fill.quantityE8,
              fill.feeE8,
              fill.feeAsset,
              fill.realizedE8));
    } finally {
      lock.unlock();
    }
  }

  /**
   * An execution.
   *
   * @param id the venue's trade id
   * @param feeE8 in units of the fee asset
   * @param realizedE8 profit of a perpetual that the venue says it has realised, or {@link
   *     Event#NOT_TOLD}
   */
  public record Fill(
      String id, long priceE8, long quantityE8, long feeE8, Asset feeAsset, long realizedE8) {
    /** An execution without a realised profit. */
    public Fill(String id, long priceE8, long quantityE8, long feeE8, Asset feeAsset) {
      this(id, priceE8, quantityE8, feeE8, feeAsset, Event.NOT_TOLD);
    }
  }

  /** The venue has ended the order with this cumulative quantity; told once. */
  public void ended(LiveOrder order, long cumulativeE8) {
    lock.lock();
    try {
      arrived(order);
      if (!order.ended) {
        order.ended = true;
        sink.accept(new Event.OrderEnded(now(), order.orderId(), cumulativeE8));
      }
    } finally {
      lock.unlock();
    }
  }

  /** Nothing of the order can have been filled: the venue refused it, or it was never sent. */
  public void rejected(LiveOrder order, String code, String message) {
    notSent(order, code, message, 0);
  }

  /** The same, since no order is taken now, for a time; 0 if the refusal is about the order. */
  void notSent(LiveOrder order, String code, String message, long retryNs) {
    lock.lock();
    try {
      if (order.arrived) {
        // The private stream knows better than an answer that came another way.
        return;
      }
      order.ended = true;
      sink.accept(new Event.OrderRejected(now(), order.orderId(), code, message, retryNs));
    } finally {
      lock.unlock();
    }
  }

  /** The order may or may not be at the venue. */
  public void unknown(long orderId, String reason) {
    sink.accept(new Event.OrderOutcomeUnknown(now(), orderId, reason));
  }

  /** The one answer to a query. */
  public void status(long orderId, boolean found, boolean open, long filledE8) {
    sink.accept(new Event.OrderStatusReported(now(), orderId, found, open, filledE8));
  }

  private static void arrived(LiveOrder order) {
    order.arrived = true;
    order.absent = false;
  }

  /**
   * The venue says that it knows no such order. If it could have arrived by now it never will:
   * nobody works on it, unless something is heard of it after all.
   */
  void absent(LiveOrder order) {
    lock.lock();
    try {
      order.absent = !order.arrived && now() - order.openedNs >= ARRIVAL_NS;
    } finally {
      lock.unlock();
    }
  }

  /** True once an end has been told. */
  public boolean hasEnded(LiveOrder order) {
    lock.lock();
    try {
      return order.ended;
    } finally {
      lock.unlock();
    }
  }

  /** Quantity of the fills told. */
  public long filledE8(LiveOrder order) {
    lock.lock();
    try {
      return order.filledE8;
    } finally {
      lock.unlock();
    }
  }

  /** Orders that the venue may still be working on. */
  public java.util.List<LiveOrder> working() {
    lock.lock();
    try {
      return byClientId.values().stream().filter(o -> !o.ended && !o.absent).toList();
    } finally {
      lock.unlock();
    }
  }

  /** Wall clock in ns since the epoch, never going back. */
  long now() {
    return clockNs.getAsLong();
  }
}
