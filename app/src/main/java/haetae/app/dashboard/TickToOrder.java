package haetae.app.dashboard;

import haetae.market.Venue;
import haetae.ops.metrics.LatencyHistogram;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/**
 * From wire to wire: the time between the receipt of the message that made the engine send an order
 * and the moment in which the last byte of that order's request was handed to the socket. Threads:
 * any.
 */
public final class TickToOrder {
  private static final int MOST_WAITING = 4_096;
  private static final long SHORTEST_NS = 10_000;
  private static final long LONGEST_NS = 10_000_000_000L;

  private record Tick(Venue venue, long receivedNs) {}

  private final ReentrantLock lock = new ReentrantLock();
  private final Map<Long, Tick> waiting = new LinkedHashMap<>();
  private final Map<Venue, LatencyHistogram> times = new EnumMap<>(Venue.class);

  /** Nothing was measured yet. */
  public TickToOrder() {
    for (Venue venue : Venue.values()) {
      times.put(venue, LatencyHistogram.decades(SHORTEST_NS, LONGEST_NS));
    }
  }

  /** The engine sends an order because of what was received at a time, ns since the epoch. */
  void decided(long orderId, Venue venue, long receivedNs) {
    lock.lock();
    try {
      waiting.put(orderId, new Tick(venue, receivedNs));
      if (waiting.size() > MOST_WAITING) {
        waiting.remove(waiting.keySet().iterator().next());
      }
    } finally {
      lock.unlock();
    }
  }

  /** The order's request was written at a time of the same clock. */
  public void written(long orderId, long writtenNs) {
    lock.lock();
    try {
      Tick tick = waiting.remove(orderId);
      LatencyHistogram histogram = tick == null ? null : times.get(tick.venue);
      if (tick != null && histogram != null) {
        histogram.record(writtenNs - tick.receivedNs);
      }
    } finally {
      lock.unlock();
    }
  }

  /** The times of a venue's orders. */
  LatencyHistogram.Picture of(Venue venue) {
    return java.util.Objects.requireNonNull(times.get(venue)).picture();
  }
}
