package haetae.engine;

import haetae.market.Direction;
import haetae.market.Side;
import haetae.risk.PerpetualRules;
import haetae.state.StateIn;
import haetae.state.StateOut;

/**
 * What is known of the funding of a pair's perpetual: the rate expected at the next settlement and
 * its time, and the last rates settled. Positive rates: longs pay shorts. Threads: the engine's.
 */
final class Funding {
  private static final int E8_TO_PPM = 100;
  private static final long MS_PER_HOUR = 3_600_000;
  private static final long NS_PER_MS = 1_000_000;
  private static final int REMEMBERED = 3;

  private final PerpetualRules rules;
  private final long holdHours;
  private final long[] settledE8 = new long[REMEMBERED];
  private long rateE8;
  private long intervalHours = 1;
  private long nextMs;
  private long lastMs;

  /**
   * Funding of which nothing is known yet.
   *
   * @param holdHours how long a pair is expected to be held
   */
  Funding(PerpetualRules rules, long holdHours) {
    this.rules = rules;
    this.holdHours = holdHours;
  }

  void expected(Event.FundingRateReported e) {
    rateE8 = e.rateE8();
    intervalHours = Math.max(1, e.intervalHours());
    nextMs = e.nextMs();
  }

  /** A settlement has been; the same one twice is one. */
  void settled(long settledMs, long settledRateE8) {
    if (settledMs <= lastMs) {
      return;
    }
    lastMs = settledMs;
    System.arraycopy(settledE8, 0, settledE8, 1, REMEMBERED - 1);
    settledE8[0] = settledRateE8;
  }

  /** What a rate costs the perpetual leg of a direction in ppm; negative if it is received. */
  private static long againstPpm(Direction direction, long rateE8) {
    boolean receives = direction.binanceSide() == Side.SELL;
    return Math.floorDiv(receives ? -rateE8 : rateE8, E8_TO_PPM);
  }

  /** Cost of one settlement at the expected rate in ppm; 0 if it is received. */
  long paymentPpm(Direction direction) {
    return Math.max(0, againstPpm(direction, rateE8));
  }

  /** Expected cost in ppm of the settlements of a pair held from now, without one that is due. */
  long carryPpm(Direction direction, long nowNs) {
    long payment = paymentPpm(direction);
    return payment == 0 ? 0 : Math.multiplyExact(settlements(nowNs), payment);
  }

  /** Expected cost in ppm of all settlements of a pair held from now. */
  long burdenPpm(Direction direction, long nowNs) {
    return carryPpm(direction, nowNs) + (due(nowNs) ? paymentPpm(direction) : 0);
  }

  /** Settlements while a pair is held, except one within the time before which entries rest. */
  private long settlements(long nowNs) {
    long hold = Math.max(intervalHours, holdHours);
    long leftMs = nextMs - nowNs / NS_PER_MS;
    if (nextMs == 0 || leftMs < 0) {
      return hold / intervalHours;
    }
    long later = Math.floorDiv(hold * MS_PER_HOUR - leftMs, intervalHours * MS_PER_HOUR);
    return Math.max(0, later + (due(nowNs) ? 0 : 1));
  }

  /** True if a settlement is so near that the side that pays must earn it first. */
  boolean due(long nowNs) {
    long leftMs = nextMs - nowNs / NS_PER_MS;
    return nextMs != 0 && leftMs >= 0 && leftMs <= rules.fundingBlockMs();
  }

  /** True if funding goes so hard against a direction that leaving is to be considered. */
  boolean spikes(Direction direction) {
    long sum = 0;
    for (long settled : settledE8) {
      sum += againstPpm(direction, settled);
    }
    return againstPpm(direction, rateE8) > rules.spikePpm() || sum > rules.spikeSumPpm();
  }

  void save(StateOut out) {
    out.putLong(rateE8).putLong(intervalHours).putLong(nextMs).putLong(lastMs);
    out.putLongs(settledE8);
  }

  void load(StateIn in) {
    rateE8 = in.getLong();
    intervalHours = in.getLong();
    nextMs = in.getLong();
    lastMs = in.getLong();
    in.getLongs(settledE8, "number of settled rates");
  }
}
