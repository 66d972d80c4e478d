package haetae.risk;

/**
 * Every limit an entry must meet.
 *
 * <p>Units by suffix. All maxima are inclusive: a value equal to its limit passes.
 *
 * @param minConfidencePpm below this confidence nothing is entered, 300,000 by default
 * @param minProfitPpm below this net edge nothing is entered, 500 by default
 * @param maxClockOffsetMs allowed difference of a venue's clock to ours
 * @param priceBandPpm allowed distance of a price to the other venue's converted price
 * @param fxSanityPpm allowed distance of KRW-USDT to its slow average
 */
public record SafetyLimits(
    long minConfidencePpm,
    long minProfitPpm,
    long maxSlippagePpm,
    long maxPositionKrwE8,
    long maxDailyLossKrwE8,
    long maxDrawdownPpm,
    long minLiquidityKrwE8,
    long maxExposureKrwE8,
    long maxFxExposureKrwE8,
    int maxPositions,
    long maxAgeUpbitMs,
    long maxAgeBinanceMs,
    long maxAgeFxMs,
    long maxSkewMs,
    long maxClockOffsetMs,
    long maxSpreadPpm,
    long priceBandPpm,
    long depthSharePpm,
    long fxSanityPpm,
    int maxOrdersPerMinute,
    int breakerFailures,
    long breakerCooldownNs) {

  /** Most KRW one order may ever be worth, whatever the configuration says. */
  public static final long HARD_CEILING_KRW_E8 = 1_000_000_000L * 100_000_000L;
}
