package haetae.execution;

import static java.util.Objects.requireNonNull;

import haetae.market.Venue;

/**
 * Limits within which a two-leg trade is carried through.
 *
 * @param legs which leg is first, or both at once
 * @param slippageUpbitPpm how far beyond the decision price an Upbit order may fill
 * @param slippageBinancePpm the same at Binance
 * @param matchTries orders sent to match the legs before the way back is taken
 * @param retryNs pause between two tries
 * @param legTimeoutNs after this an unanswered order is of unknown outcome
 * @param maxNakedNs longest time one leg may stand alone before the way back is taken
 * @param maxNakedKrwE8 most that all legs standing alone may be worth together
 * @param maxUnwindLossKrwE8 loss of one trade's unwinding at which a human is called
 */
public record ExecutionRules(
    LegPolicy legs,
    long slippageUpbitPpm,
    long slippageBinancePpm,
    int matchTries,
    long retryNs,
    long legTimeoutNs,
    long maxNakedNs,
    long maxNakedKrwE8,
    long maxUnwindLossKrwE8) {
  /** Checks that all limits are positive. */
  public ExecutionRules {
    requireNonNull(legs, "legs");
    if (slippageUpbitPpm <= 0
        || slippageBinancePpm <= 0
        || matchTries <= 0
        || retryNs <= 0
        || legTimeoutNs <= 0
        || maxNakedNs <= 0
        || maxNakedKrwE8 <= 0
        || maxUnwindLossKrwE8 <= 0) {
      throw new IllegalArgumentException("execution limits must be positive");
    }
  }

  /** Allowed slippage at a venue. */
  public long slippagePpm(Venue venue) {
    return venue == Venue.UPBIT ? slippageUpbitPpm : slippageBinancePpm;
  }
}
