package haetae.execution;

import haetae.market.Instrument;

/** What to do with a leg that stands alone. Pure decisions. */
public final class ImbalancePolicy {
  private ImbalancePolicy() {}

  /** Quantity to hedge: whole lots of what has really filled, never more. */
  public static long hedgeE8(Instrument hedge, long deltaE8) {
    return hedge.rules().floorQuantityE8(Math.abs(deltaE8));
  }

  /**
   * True if reversing the filled leg is worth at least as much as finishing the other: ties unwind,
   * since that leaves less exposure.
   *
   * @param completeKrwE8 value of completing now, with the expected reversion of the finished pair
   * @param unwindKrwE8 value of reversing now
   */
  public static boolean unwinds(long completeKrwE8, long unwindKrwE8) {
    return unwindKrwE8 >= completeKrwE8;
  }
}
