package haetae.app.shadow;

import haetae.market.Fixed;
import haetae.market.Side;
import java.math.RoundingMode;

/**
 * One way of one leg: in or out. Immutable.
 *
 * @param side side of its orders
 * @param decidedE8 best price of that side's counterparties as it was decided, 0 if there was none
 * @param quantityE8 base quantity that filled
 * @param fundsE8 what those fills came to, in the quote asset
 */
public record LegFacts(Side side, long decidedE8, long quantityE8, long fundsE8) {
  static LegFacts none(Side side) {
    return new LegFacts(side, 0, 0, 0);
  }

  LegFacts decided(long priceE8) {
    return new LegFacts(side, priceE8, quantityE8, fundsE8);
  }

  LegFacts filled(long priceE8, long moreE8) {
    long more = Fixed.multiplyE8(priceE8, moreE8, RoundingMode.HALF_EVEN);
    return new LegFacts(
        side, decidedE8, Math.addExact(quantityE8, moreE8), Math.addExact(fundsE8, more));
  }

  /** Average price of the fills, rounded half even; 0 if nothing filled. */
  public long averageE8() {
    return quantityE8 == 0 ? 0 : Fixed.divideE8(fundsE8, quantityE8, RoundingMode.HALF_EVEN);
  }

  /** True if both prices are known, so that the slippage is. */
  public boolean measured() {
    return decidedE8 != 0 && quantityE8 != 0;
  }

  /**
   * Average price less decided price, over the decided price, as a cost: positive when it filled
   * worse. A buy decided at 100 and filled at 100.02 has 200 ppm. Only if it is measured.
   */
  public long slippagePpm() {
    long worse = side == Side.BUY ? averageE8() - decidedE8 : decidedE8 - averageE8();
    return Fixed.mulDiv(worse, Fixed.MILLION, decidedE8, RoundingMode.HALF_EVEN);
  }
}
