package haetae.engine;

import haetae.market.Venue;
import haetae.state.StateIn;
import haetae.state.StateOut;

/**
 * Until when each venue takes no order, by its own word (429, 418) or for want of a connection. A
 * venue that goes on refusing is tried ever more rarely, whatever it says. Threads: the engine's.
 */
final class VenueLimits {
  private static final long FIRST_NS = 500_000_000L;
  private static final int LAST_DOUBLING = 6;

  private final long[] closedUntilNs = new long[Venue.values().length];
  private final long[] row = new long[Venue.values().length];

  /**
   * A venue has taken no order.
   *
   * @param retryNs time for which it takes none, as it has told
   */
  void refused(Venue venue, long retryNs, long nowNs) {
    int i = venue.ordinal();
    long pause = FIRST_NS << Math.min(row[i]++, LAST_DOUBLING);
    closedUntilNs[i] = Math.max(closedUntilNs[i], nowNs + Math.max(retryNs, pause));
  }

  /** A venue has taken an order. */
  void worked(Venue venue) {
    row[venue.ordinal()] = 0;
  }

  /** Until when it takes none; in the past if it takes them. */
  long closedUntilNs(Venue venue) {
    return closedUntilNs[venue.ordinal()];
  }

  boolean closed(Venue venue, long nowNs) {
    return nowNs < closedUntilNs[venue.ordinal()];
  }

  void save(StateOut out) {
    out.putLongs(closedUntilNs).putLongs(row);
  }

  void load(StateIn in) {
    in.getLongs(closedUntilNs, "number of venues");
    in.getLongs(row, "number of venues");
  }
}
