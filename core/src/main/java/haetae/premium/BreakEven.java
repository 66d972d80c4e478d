package haetae.premium;

import haetae.market.FeeSchedule;
import java.math.BigDecimal;
import java.math.MathContext;

/** Executable premia at which a trade earns exactly its fees. Exact decimals. */
public record BreakEven(BigDecimal sell, BigDecimal buy) {
  /**
   * {@code P_sell* = (1+f_b)(1+f_x)/(1-f_u) - 1} and {@code P_buy* = (1-f_b)(1-f_x)/(1+f_u) - 1}.
   */
  public static BreakEven of(FeeSchedule fees) {
    BigDecimal u = rate(fees.upbitPpm());
    BigDecimal b = rate(fees.binancePpm());
    BigDecimal x = rate(fees.fxPpm());
    BigDecimal one = BigDecimal.ONE;
    MathContext digits = MathContext.DECIMAL128;
    BigDecimal sell = one.add(b).multiply(one.add(x)).divide(one.subtract(u), digits).subtract(one);
    BigDecimal buy =
        one.subtract(b).multiply(one.subtract(x)).divide(one.add(u), digits).subtract(one);
    return new BreakEven(sell, buy);
  }

  /** Width of the band in which opening on one side and closing on the other loses. */
  public BigDecimal width() {
    return sell.subtract(buy);
  }

  private static BigDecimal rate(long ppm) {
    return BigDecimal.valueOf(ppm, 6);
  }
}
