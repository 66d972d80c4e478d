package haetae.portfolio;

import haetae.market.Fixed;
import haetae.state.StateIn;
import haetae.state.StateOut;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/**
 * Where the profit of a pair came from, in E8 of KRW; the terms add to the total exactly.
 * Immutable.
 *
 * <p>With S = F·x·(1+P), for a pair long on Upbit and short the perpetual: premium {@code
 * q·F1·x1·(P1-P0)}, FX {@code q·F0·(x1-x0)·(1+P0)}; the other way round for the other direction.
 * What the legs made beyond these is the hedge residual, legs that never met included. A spot hedge
 * is converted at the rate of each flow, so it has no FX term.
 *
 * @param premiumE8 from the premium's move
 * @param fxE8 from the move of KRW-USDT
 * @param hedgeResidualE8 the rest of what the legs made
 * @param fundingE8 funding received
 * @param feesE8 fees, negative when paid
 * @param slippageE8 memo, part of the above: filling at other prices than decided, a cost if
 *     positive
 */
public record Attribution(
    long premiumE8, long fxE8, long hedgeResidualE8, long fundingE8, long feesE8, long slippageE8) {
  /** Nothing happened. */
  public static final Attribution NONE = new Attribution(0, 0, 0, 0, 0, 0);

  /**
   * Prices of a pair at one moment, or averages of several.
   *
   * @param krw Upbit price
   * @param usdt Binance price
   * @param fx KRW per USDT
   */
  public record Mark(BigDecimal krw, BigDecimal usdt, BigDecimal fx) {
    BigDecimal foreign() {
      return usdt.multiply(fx);
    }
  }

  /**
   * What the pair was.
   *
   * @param quantity base quantity of both legs, negative when short on Upbit
   * @param perpetual false if the hedge is spot
   * @param legsE8 what both legs made before fees and funding
   */
  public record Legs(BigDecimal quantity, boolean perpetual, long legsE8) {}

  /** Attributes a pair whose legs both opened and closed at positive prices. */
  public static Attribution of(Legs legs, Mark open, Mark close) {
    // (1+P0) = S0/(F0·x0); multiplied out so that only one division is needed for each term.
    BigDecimal onePlusP0 = open.krw().divide(open.foreign(), MathContext.DECIMAL128);
    BigDecimal moved = close.krw().subtract(close.foreign().multiply(onePlusP0));
    long premium = e8(legs.quantity().multiply(moved));
    BigDecimal rate = close.fx().subtract(open.fx());
    BigDecimal exposed = open.usdt().multiply(rate).multiply(onePlusP0);
    long fx = legs.perpetual() ? e8(legs.quantity().multiply(exposed)) : 0;
    // By difference, so that no rounding can leave a remainder.
    long residual = Math.subtractExact(legs.legsE8(), Math.addExact(premium, fx));
    return new Attribution(premium, fx, residual, 0, 0, 0);
  }

  /** A pair of which a leg never opened or has no price: all is hedge residual. */
  public static Attribution unhedged(long legsE8) {
    return new Attribution(0, 0, legsE8, 0, 0, 0);
  }

  private static long e8(BigDecimal value) {
    return Fixed.ofDecimal(value, RoundingMode.HALF_EVEN);
  }

  /** The same with what was booked beside the legs. */
  Attribution with(long fundingKrwE8, long feesKrwE8, long slippageKrwE8) {
    return new Attribution(
        premiumE8, fxE8, hedgeResidualE8, fundingKrwE8, -feesKrwE8, slippageKrwE8);
  }

  /** Both together, term by term. */
  public Attribution plus(Attribution other) {
    return new Attribution(
        Math.addExact(premiumE8, other.premiumE8),
        Math.addExact(fxE8, other.fxE8),
        Math.addExact(hedgeResidualE8, other.hedgeResidualE8),
        Math.addExact(fundingE8, other.fundingE8),
        Math.addExact(feesE8, other.feesE8),
        Math.addExact(slippageE8, other.slippageE8));
  }

  /** This without another one that was added before. */
  public Attribution minus(Attribution other) {
    return plus(
        new Attribution(
            -other.premiumE8,
            -other.fxE8,
            -other.hedgeResidualE8,
            -other.fundingE8,
            -other.feesE8,
            -other.slippageE8));
  }

  /** Sum of the terms: the profit. */
  public long totalE8() {
    return Math.addExact(tradingE8(), fxE8);
  }

  /** The profit without the FX effect. */
  public long tradingE8() {
    return premiumE8 + hedgeResidualE8 + fundingE8 + feesE8;
  }

  /** Writes all of it. */
  public void save(StateOut out) {
    out.putLong(premiumE8).putLong(fxE8).putLong(hedgeResidualE8);
    out.putLong(fundingE8).putLong(feesE8).putLong(slippageE8);
  }

  /** Reads what {@link #save} has written. */
  public static Attribution load(StateIn in) {
    return new Attribution(
        in.getLong(), in.getLong(), in.getLong(), in.getLong(), in.getLong(), in.getLong());
  }
}
