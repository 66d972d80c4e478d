package haetae.premium;

import static java.util.Objects.requireNonNull;

import haetae.market.FeeSchedule;
import haetae.market.OrderBook;

/**
 * What the edge of a pair is computed from. Made once a pair and again when fees change; the books
 * are the live, mutable ones.
 *
 * @param upbit KRW book of the coin
 * @param binance USDT book of the coin, spot or perpetual
 * @param fx KRW-USDT book
 * @param fees taker fees of the route
 * @param binanceLotE8 Binance's quantity step, positive
 */
public record PairMarket(
    OrderBook upbit, OrderBook binance, OrderBook fx, FeeSchedule fees, long binanceLotE8) {
  /** Checks that nothing is missing. */
  public PairMarket {
    requireNonNull(upbit, "upbit");
    requireNonNull(binance, "binance");
    requireNonNull(fx, "fx");
    requireNonNull(fees, "fees");
    if (binanceLotE8 <= 0) {
      throw new IllegalArgumentException("Binance lot must be positive: " + binanceLotE8);
    }
  }
}
