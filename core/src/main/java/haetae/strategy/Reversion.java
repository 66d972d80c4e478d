package haetae.strategy;

import haetae.market.Direction;
import haetae.market.Fixed;
import haetae.market.Side;
import haetae.state.StateIn;
import haetae.state.StateOut;

/**
 * Premium reversion: enters when the executable premium is far from the mean of its past, leaves
 * near it.
 *
 * <p>The past is the mid premium on a fixed grid, one value a cell: the last one of the cell, taken
 * in when a later cell begins. So what is judged is never among the values it is judged against. A
 * cell without an accepted book has no value; nothing is made up for it.
 *
 * <p>Expected exit: half the round-trip width, and the mean where it lies on the wrong side of 0. A
 * mean on our side counts for us only as far as a reversion was declared. Worked number: premium
 * 1.2 %, mean 0.1 %, width 0.7 %: selling at Upbit has an edge of 1.2 - 0.35 = 0.85 %, of which
 * 0.35 + 0.1 % is the exit, leaving 0.4 % before the reserve.
 *
 * <p>Threads: one owner.
 */
public final class Reversion implements Strategy {
  private static final long NO_CELL = Long.MIN_VALUE;
  private static final int BAND_EVERY = 60;

  private final ReversionRule rule;
  private final ZScoreBand band;
  private final long roundTripPpm;
  private final RollingStatistics past;
  private final Ar1Statistics fit;
  private final PercentileStatistics ranks;
  private long cell = NO_CELL;
  private long closePpm;
  private long meanPpm;
  private boolean usable;
  private long samples;
  private long halfBandPpm;

  Reversion(ReversionRule rule, long roundTripPpm) {
    this.rule = rule;
    this.roundTripPpm = roundTripPpm;
    ZScoreBand given = rule.band();
    this.band =
        new ZScoreBand(
            given.entryPpm(),
            given.exitPpm(),
            given.stopPpm(),
            Math.max(given.sdFloorPpm(), Math.ceilDiv(roundTripPpm, 2)));
    this.past = new RollingStatistics(rule.window());
    this.fit = new Ar1Statistics(rule.window());
    this.ranks = new PercentileStatistics(rule.window());
  }

  @Override
  public SpreadRule gate() {
    return rule.gate();
  }

  @Override
  public void sample(long nowNs, long midPpm) {
    long now = Math.floorDiv(nowNs, rule.gridNs());
    if (midPpm > RollingStatistics.MAX_VALUE_PPM || midPpm < -RollingStatistics.MAX_VALUE_PPM) {
      return;
    }
    if (now != cell && cell != NO_CELL) {
      close();
    }
    cell = now;
    closePpm = midPpm;
  }

  private void close() {
    past.add(closePpm);
    fit.add(closePpm);
    ranks.add(closePpm);
    samples++;
    meanPpm = Math.round(past.mean());
    if (!rule.guards().fit() || !past.full()) {
      return;
    }
    ReversionRule.Guards guards = rule.guards();
    double grid = rule.gridNs();
    boolean before = usable;
    usable =
        fit.fit()
            && fit.usable(
                guards.minHalfLifeNs() / grid, guards.maxHalfLifeNs() / grid, guards.halfLives());
    if (usable && (!before || samples % BAND_EVERY == 0)) {
      halfBandPpm = OptimalBandStatistics.halfBandPpm(fit.sigma(), fit.halfLife(), roundTripPpm);
    }
  }

  @Override
  public long costPpm(Direction direction) {
    long mean = judged() ? meanPpm : 0;
    long adverse = direction.upbitSide() == Side.SELL ? mean : -mean;
    return rule.gate().slippagePpm()
        + Math.ceilDiv(roundTripPpm, 2)
        + Math.max(adverse, -rule.expectedPpm());
  }

  @Override
  public boolean wants(Direction direction, long premiumPpm) {
    if (!past.full()) {
      return false;
    }
    boolean sell = direction.upbitSide() == Side.SELL;
    if (!judged()) {
      return sell
          ? premiumPpm >= rule.absolute().highPpm()
          : premiumPpm <= -rule.absolute().lowPpm();
    }
    BandSignal wanted = sell ? BandSignal.ENTER_SELL_UPBIT : BandSignal.ENTER_BUY_UPBIT;
    return band.signal(past, premiumPpm, BandPosition.FLAT) == wanted
        && outer(sell, premiumPpm)
        && pays(premiumPpm);
  }

  /** With a fit, the premium must also lie at the band that earns most per time, if one does. */
  private boolean pays(long premiumPpm) {
    return !rule.guards().fit()
        || (halfBandPpm > 0 && Math.abs(premiumPpm - fit.mean()) >= halfBandPpm);
  }

  /** The statistics may be traded on. */
  private boolean judged() {
    return past.full() && (usable || !rule.guards().fit());
  }

  private boolean outer(boolean sell, long premiumPpm) {
    long share = rule.guards().percentilePpm();
    if (share == 0) {
      return true;
    }
    return sell
        ? premiumPpm >= ranks.percentilePpm(share)
        : premiumPpm <= ranks.percentilePpm(Fixed.MILLION - share);
  }

  /** Half at the entry band, rising to 1 at twice that distance; half under the absolute rule. */
  @Override
  public long confidencePpm(Direction direction, long premiumPpm, long netPpm) {
    if (netPpm < rule.gate().minNetPpm()) {
      return 0;
    }
    if (!judged()) {
      return Fixed.MILLION / 2;
    }
    long z = Math.min(Math.abs(past.zPpm(premiumPpm, band.sdFloorPpm())), 2 * band.entryPpm());
    return z * (Fixed.MILLION / 2) / band.entryPpm();
  }

  /** The band is the confidence: what is wanted is acted on. */
  @Override
  public boolean acts(long confidencePpm) {
    return confidencePpm > 0;
  }

  @Override
  public BandSignal exit(Direction opened, long exitPpm, long heldNs) {
    boolean sold = opened.upbitSide() == Side.SELL;
    BandSignal signal = judged() ? back(sold, exitPpm) : absolute(sold, exitPpm);
    boolean expired = signal == BandSignal.HOLD && heldNs >= rule.maxHoldNs();
    return expired ? BandSignal.EXPIRED : signal;
  }

  private BandSignal back(boolean sold, long exitPpm) {
    return band.signal(past, exitPpm, sold ? BandPosition.SOLD_UPBIT : BandPosition.BOUGHT_UPBIT);
  }

  private BandSignal absolute(boolean sold, long exitPpm) {
    long exit = rule.absolute().exitPpm();
    boolean back = sold ? exitPpm <= exit : exitPpm >= -exit;
    return back ? BandSignal.EXIT : BandSignal.HOLD;
  }

  @Override
  public void save(StateOut out) {
    out.putLong(rule.window());
    past.save(out);
    fit.save(out);
    ranks.save(out);
    out.putLong(cell).putLong(closePpm).putLong(meanPpm).putBool(usable);
    out.putLong(samples).putLong(halfBandPpm);
  }

  @Override
  public void load(StateIn in) {
    in.expect(rule.window(), "window of the strategy");
    past.load(in);
    fit.load(in);
    ranks.load(in);
    cell = in.getLong();
    closePpm = in.getLong();
    meanPpm = in.getLong();
    usable = in.getBool();
    samples = in.getLong();
    halfBandPpm = in.getLong();
  }
}
