package haetae.engine;

import haetae.market.Venue;

/**
 * Judges how far each venue can be relied on, from all that the engine sees of it. Changes nothing.
 * Threads: the engine's.
 */
final class HealthCheck {
  private static final long NS_PER_MS = 1_000_000;

  /** An order that is not answered for longer than this shows a venue in trouble. */
  private static final long SLOW_ANSWER_NS = 1_000 * NS_PER_MS;

  private final MarketState market;
  private final Desk desk;
  private final Books books;
  private final long maxClockOffsetNs;

  HealthCheck(EngineConfig config, MarketState market, Desk desk, Books books) {
    this.market = market;
    this.desk = desk;
    this.books = books;
    this.maxClockOffsetNs = config.safety().maxClockOffsetMs() * NS_PER_MS;
  }

  VenueHealth of(Venue venue, long nowNs) {
    VenueStatus status = market.venueStatus(venue);
    if (status == VenueStatus.DOWN) {
      return VenueHealth.DOWN;
    }
    boolean degraded =
        status == VenueStatus.DEGRADED
            || market.limits().closed(venue, nowNs)
            || market.silenceNs(venue, nowNs) > market.maxHedgeAgeNs();
    if (degraded) {
      return VenueHealth.DEGRADED;
    }
    return unclear(venue, nowNs) ? VenueHealth.WARN : VenueHealth.OK;
  }

  private boolean unclear(Venue venue, long nowNs) {
    long offset = market.clockOffsetNs(venue);
    return market.silenceNs(venue, nowNs) > market.maxHedgeAgeNs() / 2
        || offset == MarketState.UNKNOWN_OFFSET_NS
        || Math.abs(offset) > maxClockOffsetNs
        || desk.orders().all().unknownAt(venue) > 0
        || desk.orders().all().oldestSilentNs(venue, nowNs) > SLOW_ANSWER_NS
        || books.check().broken(venue);
  }
}
