package haetae.risk;

import java.util.List;

/**
 * How old the three books of a route are when a decision is taken.
 *
 * @param upbitMs age of the Upbit coin book by our clock; {@link Long#MAX_VALUE} if never seen
 * @param binanceMs age of the Binance book
 * @param fxMs age of the KRW-USDT book
 * @param skewMs difference in time of the two coin books, not negative
 * @param clockOffsetMs largest absolute offset of a venue clock, {@link Long#MAX_VALUE} if unknown
 */
public record QuoteAges(long upbitMs, long binanceMs, long fxMs, long skewMs, long clockOffsetMs) {
  /** Clamps ages that a clock step has made negative. */
  public QuoteAges {
    upbitMs = Math.max(0, upbitMs);
    binanceMs = Math.max(0, binanceMs);
    fxMs = Math.max(0, fxMs);
  }

  /** Adds a refusal for each age over its limit; a value at its limit passes. */
  public void check(SafetyLimits limits, List<Refusal> refusals) {
    over(RefusalCode.STALE_UPBIT, limits.maxAgeUpbitMs(), upbitMs, refusals);
    over(RefusalCode.STALE_BINANCE, limits.maxAgeBinanceMs(), binanceMs, refusals);
    over(RefusalCode.STALE_USDT, limits.maxAgeFxMs(), fxMs, refusals);
    over(RefusalCode.SKEW, limits.maxSkewMs(), skewMs, refusals);
    over(RefusalCode.CLOCK, limits.maxClockOffsetMs(), clockOffsetMs, refusals);
  }

  static void over(RefusalCode code, long limit, long value, List<Refusal> refusals) {
    if (value > limit) {
      refusals.add(Refusal.of(code, limit, value));
    }
  }
}
