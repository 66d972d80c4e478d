package haetae.sandbox.binance;

import haetae.market.Side;
import haetae.sandbox.market.Market;
import haetae.sandbox.net.Json;
import haetae.sandbox.net.Reply;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

/** The endpoints of futures orders. */
final class FuturesOrderApi {
  private static final List<String> ALGO_TYPES =
      List.of("STOP", "STOP_MARKET", "TAKE_PROFIT", "TAKE_PROFIT_MARKET", "TRAILING_STOP_MARKET");
  private static final List<String> STP_MODES =
      List.of("NONE", "EXPIRE_TAKER", "EXPIRE_MAKER", "EXPIRE_BOTH");
  private static final int MOST_OPEN = 200;

  private final FuturesDesk desk;
  private final Map<String, Market> markets;
  private final BinanceSettings settings;
  private final BooleanSupplier falseDuplicate;

  FuturesOrderApi(
      FuturesDesk desk,
      Map<String, Market> markets,
      BinanceSettings settings,
      BooleanSupplier falseDuplicate) {
    this.desk = desk;
    this.markets = markets;
    this.settings = settings;
    this.falseDuplicate = falseDuplicate;
  }

  private Market market(BinanceCall call) {
    Market market = markets.get(call.need("symbol"));
    if (market == null) {
      throw BinanceRefusal.of(-1121, "Invalid symbol.");
    }
    return market;
  }

  /** {@code POST /fapi/v1/order}. */
  Reply place(BinanceCall call) {
    BinanceOrder placed = desk.place(check(call));
    return Reply.json(200, FuturesJson.placed(placed, ack(call), settings.averageInAnswers()));
  }

  private static boolean ack(BinanceCall call) {
    return call.word("newOrderRespType", "ACK", List.of("ACK", "RESULT"), -1130).equals("ACK");
  }

  /** {@code POST /fapi/v1/order/test}. */
  Reply test(BinanceCall call) {
    check(call);
    return Reply.json(200, Json.object());
  }

  private BinanceOrder.Terms check(BinanceCall call) {
    Market market = market(call);
    Side side =
        call.word("side", null, List.of("BUY", "SELL"), -1117).equals("BUY") ? Side.BUY : Side.SELL;
    String type = call.need("type");
    if (ALGO_TYPES.contains(type)) {
      throw BinanceRefusal.of(
          -4120,
          "Order type not supported for this endpoint. Please use the Algo Order API endpoints"
              + " instead.");
    }
    call.word("type", null, List.of("LIMIT", "MARKET"), -1116);
    boolean limit = type.equals("LIMIT");
    if (!limit && (call.find("timeInForce") != null || call.find("price") != null)) {
      String name = call.find("price") != null ? "price" : "timeInForce";
      throw BinanceRefusal.of(-1106, "Parameter '" + name + "' sent when not required.");
    }
    String force =
        limit ? call.word("timeInForce", null, List.of("GTC", "IOC", "FOK", "GTX"), -1115) : "GTC";
    BigDecimal price = limit ? decimal(call, "price") : null;
    BinanceOrder.Terms terms =
        new BinanceOrder.Terms(
            market,
            side,
            type,
            force,
            decimal(call, "quantity"),
            null,
            price,
            clientId(call, market),
            call.word("selfTradePreventionMode", "EXPIRE_MAKER", STP_MODES, -1130),
            positionSide(call),
            reduceOnly(call, side));
    Filters.checkFutures(terms, desk.account().mark(market.symbol()));
    if (desk.orders().open(market.symbol()).size() >= MOST_OPEN) {
      throw BinanceRefusal.of(-2025, "Reach max open order limit.");
    }
    return terms;
  }

  private static BigDecimal decimal(BinanceCall call, String name) {
    call.need(name);
    BigDecimal value = call.decimal(name);
    return value == null ? BigDecimal.ZERO : value;
  }

  private String positionSide(BinanceCall call) {
    boolean dual = desk.account().dual();
    String side = call.get("positionSide", "BOTH");
    boolean fits = dual ? List.of("LONG", "SHORT").contains(side) : side.equals("BOTH");
    if (!fits) {
      throw BinanceRefusal.of(-4061, "Order's position side does not match user's setting.");
    }
    return side;
  }

  private boolean reduceOnly(BinanceCall call, Side side) {
    String asked = call.find("reduceOnly");
    if (desk.account().dual()) {
      if (asked != null) {
        throw BinanceRefusal.of(-1106, "Parameter 'reduceonly' sent when not required.");
      }
      // In hedge mode selling a long or buying back a short reduces.
      return (side == Side.SELL) == call.get("positionSide", "").equals("LONG");
    }
    return "true".equals(asked);
  }

  private String clientId(BinanceCall call, Market market) {
    String given = call.find("newClientOrderId");
    if (given == null) {
      return SpotOrderApi.freshId();
    }
    if (!given.matches("[\\.A-Z:/a-z0-9_-]{1,36}")) {
      throw BinanceRefusal.of(-4015, "Client order id is not valid.");
    }
    if (falseDuplicate.getAsBoolean() || desk.orders().openWith(market.symbol(), given)) {
      throw BinanceRefusal.of(-4116, "ClientOrderId is duplicated.");
    }
    return given;
  }

  private @Nullable BinanceOrder find(BinanceCall call) {
    return desk.orders().named(call, market(call).symbol(), "origClientOrderId");
  }

  /** {@code GET /fapi/v1/order}. */
  Reply get(BinanceCall call) {
    BinanceOrder found = find(call);
    if (found == null) {
      throw BinanceRefusal.of(-2013, "Order does not exist.");
    }
    return Reply.json(200, FuturesJson.queried(found));
  }

  /** {@code GET /fapi/v1/openOrder}. */
  Reply getOpen(BinanceCall call) {
    BinanceOrder found = find(call);
    if (found == null || !found.open()) {
      throw BinanceRefusal.of(-2013, "Order does not exist.");
    }
    return Reply.json(200, FuturesJson.queried(found));
  }

  /** {@code DELETE /fapi/v1/order}. */
  Reply cancel(BinanceCall call) {
    BinanceOrder found = find(call);
    if (found == null || !desk.cancel(found)) {
      throw BinanceRefusal.of(-2011, "Unknown order sent.");
    }
    return Reply.json(200, FuturesJson.cancelled(found, settings.averageInAnswers()));
  }

  /** {@code DELETE /fapi/v1/allOpenOrders}. */
  Reply cancelAll(BinanceCall call) {
    cancelAll(market(call).symbol());
    return Reply.json(
        200,
        Json.object()
            .put("code", 200)
            .put("msg", "The operation of cancel all open order is done."));
  }

  /** Cancels all open orders of a symbol. */
  void cancelAll(String symbol) {
    desk.orders().open(symbol).forEach(desk::cancel);
  }

  /** {@code POST /fapi/v1/batchOrders}: each for itself. */
  Reply placeBatch(BinanceCall call) {
    JsonNode orders = Json.read(call.need("batchOrders"));
    if (orders == null || !orders.isArray() || orders.size() > 5) {
      throw BinanceRefusal.of(-4082, "Invalid number of batch place orders.");
    }
    ArrayNode array = Json.array();
    for (JsonNode order : orders) {
      Map<String, String> values = new LinkedHashMap<>();
      order.properties().forEach(e -> values.put(e.getKey(), e.getValue().asString("")));
      BinanceCall one = call.with(values);
      try {
        array.add(
            FuturesJson.placed(desk.place(check(one)), ack(one), settings.averageInAnswers()));
      } catch (BinanceRefusal refusal) {
        array.add(refusal.json());
      }
    }
    return Reply.json(200, array);
  }

  /** {@code DELETE /fapi/v1/batchOrders}. */
  Reply cancelBatch(BinanceCall call) {
    boolean byId = call.find("orderIdList") != null;
    JsonNode ids = Json.read(call.need(byId ? "orderIdList" : "origClientOrderIdList"));
    if (ids == null || !ids.isArray() || ids.size() > 10) {
      throw BinanceRefusal.of(-4082, "Invalid number of batch cancel orders.");
    }
    ArrayNode array = Json.array();
    for (JsonNode id : ids) {
      String name = byId ? "orderId" : "origClientOrderId";
      Map<String, String> values = new LinkedHashMap<>();
      values.put("symbol", call.need("symbol"));
      values.put(name, id.asString(""));
      BinanceOrder found = find(call.with(values));
      if (found != null && desk.cancel(found)) {
        array.add(FuturesJson.cancelled(found, settings.averageInAnswers()));
      } else {
        array.add(BinanceRefusal.of(-2011, "Unknown order sent.").json());
      }
    }
    return Reply.json(200, array);
  }

  /** {@code GET /fapi/v1/openOrders}. */
  Reply open(BinanceCall call) {
    String symbol = call.find("symbol") == null ? null : market(call).symbol();
    ArrayNode array = Json.array();
    desk.orders().open(symbol).forEach(o -> array.add(FuturesJson.queried(o)));
    return Reply.json(200, array);
  }

  /** {@code GET /fapi/v1/allOrders}. */
  Reply all(BinanceCall call) {
    String symbol = call.find("symbol") == null ? null : market(call).symbol();
    ArrayNode array = Json.array();
    Periods.select(call, desk.orders().all(symbol), 7 * 24)
        .forEach(o -> array.add(FuturesJson.queried(o)));
    return Reply.json(200, array);
  }
}
