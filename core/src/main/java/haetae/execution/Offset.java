package haetae.execution;

import haetae.market.Side;

/**
 * An exposure that must be offset, and the two legs that can do it.
 *
 * @param excessE8 signed base quantity that is too much
 * @param behind leg whose trading would bring the movement forward
 * @param ahead leg whose trading would take it back
 */
record Offset(long excessE8, Leg behind, Leg ahead) {
  /**
   * The exposure of a trade. On the way in the leg that holds less is behind, on the way out the
   * one that still holds more.
   */
  static Offset of(PairTrade trade, Leg first, long excessE8) {
    Leg second = trade.other(first);
    boolean firstHoldsMore = Math.abs(first.netE8()) >= Math.abs(second.netE8());
    Leg behind = firstHoldsMore == trade.exiting() ? first : second;
    return new Offset(excessE8, behind, trade.other(behind));
  }

  /** Side that takes the excess away. */
  Side side() {
    return LegSizes.offsetSide(excessE8);
  }
}
