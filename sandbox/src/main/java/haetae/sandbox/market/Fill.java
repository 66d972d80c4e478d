package haetae.sandbox.market;

import java.math.BigDecimal;
import java.math.MathContext;

/**
 * One execution of one of our orders.
 *
 * @param tradeId id of the public trade
 * @param maker true if the order was resting
 * @param timeMs venue time
 */
public record Fill(
    long tradeId, BigDecimal price, BigDecimal quantity, boolean maker, long timeMs) {
  /** Price times quantity. */
  public BigDecimal funds() {
    return price.multiply(quantity, MathContext.UNLIMITED);
  }
}
