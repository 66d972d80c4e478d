package haetae.market;

import java.math.RoundingMode;

/** Quantities that both venues of a route accept. */
public final class CommonLot {
  private CommonLot() {}

  /** Smallest quantity that is a multiple of both instruments' lots. */
  public static long stepE8(Instrument a, Instrument b) {
    return stepE8(a.rules().lotE8(), b.rules().lotE8());
  }

  /** Least common multiple of two lots. */
  static long stepE8(long lotE8, long otherE8) {
    return Math.multiplyExact(lotE8 / gcd(lotE8, otherE8), otherE8);
  }

  /** Largest common multiple of the lots that is not above the target. */
  public static long floorE8(Pair pair, long targetE8) {
    return targetE8 - Math.floorMod(targetE8, stepE8(pair.upbit(), pair.binance()));
  }

  /**
   * Quantity to buy so that at least {@code quantityE8} is left after a fee taken in the base
   * asset: {@code ceil_lot(q / (1 - fee))}. Rounds up, so the balance must be checked again.
   */
  public static long grossUpE8(long quantityE8, long feePpm, long lotE8) {
    long gross =
        Fixed.mulDiv(quantityE8, Fixed.MILLION, Fixed.MILLION - feePpm, RoundingMode.CEILING);
    return Math.multiplyExact(Math.ceilDiv(gross, lotE8), lotE8);
  }

  /** True if price times quantity is at least the instrument's smallest notional. */
  public static boolean meetsMinimums(Instrument instrument, long quantityE8, long priceE8) {
    OrderRules rules = instrument.rules();
    return quantityE8 > 0
        && quantityE8 >= rules.minQuantityE8()
        && Fixed.multiplyE8(quantityE8, priceE8, RoundingMode.FLOOR) >= rules.minNotionalE8();
  }

  private static long gcd(long a, long b) {
    return b == 0 ? a : gcd(b, a % b);
  }
}
