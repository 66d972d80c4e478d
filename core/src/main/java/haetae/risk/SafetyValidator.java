package haetae.risk;

import static java.util.Objects.requireNonNull;

import haetae.state.StateIn;
import haetae.state.StateOut;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Says whether an entry may be sent. Reports every violation, not only the first; what cannot be
 * computed is refused.
 *
 * <p>Threads: the engine's.
 */
public final class SafetyValidator {
  /** Orders that an entry may need: two legs, and one more on each to put it right. */
  public static final int ORDERS_PER_PAIR = 4;

  private final SafetyLimits limits;
  private final EnumMap<RefusalCode, Long> counts = new EnumMap<>(RefusalCode.class);
  private long rejections;

  /** A validator of the given limits. */
  public SafetyValidator(SafetyLimits limits) {
    this.limits = requireNonNull(limits, "limits");
  }

  /** All reasons against the entry; empty if it may be sent. Does not count. */
  public List<Refusal> check(EntryCheck entry) {
    List<Refusal> refusals = new ArrayList<>(entry.blocks());
    entry.ages().check(limits, refusals);
    quality(entry, refusals);
    losses(entry, refusals);
    try {
      exposure(entry, refusals);
    } catch (ArithmeticException e) {
      // Last, so that what cannot be computed hides no other reason.
      refusals.add(Refusal.of(RefusalCode.UNCHECKABLE, String.valueOf(e.getMessage())));
    }
    return refusals;
  }

  private void quality(EntryCheck e, List<Refusal> out) {
    under(RefusalCode.LOW_CONFIDENCE, limits.minConfidencePpm(), e.confidencePpm(), out);
    under(RefusalCode.LOW_PROFIT, limits.minProfitPpm(), e.netPpm(), out);
    QuoteAges.over(RefusalCode.SLIPPAGE, limits.maxSlippagePpm(), e.slippagePpm(), out);
    under(RefusalCode.LIQUIDITY, limits.minLiquidityKrwE8(), e.liquidityKrwE8(), out);
    QuoteAges.over(RefusalCode.DEPTH_SHARE, limits.depthSharePpm(), e.depthSharePpm(), out);
    QuoteAges.over(RefusalCode.PRICE_BAND, limits.priceBandPpm(), e.priceGapPpm(), out);
    QuoteAges.over(RefusalCode.FX_SANITY, limits.fxSanityPpm(), e.fxGapPpm(), out);
  }

  private void exposure(EntryCheck e, List<Refusal> out) {
    long notional = e.notionalKrwE8();
    QuoteAges.over(RefusalCode.MAX_ORDER_NOTIONAL, limits.maxPositionKrwE8(), notional, out);
    if (e.openPositions() >= limits.maxPositions()) {
      out.add(Refusal.of(RefusalCode.MAX_POSITIONS, limits.maxPositions(), e.openPositions() + 1L));
    }
    QuoteAges.over(
        RefusalCode.ORDER_RATE,
        limits.maxOrdersPerMinute(),
        e.ordersLastMinute() + (long) ORDERS_PER_PAIR,
        out);
    QuoteAges.over(
        RefusalCode.MAX_EXPOSURE,
        limits.maxExposureKrwE8(),
        Math.addExact(e.exposureKrwE8(), notional),
        out);
    QuoteAges.over(
        RefusalCode.FX_EXPOSURE,
        limits.maxFxExposureKrwE8(),
        Math.addExact(e.fxExposureKrwE8(), notional),
        out);
  }

  private void losses(EntryCheck e, List<Refusal> out) {
    QuoteAges.over(RefusalCode.DAILY_LOSS, limits.maxDailyLossKrwE8(), e.dailyLossKrwE8(), out);
    QuoteAges.over(RefusalCode.DRAWDOWN, limits.maxDrawdownPpm(), e.drawdownPpm(), out);
  }

  private static void under(RefusalCode code, long limit, long value, List<Refusal> out) {
    if (value < limit) {
      out.add(Refusal.of(code, limit, value));
    }
  }

  /**
   * Counts one rejection with all its reasons. What only the live guard refuses was found safe, and
   * must not keep the guard closed for another cycle: it counts by its reason alone.
   */
  public void count(List<Refusal> refusals) {
    rejections += refusals.stream().allMatch(r -> r.code() == RefusalCode.LIVE_GUARD) ? 0 : 1;
    for (Refusal refusal : refusals) {
      counts.merge(refusal.code(), 1L, Long::sum);
    }
  }

  /** Rejections since the start. */
  public long rejections() {
    return rejections;
  }

  /** Rejections by reason, in the order of the codes; one rejection may have several. */
  public Map<RefusalCode, Long> counts() {
    return Collections.unmodifiableMap(counts.clone());
  }

  /** Writes all of it. */
  public void save(StateOut out) {
    out.putLong(rejections).putLong(counts.size());
    counts.forEach((code, count) -> out.putEnum(code).putLong(count));
  }

  /** Reads what {@link #save} has written. */
  public void load(StateIn in) {
    rejections = in.getLong();
    counts.clear();
    for (int i = in.getCount(RefusalCode.values().length); i > 0; i--) {
      counts.put(in.getEnum(RefusalCode.values()), in.getLong());
    }
  }
}
