package haetae.sandbox.binance;

import haetae.market.Fixed;
import haetae.market.Side;
import haetae.sandbox.market.DayStats;
import haetae.sandbox.market.Level;
import haetae.sandbox.market.Market;
import haetae.sandbox.market.MarketTrade;
import haetae.sandbox.market.VenueClock;
import haetae.sandbox.net.Json;
import haetae.sandbox.net.Reply;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Public endpoints that spot and futures have in common. */
final class MarketDataApi {
  private static final List<Integer> FUTURES_DEPTHS = List.of(5, 10, 20, 50, 100, 500, 1_000);

  private final Map<String, Market> markets;
  private final BinanceLimits limits;
  private final VenueClock clock;
  private final boolean spot;

  MarketDataApi(Map<String, Market> markets, BinanceLimits limits, VenueClock clock, boolean spot) {
    this.markets = markets;
    this.limits = limits;
    this.clock = clock;
    this.spot = spot;
  }

  static ArrayNode levels(List<Level> levels) {
    ArrayNode array = Json.array();
    for (Level level : levels) {
      array.addArray().add(price(level.price())).add(price(level.quantity()));
    }
    return array;
  }

  private static String price(BigDecimal value) {
    return Json.fixed(value, Fixed.SCALE);
  }

  Reply ping(BinanceCall call) {
    return Reply.json(200, Json.object());
  }

  Reply time(BinanceCall call) {
    return Reply.json(200, Json.object().put("serverTime", clock.nowMs()));
  }

  private Market market(String symbol) {
    Market market = markets.get(symbol);
    if (market == null) {
      throw BinanceRefusal.of(-1121, "Invalid symbol.");
    }
    return market;
  }

  /** The symbols asked for; all if none is named. */
  private List<Market> asked(BinanceCall call) {
    String one = call.find("symbol");
    if (one != null) {
      return List.of(market(one));
    }
    String several = call.find("symbols");
    if (several == null) {
      return new ArrayList<>(markets.values());
    }
    JsonNode names = Json.read(several);
    if (names == null || !names.isArray()) {
      throw BinanceRefusal.of(-1100, "Illegal characters found in parameter 'symbols'.");
    }
    List<Market> found = new ArrayList<>();
    names.forEach(name -> found.add(market(name.asString(""))));
    return found;
  }

  /** One object if a symbol is named, else a list. */
  private Reply each(BinanceCall call, Function<Market, ObjectNode> shape) {
    if (call.find("symbol") != null) {
      return Reply.json(200, shape.apply(market(call.need("symbol"))));
    }
    ArrayNode array = Json.array();
    asked(call).forEach(market -> array.add(shape.apply(market)));
    return Reply.json(200, array);
  }

  /** {@code exchangeInfo}; the futures ignore the symbol, as the venue does. */
  Reply exchangeInfo(BinanceCall call) {
    ObjectNode json = Json.object().put("timezone", "UTC").put("serverTime", clock.nowMs());
    if (!spot) {
      json.put("futuresType", "U_MARGINED");
    }
    rateLimits(json.putArray("rateLimits"));
    json.putArray("exchangeFilters");
    if (!spot) {
      json.putArray("assets")
          .addObject()
          .put("asset", "USDT")
          .put("marginAvailable", true)
          .put("autoAssetExchange", "-10000");
    }
    ArrayNode symbols = json.putArray("symbols");
    List<Market> chosen = spot ? asked(call) : new ArrayList<>(markets.values());
    for (Market market : chosen) {
      symbols.add(
          spot
              ? Filters.spotSymbol(market.instrument())
              : Filters.futuresSymbol(market.instrument()));
    }
    return Reply.json(200, json);
  }

  private void rateLimits(ArrayNode array) {
    BinanceLimits.Bounds bounds = limits.bounds();
    limit(array, "REQUEST_WEIGHT", "MINUTE", 1, bounds.weightPerMin());
    limit(array, "ORDERS", "SECOND", 10, bounds.ordersPer10s());
    limit(array, "ORDERS", spot ? "DAY" : "MINUTE", 1, bounds.ordersPerLong());
  }

  private static void limit(ArrayNode array, String type, String interval, int number, int limit) {
    array
        .addObject()
        .put("rateLimitType", type)
        .put("interval", interval)
        .put("intervalNum", number)
        .put("limit", limit);
  }

  /** {@code depth}: fits the stream of differences. */
  Reply depth(BinanceCall call) {
    Market market = market(call.need("symbol"));
    int limit = call.number("limit", spot ? 100 : 500, 1, 5_000);
    if (!spot && !FUTURES_DEPTHS.contains(limit)) {
      throw BinanceRefusal.of(-4021, "Depth limit " + limit + " is not valid.");
    }
    ObjectNode json = Json.object().put("lastUpdateId", market.updateId());
    if (!spot) {
      json.put("E", clock.nowMs()).put("T", clock.nowMs());
    }
    json.set("bids", levels(market.levels(Side.BUY, limit)));
    json.set("asks", levels(market.levels(Side.SELL, limit)));
    return Reply.json(200, json);
  }

  /** {@code ticker/bookTicker}. */
  Reply bookTicker(BinanceCall call) {
    return each(call, this::bookTicker);
  }

  private ObjectNode bookTicker(Market market) {
    ObjectNode json = Json.object().put("symbol", market.symbol());
    side(json, "bid", market.best(Side.BUY));
    side(json, "ask", market.best(Side.SELL));
    return spot ? json : json.put("time", clock.nowMs()).put("lastUpdateId", market.updateId());
  }

  private static void side(ObjectNode json, String name, @Nullable Level level) {
    json.put(name + "Price", price(level == null ? BigDecimal.ZERO : level.price()));
    json.put(name + "Qty", price(level == null ? BigDecimal.ZERO : level.quantity()));
  }

  /** {@code ticker/price}. */
  Reply price(BinanceCall call) {
    return each(
        call,
        market -> {
          ObjectNode json = Json.object().put("symbol", market.symbol());
          json.put("price", price(market.stats().last()));
          return spot ? json : json.put("time", clock.nowMs());
        });
  }

  /** {@code ticker/24hr}. */
  Reply day(BinanceCall call) {
    return each(call, this::day);
  }

  private ObjectNode day(Market market) {
    DayStats stats = market.stats();
    BigDecimal change = stats.last().subtract(stats.open());
    ObjectNode json = Json.object().put("symbol", market.symbol());
    json.put("priceChange", price(change)).put("priceChangePercent", percent(change, stats.open()));
    json.put("weightedAvgPrice", price(average(stats)));
    json.put("prevClosePrice", price(stats.previousClose())).put("lastPrice", price(stats.last()));
    json.put("lastQty", price(stats.lastTrade().quantity()));
    side(json, "bid", market.best(Side.BUY));
    side(json, "ask", market.best(Side.SELL));
    json.put("openPrice", price(stats.open())).put("highPrice", price(stats.high()));
    json.put("lowPrice", price(stats.low())).put("volume", price(stats.volume()));
    json.put("quoteVolume", price(stats.turnover()));
    json.put("openTime", clock.nowMs() - 86_400_000).put("closeTime", clock.nowMs());
    return json.put("firstId", 1).put("lastId", stats.lastTrade().id()).put("count", stats.count());
  }

  static String percent(BigDecimal change, BigDecimal of) {
    return of.signum() == 0
        ? "0.000"
        : change.movePointRight(2).divide(of, 3, RoundingMode.HALF_EVEN).toPlainString();
  }

  private static BigDecimal average(DayStats stats) {
    return stats.volume().signum() == 0
        ? BigDecimal.ZERO
        : stats.turnover().divide(stats.volume(), Fixed.SCALE, RoundingMode.HALF_EVEN);
  }

  /** {@code trades}, the oldest first. */
  Reply trades(BinanceCall call) {
    ArrayNode array = Json.array();
    for (MarketTrade trade : last(call)) {
      ObjectNode json = array.addObject().put("id", trade.id());
      json.put("price", price(trade.price())).put("qty", price(trade.quantity()));
      json.put("quoteQty", price(trade.price().multiply(trade.quantity())));
      json.put("time", trade.timeMs()).put("isBuyerMaker", trade.taker() == Side.SELL);
      json.put("isBestMatch", true);
    }
    return Reply.json(200, array);
  }

  private List<MarketTrade> last(BinanceCall call) {
    int limit = call.number("limit", 500, 1, 1_000);
    return market(call.need("symbol")).stats().newestFirst().stream()
        .limit(limit)
        .toList()
        .reversed();
  }

  /** {@code aggTrades}: each trade is its own aggregate here. */
  Reply aggTrades(BinanceCall call) {
    ArrayNode array = Json.array();
    for (MarketTrade trade : last(call)) {
      ObjectNode json = array.addObject().put("a", trade.id());
      json.put("p", price(trade.price())).put("q", price(trade.quantity()));
      json.put("f", trade.id()).put("l", trade.id()).put("T", trade.timeMs());
      json.put("m", trade.taker() == Side.SELL).put("M", true);
    }
    return Reply.json(200, array);
  }
}
