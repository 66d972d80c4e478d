package haetae.strategy;

import haetae.market.Fixed;

/**
 * The spread rule: enter when the net edge of the traded size is large enough and sure enough.
 *
 * <p>Net edge = edge after all fees at executable prices − reserve for slippage. Confidence = net
 * edge over {@code fullConfidencePpm}, at most 1.
 *
 * @param minNetPpm smallest net edge that counts as a signal, inclusive
 * @param slippagePpm reserve for slippage of both legs together
 * @param fullConfidencePpm net edge at which confidence is 1
 * @param minConfidencePpm confidence must be strictly above this to act
 * @param confirmUpdates accepted updates of each coin book over which the signal must hold
 */
public record SpreadRule(
    long minNetPpm,
    long slippagePpm,
    long fullConfidencePpm,
    long minConfidencePpm,
    int confirmUpdates) {
  /** Checks the ranges. */
  public SpreadRule {
    if (minNetPpm < 0
        || slippagePpm < 0
        || fullConfidencePpm <= 0
        || minConfidencePpm < 0
        || confirmUpdates < 1) {
      throw new IllegalArgumentException("spread rule out of range");
    }
  }

  /** Net edge after the reserve for slippage. */
  public long netPpm(long edgePpm) {
    return edgePpm - slippagePpm;
  }

  /** True if a net edge is worth a signal. */
  public boolean signals(long netPpm) {
    return netPpm >= minNetPpm;
  }

  /** Confidence in a net edge, 0 to 1,000,000 ppm. */
  public long confidencePpm(long netPpm) {
    if (netPpm <= 0) {
      return 0;
    }
    return netPpm >= fullConfidencePpm ? Fixed.MILLION : netPpm * Fixed.MILLION / fullConfidencePpm;
  }

  /** True if a signal of this net edge is to be acted on. */
  public boolean acts(long netPpm) {
    return signals(netPpm) && confidencePpm(netPpm) > minConfidencePpm;
  }
}
