package haetae.premium;

import haetae.market.Direction;
import haetae.market.OrderBook;
import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * The executable premia of a pair at a size.
 *
 * <p>Sign: positive means Korea is dearer. {@code sell <= mid <= buy} on books that are not
 * crossed. The mid is for display only. Example: bids and asks 105550000/105560000 KRW,
 * 77120.03/77120.04 USDT, 1370/1371 KRW: sell -0.001717318978, buy -0.000893867773.
 *
 * <p>Mutable and reusable: {@link #compute} allocates nothing. Errors: {@link
 * IllegalStateException} when a result is read that does not exist. Threads: one owner.
 */
public final class Premium {
  private final EdgeCalculator sell = new EdgeCalculator();
  private final EdgeCalculator buy = new EdgeCalculator();
  private long midE12;

  /**
   * Computes all three.
   *
   * @param quantityE8 coin quantity, positive
   * @return false if the depth of any book is short on any side: no result exists then
   */
  public boolean compute(PairMarket market, long quantityE8) {
    boolean sellable = sell.compute(market, Direction.BUY_BINANCE_SELL_UPBIT, quantityE8);
    boolean buyable = buy.compute(market, Direction.BUY_UPBIT_SELL_BINANCE, quantityE8);
    if (sellable && buyable) {
      // Twice the mid each: (2 * 2U) / (2B * 2X).
      midE12 =
          PriceRatio.e12(
                  Math.multiplyExact(2, touches(market.upbit())),
                  touches(market.binance()),
                  touches(market.fx()),
                  RoundingMode.HALF_EVEN)
              - PriceRatio.ONE_E12;
    }
    return sellable && buyable;
  }

  private static long touches(OrderBook book) {
    return Math.addExact(book.bestBidE8(), book.bestAskE8());
  }

  /** What selling at Upbit and buying at Binance gets, rounded down. */
  public long sellPpm() {
    return sell.premiumPpm();
  }

  /** What buying at Upbit and selling at Binance pays, rounded up. */
  public long buyPpm() {
    return buy.premiumPpm();
  }

  /** The premium of the mid prices, to the nearest; for display only. */
  public long midPpm() {
    return PriceRatio.nearestPpm(knownMidE12());
  }

  /** {@link #sellPpm} with 12 decimals. */
  public BigDecimal sell() {
    return sell.premium();
  }

  /** {@link #buyPpm} with 12 decimals. */
  public BigDecimal buy() {
    return buy.premium();
  }

  /** {@link #midPpm} with 12 decimals. */
  public BigDecimal mid() {
    return PriceRatio.decimal(knownMidE12());
  }

  private long knownMidE12() {
    if (!sell.complete() || !buy.complete()) {
      throw new IllegalStateException("no premium: the depth of a book was short");
    }
    return midE12;
  }
}
