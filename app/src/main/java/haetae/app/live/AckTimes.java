package haetae.app.live;

import haetae.engine.Event;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/**
 * How long the slowest answer to an order took: from the hand-over to the gateway to the first word
 * about the order, whichever way it came. Threads: any.
 */
final class AckTimes {
  private static final double NS_PER_MS = 1_000_000;

  private final ReentrantLock lock = new ReentrantLock();
  private final Map<Long, Long> waiting = new HashMap<>();
  private double worstMs;

  /** An order is handed over. */
  void sent(long orderId) {
    lock.lock();
    try {
      waiting.put(orderId, System.nanoTime());
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
      Long sentNanos = waiting.remove(orderId);
      if (sentNanos != null) {
        double ms = (System.nanoTime() - sentNanos) / NS_PER_MS;
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
}
