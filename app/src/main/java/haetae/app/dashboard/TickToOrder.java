package haetae.app.dashboard;

import static java.util.Objects.requireNonNull;

import haetae.market.Venue;
import haetae.ops.metrics.LatencyHistogram;
import haetae.venue.wire.OrderTimes;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.HdrHistogram.Histogram;

/**
 * From wire to wire: the time between the receipt of the message that made the engine send an order
 * and the moment in which the last byte of that order's request was handed to the socket, and the
 * stages of that way. A venue's first {@value #FIRST} orders, which find cold code and caches, are
 * told apart. Threads: any.
 */
public final class TickToOrder {
  private static final int FIRST = 20;
  private static final int MOST_WAITING = 4_096;
  private static final long SHORTEST_NS = 10_000;
  private static final long LONGEST_NS = 10_000_000_000L;
  private static final int DIGITS = 3;
  private static final double US = 1_000;

  /** A part of the way. */
  private enum Stage {
    /** Reading the message, and waiting for the engine's thread. */
    INBOX,
    /** The engine, with message and order written to the journal. */
    ENGINE,
    /** Guard and request budget; the hand-over to another thread if anything must be waited for. */
    HANDOVER,
    /** Making the signed request. */
    SIGN,
    /** Handing it to the socket. */
    WRITE
  }

  private record Tick(Venue venue, long receivedNs, long takenNs, long decidedNs) {
    long[] stagesNs(OrderTimes times) {
      return new long[] {
        takenNs - receivedNs,
        decidedNs - takenNs,
        times.begunNs() - decidedNs,
        times.signedNs() - times.begunNs(),
        times.writtenNs() - times.signedNs()
      };
    }
  }

  /** One venue's orders. */
  private static final class Times {
    private final LatencyHistogram buckets = LatencyHistogram.decades(SHORTEST_NS, LONGEST_NS);
    private final Histogram first = new Histogram(LONGEST_NS, DIGITS);
    private final Histogram later = new Histogram(LONGEST_NS, DIGITS);
    private final Map<Stage, Histogram> stages = new EnumMap<>(Stage.class);

    Times() {
      for (Stage stage : Stage.values()) {
        stages.put(stage, new Histogram(LONGEST_NS, DIGITS));
      }
    }

    void record(Tick tick, OrderTimes times) {
      long ns = clamped(times.writtenNs() - tick.receivedNs);
      buckets.record(ns);
      if (first.getTotalCount() < FIRST) {
        first.recordValue(ns);
        return;
      }
      later.recordValue(ns);
      long[] stagesNs = tick.stagesNs(times);
      stages.forEach((stage, h) -> h.recordValue(clamped(stagesNs[stage.ordinal()])));
    }

    List<String> words(String venue) {
      List<String> lines = new ArrayList<>();
      if (first.getTotalCount() > 0) {
        lines.add(line(venue + " first", first));
      }
      if (later.getTotalCount() > 0) {
        lines.add(line(venue, later));
        stages.forEach((s, h) -> lines.add(line(venue + " " + lower(s.name()), h)));
      }
      return lines;
    }
  }

  private final ReentrantLock lock = new ReentrantLock();
  private final Map<Long, Tick> waiting = new LinkedHashMap<>();
  private final Map<Venue, Times> times = new EnumMap<>(Venue.class);

  /** Nothing was measured yet. */
  public TickToOrder() {
    for (Venue venue : Venue.values()) {
      times.put(venue, new Times());
    }
  }

  private static long clamped(long ns) {
    return Math.clamp(ns, 0, LONGEST_NS);
  }

  private static String lower(String name) {
    return name.toLowerCase(Locale.ROOT);
  }

  /**
   * The engine sends an order because of a message; all times by one clock, ns since the epoch.
   *
   * @param receivedNs the message was received
   * @param takenNs the engine's thread took it up
   * @param decidedNs the order was on its way out
   */
  void decided(long orderId, Venue venue, long receivedNs, long takenNs, long decidedNs) {
    lock.lock();
    try {
      waiting.put(orderId, new Tick(venue, receivedNs, takenNs, decidedNs));
      if (waiting.size() > MOST_WAITING) {
        waiting.remove(waiting.keySet().iterator().next());
      }
    } finally {
      lock.unlock();
    }
  }

  /** The order's request was written, at times of the same clock. */
  public void written(long orderId, OrderTimes at) {
    lock.lock();
    try {
      Tick tick = waiting.remove(orderId);
      if (tick != null) {
        requireNonNull(times.get(tick.venue)).record(tick, at);
      }
    } finally {
      lock.unlock();
    }
  }

  /** The times of a venue's orders. */
  LatencyHistogram.Picture of(Venue venue) {
    return requireNonNull(times.get(venue)).buckets.picture();
  }

  /**
   * For each venue that orders were written to: its first orders, all later ones, and the stages of
   * these, with percentiles in microseconds.
   */
  public List<String> words() {
    lock.lock();
    try {
      List<String> lines = new ArrayList<>();
      times.forEach((venue, t) -> lines.addAll(t.words(lower(venue.name()))));
      return lines;
    } finally {
      lock.unlock();
    }
  }

  private static String line(String what, Histogram h) {
    return String.format(
        Locale.ROOT,
        "tick to order %s: n=%d p50=%.1fus p99=%.1fus p99.9=%.1fus max=%.1fus",
        what,
        h.getTotalCount(),
        h.getValueAtPercentile(50) / US,
        h.getValueAtPercentile(99) / US,
        h.getValueAtPercentile(99.9) / US,
        h.getMaxValue() / US);
  }
}
