package haetae.app.live;

import haetae.market.Fixed;
import java.math.BigDecimal;
import java.math.RoundingMode;

/** Numbers as the operator reads them. */
final class Words {
  private Words() {}

  /** Whole won, rounded half even, with the sign {@code ₩} behind. */
  static String won(long krwE8) {
    return BigDecimal.valueOf(krwE8, Fixed.SCALE)
            .setScale(0, RoundingMode.HALF_EVEN)
            .toPlainString()
        + "₩";
  }

  /** Parts per million as a percentage with two decimals. */
  static String percent(long ppm) {
    return BigDecimal.valueOf(ppm, 4).setScale(2, RoundingMode.HALF_EVEN).toPlainString() + "%";
  }

  /** A quantity without trailing zeros. */
  static String coin(long quantityE8) {
    return Fixed.format(quantityE8);
  }
}
