package haetae.execution;

import haetae.state.StateIn;
import haetae.state.StateOut;

/**
 * How long a leg has stood alone, and for how much of the way back a market was open: bounds widen
 * only while there is somebody to trade with. Threads: the engine's.
 */
final class NakedClock {
  private long sinceNs;
  private long wayBackNs;
  private long lastLookNs;
  private boolean lookedAt;

  /** The exposure that no leg offsets has changed. */
  void delta(long deltaE8, long nowNs) {
    if (deltaE8 == 0) {
      sinceNs = 0;
    } else if (sinceNs == 0) {
      sinceNs = nowNs;
    }
  }

  /** What is left is too small to be offset: it is not naked, it is dust. */
  void settle() {
    sinceNs = 0;
  }

  /** Since when a leg stands alone, 0 if none does. */
  long sinceNs() {
    return sinceNs;
  }

  /** True if at a time, now or later, a leg will have stood alone for longer than the most. */
  boolean beyond(long maxNs, long timeNs) {
    return sinceNs != 0 && timeNs - sinceNs > maxNs;
  }

  /** The way back begins anew. */
  void beginWayBack() {
    wayBackNs = 0;
    lookedAt = false;
  }

  /**
   * One look at the way back.
   *
   * @param open a market for it is tradable now
   * @return time for which one was, since it began
   */
  long wayBackNs(boolean open, long nowNs) {
    if (lookedAt && open) {
      wayBackNs += nowNs - lastLookNs;
    }
    lookedAt = open;
    lastLookNs = nowNs;
    return wayBackNs;
  }

  void save(StateOut out) {
    out.putLong(sinceNs).putLong(wayBackNs).putLong(lastLookNs).putBool(lookedAt);
  }

  void load(StateIn in) {
    sinceNs = in.getLong();
    wayBackNs = in.getLong();
    lastLookNs = in.getLong();
    lookedAt = in.getBool();
  }
}
