package haetae.app.dashboard;

import static java.util.Objects.requireNonNull;

import haetae.market.Venue;
import haetae.ops.metrics.LatencyHistogram;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.HdrHistogram.Histogram;

/**
 * From wire to wire: the time between the receipt of the message that made the engine send an order
 * and the moment in which the last byte of that order's request was handed to the socket. Threads:
 * any.
 */
public final class TickToOrder {
  private static final int MOST_WAITING = 4_096;
  private static final long SHORTEST_NS = 10_000;
  private static final long LONGEST_NS = 10_000_000_000L;
  private static final int DIGITS = 3;
  private static final long US = 1_000;

  private record Tick(Venue venue, long receivedNs) {}

  private final ReentrantLock lock = new ReentrantLock();
  private final Map<Long, Tick> waiting = new LinkedHashMap<>();
  private final Map<Venue, LatencyHistogram> times = new EnumMap<>(Venue.class);
  private final Map<Venue, Histogram> exact = new EnumMap<>(Venue.class);

  /** Nothing was measured yet. */
  public TickToOrder() {
    for (Venue venue : Venue.values()) {
      times.put(venue, LatencyHistogram.decades(SHORTEST_NS, LONGEST_NS));
      exact.put(venue, new Histogram(LONGEST_NS, DIGITS));
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
      if (tick != null) {
        long ns = Math.clamp(writtenNs - tick.receivedNs, 0, LONGEST_NS);
        requireNonNull(times.get(tick.venue)).record(ns);
        requireNonNull(exact.get(tick.venue)).recordValue(ns);
      }
    } finally {
      lock.unlock();
    }
  }

  /** The times of a venue's orders. */
  LatencyHistogram.Picture of(Venue venue) {
    return requireNonNull(times.get(venue)).picture();
  }

  /** A line for each venue that orders were written to, with percentiles in microseconds. */
  public List<String> words() {
    lock.lock();
    try {
      List<String> lines = new ArrayList<>();
      exact.forEach((venue, h) -> lines.addAll(words(venue, h)));
      return lines;
    } finally {
      lock.unlock();
    }
  }

  private static List<String> words(Venue venue, Histogram h) {
    return h.getTotalCount() == 0
        ? List.of()
        : List.of(
            "tick to order %s: n=%d p50=%dus p99=%dus max=%dus"
                .formatted(
                    venue,
                    h.getTotalCount(),
                    h.getValueAtPercentile(50) / US,
                    h.getValueAtPercentile(99) / US,
                    h.getMaxValue() / US));
  }
}
