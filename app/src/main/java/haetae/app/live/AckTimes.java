package haetae.app.live;

import haetae.engine.Event;
import haetae.market.Venue;
import haetae.ops.metrics.Window;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/**
 * How long venues take to answer orders: from the hand-over to the gateway to the first word about
 * the order, whichever way it came. Threads: any.
 */
final class AckTimes {
  private static final int REMEMBERED = 1_024;
  private static final double NS_PER_MS = 1_000_000;

  private record Sent(Venue venue, long nanos) {}

  private final ReentrantLock lock = new ReentrantLock();
  private final Map<Long, Sent> waiting = new HashMap<>();
  private final Map<Venue, Window> times = new EnumMap<>(Venue.class);
  private double worstMs;

  /**
   * Times of one venue's last orders, ms.
   *
   * @param count orders that were answered, the last {@value #REMEMBERED} at most
   */
  record Figures(int count, double p50, double p99, double max) {}

  /** An order is handed over. */
  void sent(long orderId, Venue venue) {
    lock.lock();
    try {
      waiting.put(orderId, new Sent(venue, System.nanoTime()));
    } finally {
      lock.unlock();
    }
  }

  /** Something was heard from a venue. */
  void heard(Event event) {
    switch (event) {
      case Event.OrderAccepted e -> answered(e.orderId());
      case Event.OrderFilled e -> answered(e.orderId());
      case Event.OrderEnded e -> answered(e.orderId());
      case Event.OrderRejected e -> answered(e.orderId());
      case Event.OrderOutcomeUnknown e -> answered(e.orderId());
      default -> {
        // Nothing else answers an order.
      }
    }
  }

  private void answered(long orderId) {
    lock.lock();
    try {
      Sent sent = waiting.remove(orderId);
      if (sent != null) {
        double ms = (System.nanoTime() - sent.nanos) / NS_PER_MS;
        times.computeIfAbsent(sent.venue, v -> new Window(REMEMBERED)).add(ms);
        worstMs = Math.max(worstMs, ms);
      }
    } finally {
      lock.unlock();
    }
  }

  /** The slowest answer since the last call, ms; 0 if there was none. */
  double worstMs() {
    lock.lock();
    try {
      double worst = worstMs;
      worstMs = 0;
      return worst;
    } finally {
      lock.unlock();
    }
  }

  /** A venue's figures. */
  Figures of(Venue venue) {
    lock.lock();
    try {
      Window window = times.getOrDefault(venue, new Window(1));
      return new Figures(window.size(), window.percentile(50), window.percentile(99), window.max());
    } finally {
      lock.unlock();
    }
  }
}
