package haetae.sim.fault;

import haetae.market.Instrument;
import haetae.market.Venue;
import java.util.List;

/**
 * What lasts: which venue is unreachable or slow, which stream is silent or wrong, and since when
 * the sky is clear. Threads: the run's.
 */
final class Weather {
  /** How an instrument's books are wrong. */
  enum Distortion {
    NONE,
    SILENT,
    CROSSED,
    EMPTY,
    ONE_SIDED,
    WIDE,
    SHIFTED
  }

  private final boolean[] down = new boolean[Venue.values().length];
  private final boolean[] maintenance = new boolean[Venue.values().length];
  private final boolean[] limited = new boolean[Venue.values().length];
  private final long[] banUntilNs = new long[Venue.values().length];
  private final long[] waitUntilNs = new long[Venue.values().length];
  private final int[] slowness = new int[Venue.values().length];
  private final Distortion[] distortions;
  private long troubleUntilNs = Long.MIN_VALUE;

  Weather(List<Instrument> instruments) {
    this.distortions = new Distortion[instruments.size()];
    java.util.Arrays.fill(distortions, Distortion.NONE);
    java.util.Arrays.fill(slowness, 1);
  }

  boolean down(Venue venue) {
    return down[venue.ordinal()];
  }

  void down(Venue venue, boolean value) {
    down[venue.ordinal()] = value;
  }

  boolean maintenance(Venue venue) {
    return maintenance[venue.ordinal()];
  }

  void maintenance(Venue venue, boolean value) {
    maintenance[venue.ordinal()] = value;
  }

  boolean limited(Venue venue) {
    return limited[venue.ordinal()];
  }

  void limited(Venue venue, boolean value) {
    limited[venue.ordinal()] = value;
  }

  /** Time for which a venue takes no requests. */
  long bannedForNs(Venue venue, long nowNs) {
    return Math.max(1, banUntilNs[venue.ordinal()] - nowNs);
  }

  void banUntil(Venue venue, long untilNs) {
    banUntilNs[venue.ordinal()] = Math.max(banUntilNs[venue.ordinal()], untilNs);
  }

  /** We are told to send nothing to a venue until a time. */
  void wait(Venue venue, long untilNs) {
    waitUntilNs[venue.ordinal()] = Math.max(waitUntilNs[venue.ordinal()], untilNs);
  }

  /** Until when a venue takes no orders as it has told us. */
  long waitUntilNs(Venue venue) {
    return waitUntilNs[venue.ordinal()];
  }

  /** Factor on all latencies of a venue. */
  int slowness(Venue venue) {
    return slowness[venue.ordinal()];
  }

  void slowness(Venue venue, int factor) {
    slowness[venue.ordinal()] = factor;
  }

  Distortion distortion(int instrumentId) {
    return distortions[instrumentId];
  }

  void distortion(int instrumentId, Distortion distortion) {
    distortions[instrumentId] = distortion;
  }

  /** There is trouble now. */
  void trouble(long nowNs) {
    troubleUntilNs = Math.max(troubleUntilNs, nowNs);
  }

  /** True if no trouble lasts now. */
  boolean calm(long nowNs) {
    for (int i = 0; i < down.length; i++) {
      if (nowNs < waitUntilNs[i] || down[i] || maintenance[i] || limited[i] || slowness[i] != 1) {
        return false;
      }
    }
    for (Distortion distortion : distortions) {
      if (distortion != Distortion.NONE) {
        return false;
      }
    }
    return true;
  }

  /** Time since the last trouble, 0 while there is any. */
  long clearNs(long nowNs) {
    if (!calm(nowNs)) {
      trouble(nowNs);
    }
    return troubleUntilNs == Long.MIN_VALUE ? Long.MAX_VALUE : nowNs - troubleUntilNs;
  }
}
