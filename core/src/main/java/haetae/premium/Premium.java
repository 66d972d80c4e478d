package haetae.premium;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** The premia a trader reads, as exact decimals; decisions use {@link EdgeCalculator} instead. */
public final class Premium {
  private static final int DIGITS = 12;

  private Premium() {}

  /**
   * {@code krwPrice / (usdtPrice × krwPerUsdt) - 1} with 12 decimals, HALF_EVEN; positive when
   * Korea is dearer. With mid prices the coin premium, with a bank rate the bank premium, with bid
   * and asks of the side to be taken the executable premium.
   */
  public static BigDecimal of(BigDecimal krwPrice, BigDecimal usdtPrice, BigDecimal krwPerUsdt) {
    return krwPrice
        .divide(usdtPrice.multiply(krwPerUsdt), MathContext.DECIMAL128)
        .subtract(BigDecimal.ONE)
        .setScale(DIGITS, RoundingMode.HALF_EVEN);
  }

  /** Tether premium: {@code krwPerUsdt / usdKrw - 1} with 12 decimals. */
  public static BigDecimal tether(BigDecimal krwPerUsdt, BigDecimal usdKrw) {
    return of(krwPerUsdt, BigDecimal.ONE, usdKrw);
  }
}
