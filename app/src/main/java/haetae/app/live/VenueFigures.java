package haetae.app.live;

import haetae.market.Venue;
import haetae.ops.log.Loggers;
import haetae.ops.metrics.Metric;
import haetae.ops.metrics.MetricsSnapshot;
import haetae.venue.wire.FeedStatus;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;

/**
 * What is measured at the venues, for the watchdog, and the cure for streams that have gone stale.
 * Threads: live-loop; the cure on its own.
 */
final class VenueFigures implements Part {
  private static final Logger LOG = Loggers.of("feeds");

  private final LiveMarket venues;
  private final ServiceView view;
  private long droppedTold;

  VenueFigures(LiveMarket venues, ServiceView view) {
    this.venues = venues;
    this.view = view;
  }

  @Override
  public String name() {
    return "venue figures";
  }

  @Override
  public void start() {
    view.cures().register(Metric.WS_LAG_MS.key(), this::reconnectStale);
  }

  @Override
  public void measure(MetricsSnapshot.Builder metrics) {
    double lag = 0;
    for (Venue venue : Venue.values()) {
      lag = Math.max(lag, lagMs(venue));
    }
    metrics.set(Metric.WS_LAG_MS, lag);
    double slowest =
        Math.max(view.acks().worstMs(), (double) view.host().snapshot().worstOrderAckMs());
    metrics.set(Metric.ORDER_ACK_MS, slowest);
    tellDropped();
  }

  /** Age of a venue's stalest market stream; unknown while one has brought nothing. */
  double lagMs(Venue venue) {
    double worst = 0;
    for (FeedStatus stream : markets(venue)) {
      long age = venues.links().ageMs(stream);
      worst = Math.max(worst, age == Long.MAX_VALUE ? Double.NaN : (double) age);
    }
    return worst;
  }

  private List<FeedStatus> markets(Venue venue) {
    String prefix = venue.name().toLowerCase(java.util.Locale.ROOT) + " ";
    List<FeedStatus> found = new ArrayList<>();
    for (FeedStatus stream : venues.status()) {
      if (stream.stream().startsWith(prefix) && !stream.stream().endsWith("private")) {
        found.add(stream);
      }
    }
    return found;
  }

  private void tellDropped() {
    long dropped = venues.droppedBooks();
    if (dropped > droppedTold) {
      LOG.warn("[FEEDS] the engine was too slow for {} books", dropped - droppedTold);
      droppedTold = dropped;
    }
  }

  private void reconnectStale() {
    double limit = view.config().watchdog().maxWsLagMs().doubleValue();
    for (Venue venue : Venue.values()) {
      if (!(lagMs(venue) <= limit)) {
        venues.links().reconnect(venue, "streams are stale");
      }
    }
  }
}
