package haetae.sandbox.binance;

import haetae.market.Side;
import haetae.sandbox.market.Market;
import haetae.sandbox.net.Json;
import haetae.sandbox.net.Reply;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The endpoints of spot orders. */
final class SpotOrderApi {
  static final List<String> STP_MODES =
      List.of("NONE", "EXPIRE_TAKER", "EXPIRE_MAKER", "EXPIRE_BOTH", "DECREMENT");
  private static final int MOST_OPEN = 200;

  private final SpotDesk desk;
  private final Map<String, Market> markets;
  private final BooleanSupplier falseDuplicate;

  SpotOrderApi(SpotDesk desk, Map<String, Market> markets, BooleanSupplier falseDuplicate) {
    this.desk = desk;
    this.markets = markets;
    this.falseDuplicate = falseDuplicate;
  }

  private Market market(BinanceCall call) {
    return market(call.need("symbol"));
  }

  private Market market(String symbol) {
    Market market = markets.get(symbol);
    if (market == null) {
      throw BinanceRefusal.of(-1121, "Invalid symbol.");
    }
    return market;
  }

  /** {@code POST /api/v3/order}. */
  Reply place(BinanceCall call) {
    BinanceOrder.Terms terms = check(call);
    BinanceOrder placed = desk.place(terms);
    return Reply.json(200, SpotJson.placed(placed, responseType(call, terms)));
  }

  private static String responseType(BinanceCall call, BinanceOrder.Terms terms) {
    String standard = terms.type().equals("LIMIT_MAKER") ? "ACK" : "FULL";
    return call.word("newOrderRespType", standard, List.of("ACK", "RESULT", "FULL"), -1130);
  }

  /** {@code POST /api/v3/order/test}. */
  Reply test(BinanceCall call) {
    check(call);
    return Reply.json(200, Json.object());
  }

  private BinanceOrder.Terms check(BinanceCall call) {
    Market market = market(call);
    Side side =
        call.word("side", null, List.of("BUY", "SELL"), -1117).equals("BUY") ? Side.BUY : Side.SELL;
    String type = call.word("type", null, List.of("LIMIT", "MARKET", "LIMIT_MAKER"), -1116);
    boolean limit = type.equals("LIMIT");
    boolean atMarket = type.equals("MARKET");
    if (!limit && call.find("timeInForce") != null) {
      throw BinanceRefusal.of(-1106, "Parameter 'timeInForce' sent when not required.");
    }
    if (atMarket && call.find("price") != null) {
      throw BinanceRefusal.of(-1106, "Parameter 'price' sent when not required.");
    }
    String force =
        limit ? call.word("timeInForce", null, List.of("GTC", "IOC", "FOK"), -1115) : "GTC";
    BigDecimal price = atMarket ? null : decimal(call, "price");
    BigDecimal amount = atMarket ? call.decimal("quoteOrderQty") : null;
    BigDecimal quantity = amount == null ? decimal(call, "quantity") : null;
    Filters.checkSpot(market, side, price, quantity);
    if (amount != null) {
      Filters.checkSpotNotional(market, amount, side);
    }
    String stp = call.word("selfTradePreventionMode", "EXPIRE_MAKER", STP_MODES, -1130);
    checkOpen(market);
    return new BinanceOrder.Terms(
        market, side, type, force, quantity, amount, price, clientId(call, market), stp, "", false);
  }

  private static BigDecimal decimal(BinanceCall call, String name) {
    call.need(name);
    BigDecimal value = call.decimal(name);
    return value == null ? BigDecimal.ZERO : value;
  }

  private void checkOpen(Market market) {
    if (desk.orders().open(market.symbol()).size() >= MOST_OPEN) {
      throw BinanceRefusal.filter("MAX_NUM_ORDERS");
    }
  }

  private String clientId(BinanceCall call, Market market) {
    String given = call.find("newClientOrderId");
    if (given == null) {
      return freshId();
    }
    checkId(given, "newClientOrderId");
    if (falseDuplicate.getAsBoolean() || desk.orders().openWith(market.symbol(), given)) {
      throw BinanceRefusal.of(-2010, "Duplicate order sent.");
    }
    return given;
  }

  static String freshId() {
    return UUID.randomUUID().toString().replace("-", "").substring(0, 22);
  }

  static void checkId(String id, String parameter) {
    if (!id.matches("[\\.A-Z:/a-z0-9_-]{1,36}")) {
      throw BinanceRefusal.of(
          -1100,
          "Illegal characters found in parameter '"
              + parameter
              + "'; legal range is '^[\\.A-Z\\:/a-z0-9_-]{1,36}$'.");
    }
  }

  private BinanceOrder need(BinanceCall call, int code, String message) {
    String symbol = market(call).symbol();
    BinanceOrder found = desk.orders().named(call, symbol, "origClientOrderId");
    if (found == null) {
      throw BinanceRefusal.of(code, message);
    }
    return found;
  }

  /** {@code GET /api/v3/order}. */
  Reply get(BinanceCall call) {
    return Reply.json(200, SpotJson.queried(need(call, -2013, "Order does not exist.")));
  }

  /** {@code DELETE /api/v3/order}. */
  Reply cancel(BinanceCall call) {
    return Reply.json(200, SpotJson.cancelled(cancelled(call)));
  }

  private BinanceOrder cancelled(BinanceCall call) {
    BinanceOrder own = need(call, -2011, "Unknown order sent.");
    String restriction = call.get("cancelRestrictions", "");
    boolean restricted =
        (restriction.equals("ONLY_NEW") && !own.status().equals("NEW"))
            || (restriction.equals("ONLY_PARTIALLY_FILLED")
                && !own.status().equals("PARTIALLY_FILLED"));
    if (own.open() && restricted) {
      throw BinanceRefusal.of(-2011, "Order was not canceled due to cancel restrictions.");
    }
    if (!own.open() || !desk.cancel(own, call.get("newClientOrderId", freshId()))) {
      throw BinanceRefusal.of(-2011, "Unknown order sent.");
    }
    return own;
  }

  /** {@code DELETE /api/v3/openOrders}. */
  Reply cancelAll(BinanceCall call) {
    List<BinanceOrder> open = desk.orders().open(market(call).symbol());
    if (open.isEmpty()) {
      throw BinanceRefusal.of(-2011, "Unknown order sent.");
    }
    ArrayNode array = Json.array();
    for (BinanceOrder own : open) {
      desk.cancel(own, freshId());
      array.add(SpotJson.cancelled(own));
    }
    return Reply.json(200, array);
  }

  /** {@code GET /api/v3/openOrders}. */
  Reply open(BinanceCall call) {
    String symbol = call.find("symbol");
    ArrayNode array = Json.array();
    String known = symbol == null ? null : market(symbol).symbol();
    desk.orders().open(known).forEach(o -> array.add(SpotJson.queried(o)));
    return Reply.json(200, array);
  }

  /** {@code GET /api/v3/allOrders}. */
  Reply all(BinanceCall call) {
    List<BinanceOrder> found = Periods.select(call, desk.orders().all(market(call).symbol()), 24);
    ArrayNode array = Json.array();
    found.forEach(o -> array.add(SpotJson.queried(o)));
    return Reply.json(200, array);
  }

  /** {@code POST /api/v3/order/cancelReplace}. */
  Reply cancelReplace(BinanceCall call) {
    String mode =
        call.word("cancelReplaceMode", null, List.of("STOP_ON_FAILURE", "ALLOW_FAILURE"), -1130);
    Map<String, String> cancel = new LinkedHashMap<>();
    cancel.put("symbol", call.need("symbol"));
    put(cancel, "orderId", call.find("cancelOrderId"));
    put(cancel, "origClientOrderId", call.find("cancelOrigClientOrderId"));
    put(cancel, "newClientOrderId", call.find("cancelNewClientOrderId"));
    BinanceRefusal cancelFailure = null;
    ObjectNode data = Json.object();
    try {
      ObjectNode response = SpotJson.cancelled(cancelled(call.with(cancel)));
      data.put("cancelResult", "SUCCESS").put("newOrderResult", "NOT_ATTEMPTED");
      data.set("cancelResponse", response);
    } catch (BinanceRefusal refusal) {
      cancelFailure = refusal;
      data.put("cancelResult", "FAILURE").put("newOrderResult", "NOT_ATTEMPTED");
      data.set("cancelResponse", refusal.json());
    }
    if (cancelFailure != null && mode.equals("STOP_ON_FAILURE")) {
      data.putNull("newOrderResponse");
      return Reply.json(400, failure(-2022, "Order cancel-replace failed.", data));
    }
    return replace(call, cancelFailure, data);
  }

  private Reply replace(BinanceCall call, @Nullable BinanceRefusal cancelFailure, ObjectNode data) {
    try {
      BinanceOrder.Terms terms = check(call);
      ObjectNode placed = SpotJson.placed(desk.place(terms), responseType(call, terms));
      data.put("newOrderResult", "SUCCESS");
      data.set("newOrderResponse", placed);
    } catch (BinanceRefusal refusal) {
      data.put("newOrderResult", "FAILURE");
      data.set("newOrderResponse", refusal.json());
      return cancelFailure == null
          ? Reply.json(409, failure(-2021, "Order cancel-replace partially failed.", data))
          : Reply.json(400, failure(-2022, "Order cancel-replace failed.", data));
    }
    return cancelFailure == null
        ? Reply.json(200, data)
        : Reply.json(409, failure(-2021, "Order cancel-replace partially failed.", data));
  }

  private static void put(Map<String, String> values, String name, @Nullable String value) {
    if (value != null) {
      values.put(name, value);
    }
  }

  private static ObjectNode failure(int code, String message, ObjectNode data) {
    ObjectNode json = Json.object().put("code", code).put("msg", message);
    json.set("data", data);
    return json;
  }
}
