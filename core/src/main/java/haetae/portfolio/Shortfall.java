package haetae.portfolio;

import haetae.market.Fixed;
import haetae.market.Side;
import java.math.RoundingMode;

/** Implementation shortfall: what filling cost against the prices the decision was made at. */
public final class Shortfall {
  private Shortfall() {}

  /** KRW lost to filling at another price than decided; negative when it was better. */
  public static long krwE8(
      Side side, long quantityE8, long decidedE8, long filledE8, long krwPerQuoteE8) {
    long worse = side == Side.BUY ? filledE8 - decidedE8 : decidedE8 - filledE8;
    long quote = Fixed.multiplyE8(worse, quantityE8, RoundingMode.HALF_EVEN);
    return Fixed.multiplyE8(quote, krwPerQuoteE8, RoundingMode.HALF_EVEN);
  }
}
