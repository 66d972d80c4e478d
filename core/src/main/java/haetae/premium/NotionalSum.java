package haetae.premium;

import haetae.market.Fixed;
import java.math.RoundingMode;

/**
 * The exact sum of price times quantity over fills, rounded only when it is read.
 *
 * <p>Threads: one owner. Allocates nothing.
 */
final class NotionalSum {
  private long quantityE8;
  private long wholeE8;
  private long restE16;

  void clear() {
    quantityE8 = 0;
    wholeE8 = 0;
    restE16 = 0;
  }

  void add(long priceE8, long moreE8) {
    long productE8 = Fixed.multiplyE8(priceE8, moreE8, RoundingMode.DOWN);
    // The low 64 bits are enough: the true difference lies in 0 to 1e8 - 1.
    long rest = restE16 + (priceE8 * moreE8 - productE8 * Fixed.ONE);
    quantityE8 = Math.addExact(quantityE8, moreE8);
    wholeE8 = Math.addExact(wholeE8, Math.addExact(productE8, rest / Fixed.ONE));
    restE16 = rest % Fixed.ONE;
  }

  long quantityE8() {
    return quantityE8;
  }

  long notionalE8(boolean up) {
    return up && restE16 > 0 ? Math.addExact(wholeE8, 1) : wholeE8;
  }

  /** Mean price; 0 if nothing was added. */
  long vwapE8(boolean up) {
    if (quantityE8 == 0) {
      return 0;
    }
    long floorE8 = Fixed.mulDiv(wholeE8, Fixed.ONE, quantityE8, RoundingMode.DOWN);
    long rest = Math.addExact(wholeE8 * Fixed.ONE - floorE8 * quantityE8, restE16);
    long vwapE8 = floorE8 + rest / quantityE8;
    return up && rest % quantityE8 != 0 ? vwapE8 + 1 : vwapE8;
  }
}
