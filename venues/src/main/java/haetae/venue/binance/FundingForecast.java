package haetae.venue.binance;

import haetae.engine.Event;
import org.jspecify.annotations.Nullable;

/**
 * Tells the engine of the funding rate that a perpetual's next settlement is expected to have: when
 * its time moves on, and when the rate has changed, at most every ten seconds.
 *
 * <p>The time between settlements is taken from two of them; until then it is the default of eight
 * hours. Source: Binance USD-M, "Mark price stream", "Get funding rate info". Threads: one owner.
 */
final class FundingForecast {
  private static final long PAUSE_NS = 10_000_000_000L;
  private static final long MS_PER_HOUR = 3_600_000;
  private static final int DEFAULT_HOURS = 8;

  private final int instrumentId;
  private int intervalHours = DEFAULT_HOURS;
  private long nextMs;
  private long rateE8;
  private long toldNs = Long.MIN_VALUE;

  FundingForecast(int instrumentId) {
    this.instrumentId = instrumentId;
  }

  /** What a message brings that is new; null if nothing. */
  Event.@Nullable FundingRateReported read(MarkPrice mark, long nowNs) {
    boolean moved = mark.nextMs != nextMs;
    boolean due = toldNs == Long.MIN_VALUE || nowNs - toldNs >= PAUSE_NS;
    if (!moved && (mark.rateE8 == rateE8 || !due)) {
      return null;
    }
    if (moved && nextMs > 0 && mark.nextMs > nextMs) {
      intervalHours = (int) Math.max(1, (mark.nextMs - nextMs) / MS_PER_HOUR);
    }
    nextMs = mark.nextMs;
    rateE8 = mark.rateE8;
    toldNs = nowNs;
    return new Event.FundingRateReported(nowNs, instrumentId, rateE8, intervalHours, nextMs);
  }
}
