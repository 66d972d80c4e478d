package haetae.app.live;

import haetae.engine.PositionView;
import haetae.market.Fixed;
import java.math.BigDecimal;
import java.math.RoundingMode;

/** Numbers and positions as the operator reads them. */
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

  /** An open trade and what it holds. */
  static String position(PositionView p) {
    return "%s %s %s %s upbit=%s binance=%s"
        .formatted(
            p.trade(),
            p.pair(),
            p.direction().code(),
            p.phase(),
            coin(p.upbitE8()),
            coin(p.binanceE8()));
  }

  /** A quantity without trailing zeros. */
  static String coin(long quantityE8) {
    return Fixed.format(quantityE8);
  }
}
