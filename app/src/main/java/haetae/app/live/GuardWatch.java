package haetae.app.live;

import static haetae.ops.health.HealthState.ERROR;
import static haetae.ops.health.HealthState.OK;

import haetae.engine.Event;
import haetae.market.Venue;
import haetae.ops.health.HealthCheck;
import haetae.ops.log.Loggers;
import haetae.risk.GuardFacts;
import haetae.venue.wire.FeedStatus;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;

/**
 * Looks at the conditions for live trading ten times a second and tells the engine at once when one
 * of them has changed. It also vouches for feeds and clocks.
 *
 * <p>Feeds are fresh while every stream of both venues is connected, in step, and no older than
 * {@code watchdog.max_ws_lag_ms}; the private ones may be quiet. A clock is in bounds while its
 * offset was measured within the last minute and is no larger than {@code
 * safety.max_clock_offset_ms}. Threads: its own; the sources may be asked by any.
 */
final class GuardWatch implements Part {
  private static final Logger LOG = Loggers.of("guard");
  private static final long EVERY_NS = 100_000_000L;
  private static final long CLOCK_AGE_NS = 60_000_000_000L;
  private static final long NS_PER_MS = 1_000_000;

  private final LiveMarket venues;
  private final ServiceView view;
  private final Thread thread =
      Thread.ofPlatform().daemon().name("guard-watch").unstarted(this::run);
  private volatile boolean closed;
  private volatile String staleStream = "";

  GuardWatch(LiveMarket venues, ServiceView view) {
    this.venues = venues;
    this.view = view;
    view.guard().feedsFresh(this::feedsFresh);
    view.guard().clockInBounds(this::clocksInBounds);
  }

  @Override
  public String name() {
    return "guard watch";
  }

  @Override
  public void start() {
    thread.start();
  }

  private void run() {
    GuardFacts told = null;
    while (!closed) {
      try {
        GuardFacts facts = view.guard().facts();
        if (!facts.equals(told)) {
          told = facts;
          view.host().guard(facts);
          if (!facts.feedsFresh()) {
            LOG.warn("[LIVE] feeds are not fresh: {}", staleStream);
          }
        }
      } catch (RuntimeException e) {
        // The one place where this thread's failures end; what cannot be seen blocks.
        LOG.error("[LIVE] the guard's conditions cannot be seen", e);
        told = null;
        view.host().guard(GuardFacts.none());
      }
      LockSupport.parkNanos(EVERY_NS);
    }
  }

  private boolean feedsFresh() {
    long limitMs = view.config().watchdog().maxWsLagMs().longValue();
    for (FeedStatus stream : venues.status()) {
      String flaw = flaw(stream, limitMs);
      if (!flaw.isEmpty()) {
        staleStream = stream.stream() + ": " + flaw;
        return false;
      }
    }
    return true;
  }

  /** What keeps a stream from being trusted, empty if nothing does. */
  private String flaw(FeedStatus stream, long limitMs) {
    if (!stream.connected() || !stream.synced()) {
      return stream.connected() ? "not in step" : "not connected";
    }
    long ageMs = venues.links().ageMs(stream);
    boolean quietAllowed = stream.stream().endsWith("private");
    return quietAllowed || ageMs <= limitMs
        ? ""
        : ageMs + " ms old, its limit is " + limitMs + " ms";
  }

  private boolean clocksInBounds() {
    long limitNs = view.config().safety().maxClockOffsetMs() * NS_PER_MS;
    long nowNs = venues.clock().nowNs();
    for (Venue venue : Venue.values()) {
      Event.ClockOffsetMeasured last = venues.clockOffset(venue);
      if (last == null
          || nowNs - last.timeNs() > CLOCK_AGE_NS
          || Math.abs(last.offsetNs()) > limitNs) {
        return false;
      }
    }
    return true;
  }

  @Override
  public List<HealthCheck> health() {
    return List.of(HealthCheck.of("FEEDS", this::feeds), HealthCheck.of("CLOCKS", this::clocks));
  }

  private HealthCheck.Result feeds() {
    return feedsFresh()
        ? new HealthCheck.Result(OK, venues.status().size() + " streams, all fresh")
        : new HealthCheck.Result(ERROR, "not fresh: " + staleStream);
  }

  private HealthCheck.Result clocks() {
    StringBuilder words = new StringBuilder("venue clock less ours:");
    for (Venue venue : Venue.values()) {
      Event.ClockOffsetMeasured last = venues.clockOffset(venue);
      words.append(' ').append(venue).append(' ');
      words.append(last == null ? "unknown" : last.offsetNs() / NS_PER_MS + " ms");
    }
    return new HealthCheck.Result(clocksInBounds() ? OK : ERROR, words.toString());
  }

  @Override
  public void stop() {
    closed = true;
    LockSupport.unpark(thread);
  }
}
