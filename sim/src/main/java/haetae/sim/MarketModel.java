package haetae.sim;

/**
 * What a simulated market is like. Doubles are statistics here; prices leave the model on the
 * venue's grid.
 *
 * @param usdtKrw level of KRW-USDT
 * @param usdtKrwSd standard deviation of its slow wandering, in KRW
 * @param premiumMeanPct long-run premium in percent
 * @param premiumSdPct standard deviation of the premium in percent
 * @param premiumHalfLifeSec half-life of a deviation
 * @param jumpsPerHour jumps of the premium, of either sign
 * @param jumpPct size of a jump, which decays like any deviation
 * @param volatilityPct annual volatility of the coin
 * @param tickMs time between two books of a stream; a jitter of a fifth is added
 * @param levels levels on a side
 * @param topKrw typical worth of one level
 */
public record MarketModel(
    double usdtKrw,
    double usdtKrwSd,
    double premiumMeanPct,
    double premiumSdPct,
    double premiumHalfLifeSec,
    double jumpsPerHour,
    double jumpPct,
    double volatilityPct,
    long tickMs,
    int levels,
    double topKrw) {
  /** Checks the ranges. */
  public MarketModel {
    if (!(usdtKrw > 0)
        || !(premiumHalfLifeSec > 0)
        || !(premiumSdPct >= 0)
        || !(jumpsPerHour >= 0)
        || !(volatilityPct >= 0)
        || tickMs < 1
        || levels < 1
        || !(topKrw > 0)) {
      throw new IllegalArgumentException("market model out of range: " + this);
    }
  }

  /** A lively market in which the shipped strategy finds trades within minutes. */
  public static MarketModel lively() {
    return new MarketModel(1_370, 3, 0, 0.9, 90, 6, 1.5, 45, 250, 12, 20_000_000);
  }

  /** The premium's process, as a fraction. */
  public Wandering premium(Randomness random) {
    return new Wandering(random, premiumMeanPct / 100, premiumSdPct / 100, premiumHalfLifeSec);
  }
}
