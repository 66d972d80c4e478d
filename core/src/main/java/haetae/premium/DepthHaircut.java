package haetae.premium;

import haetae.market.Fixed;
import haetae.market.OrderBook;
import haetae.market.Side;
import java.math.RoundingMode;

/**
 * The share of each displayed size that is counted on, since part of it is gone before an order
 * arrives.
 *
 * @param visiblePpm share kept, above 0 up to 1,000,000 (all of it)
 */
public record DepthHaircut(long visiblePpm) {
  /** Counts on every displayed size. */
  public static final DepthHaircut NONE = new DepthHaircut(Fixed.MILLION);

  /** Checks the share. */
  public DepthHaircut {
    if (visiblePpm <= 0 || visiblePpm > Fixed.MILLION) {
      throw new IllegalArgumentException(
          "share of visible depth must be above 0 and at most 1000000 ppm: " + visiblePpm);
    }
  }

  /** Size of the i-th level that a taker meets, after the haircut, rounded down. */
  public long visibleE8(OrderBook book, Side taker, int i) {
    long quantityE8 = book.quantityE8(taker, i);
    return visiblePpm == Fixed.MILLION
        ? quantityE8
        : Fixed.partE8(quantityE8, visiblePpm, RoundingMode.FLOOR);
  }
}
