package haetae.sandbox;

import haetae.sandbox.market.OrderOfRecord;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

/**
 * What the venues hold and have done, as they themselves know it and whatever they have told: to
 * compare a client's books with. Immutable.
 *
 * @param upbit by asset, what is free and what is locked together
 * @param binanceSpot the same of Binance's spot account
 * @param futuresUsdt wallet of Binance's USD-M account
 * @param positions by symbol, net contracts of each perpetual that was ever held
 * @param orders every order that was taken in, the oldest of each venue first
 */
public record Truth(
    Map<String, BigDecimal> upbit,
    Map<String, BigDecimal> binanceSpot,
    BigDecimal futuresUsdt,
    Map<String, BigDecimal> positions,
    List<OrderOfRecord> orders) {
  /** Takes copies. */
  public Truth {
    upbit = Map.copyOf(upbit);
    binanceSpot = Map.copyOf(binanceSpot);
    positions = Map.copyOf(positions);
    orders = List.copyOf(orders);
  }
}
