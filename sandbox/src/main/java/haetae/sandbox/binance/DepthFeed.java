package haetae.sandbox.binance;

import haetae.market.Side;
import haetae.sandbox.market.Market;
import haetae.sandbox.net.Json;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Depth of one market at one speed: differences in sequence, and the best levels. */
final class DepthFeed {
  private static final int[] DEPTHS = {5, 10, 20};

  private final Market market;
  private final StreamHub hub;
  private final boolean spot;
  private final String suffix;
  private final BooleanSupplier skip;
  private final Map<BigDecimal, BigDecimal> bids = new TreeMap<>();
  private final Map<BigDecimal, BigDecimal> asks = new TreeMap<>();
  private long firstId;
  private long lastId;

  /**
   * A feed that has sent nothing yet.
   *
   * @param suffix of the stream names, for example {@code @100ms}
   * @param skip true if the next update is to be left out
   */
  DepthFeed(Market market, StreamHub hub, boolean spot, String suffix, BooleanSupplier skip) {
    this.market = market;
    this.hub = hub;
    this.spot = spot;
    this.suffix = suffix;
    this.skip = skip;
    this.lastId = market.updateId();
  }

  void changed(Side side, BigDecimal price, BigDecimal quantity) {
    if (firstId == 0) {
      firstId = market.updateId();
    }
    (side == Side.BUY ? bids : asks).put(price, quantity);
  }

  /** Sends what has changed since the last time. */
  void flush(long nowMs) {
    if (firstId == 0) {
      return;
    }
    String symbol = market.symbol().toLowerCase(Locale.ROOT);
    long previous = lastId;
    lastId = market.updateId();
    // Only an update that somebody would get can be left out.
    boolean wanted = hub.wanted(symbol + "@depth" + suffix);
    if (!wanted || !skip.getAsBoolean()) {
      hub.publish(symbol + "@depth" + suffix, () -> difference(previous, nowMs));
      for (int depth : DEPTHS) {
        hub.publish(symbol + "@depth" + depth + suffix, () -> best(depth, previous, nowMs));
      }
    }
    firstId = 0;
    bids.clear();
    asks.clear();
  }

  private ObjectNode difference(long previous, long nowMs) {
    ObjectNode json = head(previous, nowMs);
    json.set("b", array(bids));
    json.set("a", array(asks));
    return spot ? json : json.put("st", 1);
  }

  private ObjectNode head(long previous, long nowMs) {
    ObjectNode json = Json.object().put("e", "depthUpdate").put("E", nowMs);
    if (!spot) {
      json.put("T", nowMs);
    }
    json.put("s", market.symbol());
    if (!spot) {
      json.put("ps", market.symbol());
    }
    json.put("U", firstId).put("u", lastId);
    return spot ? json : json.put("pu", previous);
  }

  private static ArrayNode array(Map<BigDecimal, BigDecimal> changes) {
    ArrayNode array = Json.array();
    changes.forEach((p, q) -> array.addArray().add(Json.fixed(p, 8)).add(Json.fixed(q, 8)));
    return array;
  }

  private ObjectNode best(int depth, long previous, long nowMs) {
    ArrayNode bestBids = MarketDataApi.levels(market.levels(Side.BUY, depth));
    ArrayNode bestAsks = MarketDataApi.levels(market.levels(Side.SELL, depth));
    if (spot) {
      ObjectNode json = Json.object().put("lastUpdateId", lastId);
      json.set("bids", bestBids);
      json.set("asks", bestAsks);
      return json;
    }
    ObjectNode json = head(previous, nowMs);
    json.set("b", bestBids);
    json.set("a", bestAsks);
    return json.put("st", 1);
  }
}
