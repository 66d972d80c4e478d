package haetae.strategy;

import haetae.market.Direction;
import haetae.market.Fixed;
import haetae.premium.BreakEven;
import haetae.state.StateIn;
import haetae.state.StateOut;

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
    int confirmUpdates)
    implements Strategy, StrategyRule {
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

  /** Confidence in a net edge, 0 to 1,000,000 ppm. */
  public long confidencePpm(long netPpm) {
    if (netPpm <= 0) {
      return 0;
    }
    return netPpm >= fullConfidencePpm ? Fixed.MILLION : netPpm * Fixed.MILLION / fullConfidencePpm;
  }

  @Override
  public Strategy start(BreakEven costs) {
    return this;
  }

  @Override
  public SpreadRule gate() {
    return this;
  }

  @Override
  public void sample(long nowNs, long midPpm) {
    // Fixed thresholds learn nothing.
  }

  @Override
  public long costPpm(Direction direction) {
    return slippagePpm;
  }

  @Override
  public boolean wants(Direction direction, long premiumPpm) {
    return true;
  }

  @Override
  public long confidencePpm(Direction direction, long premiumPpm, long netPpm) {
    return confidencePpm(netPpm);
  }

  @Override
  public boolean acts(long confidencePpm) {
    return confidencePpm > minConfidencePpm;
  }

  @Override
  public BandSignal exit(Direction opened, long exitPpm, long heldNs) {
    return BandSignal.HOLD;
  }

  @Override
  public void save(StateOut out) {
    out.putLong(0);
  }

  @Override
  public void load(StateIn in) {
    in.expect(0, "window of the strategy");
  }
}
