package haetae.sandbox.binance;

import haetae.sandbox.market.Order;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** All orders of a product. A client id is unique among open orders only. */
final class OrderRegister {
  private final Map<Long, BinanceOrder> byId = new LinkedHashMap<>();
  private final Map<String, BinanceOrder> lastOfClientId = new LinkedHashMap<>();
  private long ids;

  OrderRegister(long firstId) {
    this.ids = firstId;
  }

  long nextId() {
    return ++ids;
  }

  void add(BinanceOrder order) {
    byId.put(order.id(), order);
    lastOfClientId.put(key(order.symbol(), order.terms().clientId()), order);
  }

  private static String key(String symbol, String clientId) {
    return symbol + " " + clientId;
  }

  /** True if an open order has the id. */
  boolean openWith(String symbol, String clientId) {
    BinanceOrder last = lastOfClientId.get(key(symbol, clientId));
    return last != null && last.open();
  }

  BinanceOrder of(Order order) {
    BinanceOrder found = byId.get(order.id());
    if (found == null) {
      throw new IllegalStateException("order " + order.id() + " is not known");
    }
    return found;
  }

  /** The order that a request names by either id; null if there is none. */
  @Nullable BinanceOrder named(BinanceCall call, String symbol, String clientIdParameter) {
    Long id = call.number("orderId");
    String clientId = call.find(clientIdParameter);
    if (id == null && clientId == null) {
      throw BinanceRefusal.of(
          -1102,
          "Param '" + clientIdParameter + "' or 'orderId' must be sent, but both were empty/null!");
    }
    BinanceOrder found;
    if (id != null) {
      found = byId.get(id);
      if (found != null && clientId != null && !found.terms().clientId().equals(clientId)) {
        throw BinanceRefusal.of(-2039, "Client order ID is not correct for this order ID.");
      }
    } else {
      found = clientId == null ? null : lastOfClientId.get(key(symbol, clientId));
    }
    return found == null || !found.symbol().equals(symbol) ? null : found;
  }

  /** Open orders of a symbol, or of all if it is null; the oldest first. */
  List<BinanceOrder> open(@Nullable String symbol) {
    return all(symbol).stream().filter(BinanceOrder::open).toList();
  }

  /** All orders of a symbol, or of all if it is null; the oldest first. */
  List<BinanceOrder> all(@Nullable String symbol) {
    List<BinanceOrder> found = new ArrayList<>();
    for (BinanceOrder order : byId.values()) {
      if (symbol == null || order.symbol().equals(symbol)) {
        found.add(order);
      }
    }
    return found;
  }
}
