package haetae.sandbox.binance;

import haetae.market.Fixed;
import java.math.BigDecimal;
import java.math.RoundingMode;

/** A position in a perpetual: signed amount and average entry price. */
final class FuturesPosition {
  private final String symbol;
  private final String side;
  private BigDecimal amount = BigDecimal.ZERO;
  private BigDecimal entry = BigDecimal.ZERO;
  private BigDecimal realized = BigDecimal.ZERO;
  private long updatedMs;

  FuturesPosition(String symbol, String side) {
    this.symbol = symbol;
    this.side = side;
  }

  String symbol() {
    return symbol;
  }

  /** BOTH, LONG or SHORT. */
  String side() {
    return side;
  }

  BigDecimal amount() {
    return amount;
  }

  BigDecimal entry() {
    return entry;
  }

  /** Sum of all that was realized, without fees. */
  BigDecimal realized() {
    return realized;
  }

  long updatedMs() {
    return updatedMs;
  }

  boolean flat() {
    return amount.signum() == 0;
  }

  BigDecimal unrealized(BigDecimal mark) {
    return mark.subtract(entry).multiply(amount);
  }

  /**
   * Takes in a fill; returns the profit that it realizes.
   *
   * @param signed quantity, negative for a sale
   */
  BigDecimal fill(BigDecimal signed, BigDecimal price, long timeMs) {
    updatedMs = timeMs;
    BigDecimal profit = BigDecimal.ZERO;
    boolean reduces = amount.signum() == -signed.signum() && !flat();
    BigDecimal closed = reduces ? signed.abs().min(amount.abs()) : BigDecimal.ZERO;
    if (reduces) {
      BigDecimal gain = price.subtract(entry).multiply(closed);
      profit = amount.signum() > 0 ? gain : gain.negate();
      realized = realized.add(profit);
    }
    BigDecimal after = amount.add(signed);
    if (after.signum() == 0) {
      entry = BigDecimal.ZERO;
    } else if (after.signum() != amount.signum()) {
      entry = price;
    } else if (!reduces) {
      BigDecimal cost = entry.multiply(amount.abs()).add(price.multiply(signed.abs()));
      entry = cost.divide(after.abs(), Fixed.SCALE, RoundingMode.HALF_EVEN);
    }
    amount = after;
    return profit;
  }
}
