package haetae.portfolio;

import java.math.BigDecimal;
import java.math.MathContext;

/**
 * Where the profit of a perpetual-hedged pair came from, in KRW; the terms add to the total
 * exactly.
 *
 * <p>With S = F·x·(1+P): premium {@code q·F1·x1·(P1-P0)}, FX {@code q·F0·(x1-x0)·(1+P0)}, hedge
 * residual {@code q·(F1-F0)·x1·(1+P0) - q·(F1-F0)·x1}, funding and fees as booked.
 */
public record Attribution(
    BigDecimal premium,
    BigDecimal fx,
    BigDecimal hedgeResidual,
    BigDecimal funding,
    BigDecimal fees) {

  /**
   * Prices of a pair at one moment.
   *
   * @param krw Upbit price
   * @param usdt perpetual price
   * @param fx KRW per USDT
   */
  public record Mark(BigDecimal krw, BigDecimal usdt, BigDecimal fx) {
    BigDecimal foreign() {
      return usdt.multiply(fx);
    }
  }

  /**
   * Attributes a pair that was long on Upbit and short the perpetual.
   *
   * @param quantity base quantity
   * @param fees KRW paid, positive
   * @param funding KRW received
   */
  public static Attribution of(
      BigDecimal quantity, Mark open, Mark close, BigDecimal funding, BigDecimal fees) {
    // (1+P0) = S0/(F0·x0); multiplied out so that only one division is needed for each term.
    BigDecimal onePlusP0 = open.krw().divide(open.foreign(), MathContext.DECIMAL128);
    BigDecimal premium =
        quantity.multiply(close.krw().subtract(close.foreign().multiply(onePlusP0)));
    BigDecimal fx =
        quantity.multiply(open.usdt().multiply(close.fx().subtract(open.fx())).multiply(onePlusP0));
    BigDecimal move = close.usdt().subtract(open.usdt()).multiply(close.fx());
    BigDecimal leg = quantity.multiply(close.krw().subtract(open.krw()));
    BigDecimal perpetual = quantity.multiply(move).negate();
    // Last term by difference, so that a division without end cannot leave a remainder.
    BigDecimal residual = leg.add(perpetual).subtract(premium).subtract(fx);
    return new Attribution(premium, fx, residual, funding, fees.negate());
  }

  /** Sum of the terms. */
  public BigDecimal total() {
    return premium.add(fx).add(hedgeResidual).add(funding).add(fees);
  }
}
