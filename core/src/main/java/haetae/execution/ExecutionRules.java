package haetae.execution;

import static java.util.Objects.requireNonNull;

import haetae.market.Venue;

/**
 * Limits within which a two-leg trade is carried through.
 *
 * @param leadVenue venue of the first leg: the one whose fill is less certain
 * @param slippageUpbitPpm how far beyond the decision price an Upbit order may fill
 * @param slippageBinancePpm the same at Binance
 * @param hedgeTries orders sent to match the lead leg before it is unwound
 * @param retryNs pause between two tries
 * @param legTimeoutNs after this an unanswered order is of unknown outcome
 * @param maxNakedNs longest time one leg may stand alone before it is unwound
 * @param maxUnwindLossKrwE8 loss of one trade's unwinding at which a human is called
 */
public record ExecutionRules(
    Venue leadVenue,
    long slippageUpbitPpm,
    long slippageBinancePpm,
    int hedgeTries,
    long retryNs,
    long legTimeoutNs,
    long maxNakedNs,
    long maxUnwindLossKrwE8) {
  /** Checks that all limits are positive. */
  public ExecutionRules {
    requireNonNull(leadVenue, "leadVenue");
    if (slippageUpbitPpm <= 0
        || slippageBinancePpm <= 0
        || hedgeTries <= 0
        || retryNs <= 0
        || legTimeoutNs <= 0
        || maxNakedNs <= 0
        || maxUnwindLossKrwE8 <= 0) {
      throw new IllegalArgumentException("execution limits must be positive");
    }
  }

  /** Allowed slippage at a venue. */
  public long slippagePpm(Venue venue) {
    return venue == Venue.UPBIT ? slippageUpbitPpm : slippageBinancePpm;
  }
}
