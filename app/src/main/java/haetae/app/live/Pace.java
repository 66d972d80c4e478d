package haetae.app.live;

import haetae.engine.EventSource;

/**
 * How virtual time follows the wall clock, and when cycles are due.
 *
 * @param startNs virtual time at the beginning
 * @param endNs virtual time at which the market ends, {@link EventSource#END} if never
 * @param wallStartNs {@code System.nanoTime} at the beginning
 * @param speed virtual seconds a second; infinite for as fast as possible
 * @param cycleGapNs virtual time between two cycles
 * @param warmUpNs virtual time before the first cycle, in which the feeds get their first books
 * @param real the market is real: it goes on whether a cycle is due or late
 * @param spin the engine's thread never sleeps, which costs a processor and no wake-up
 */
record Pace(
    long startNs,
    long endNs,
    long wallStartNs,
    double speed,
    long cycleGapNs,
    long warmUpNs,
    boolean real,
    boolean spin) {

  /** The same for a thread that sleeps when there is nothing to do. */
  Pace sleeping() {
    return new Pace(startNs, endNs, wallStartNs, speed, cycleGapNs, warmUpNs, real, false);
  }

  /** Virtual time of a cycle, counted from 1. */
  long cycleNs(long cycle) {
    return Math.min(endNs, startNs + warmUpNs + (cycle - 1) * cycleGapNs);
  }

  /** Virtual time that the market may have reached by a wall time. */
  long marketNs(long nanoTime) {
    if (Double.isInfinite(speed)) {
      return endNs;
    }
    double elapsed = (nanoTime - wallStartNs) * speed;
    return startNs + warmUpNs + (long) elapsed;
  }

  /** True if the last cycle lies at or beyond the end. */
  boolean beyondEnd(long cycle) {
    return endNs != EventSource.END && startNs + warmUpNs + (cycle - 1) * cycleGapNs >= endNs;
  }
}
