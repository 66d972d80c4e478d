package haetae.sandbox.binance;

import haetae.sandbox.market.Market;
import haetae.sandbox.net.Json;
import haetae.sandbox.net.Loop;
import haetae.sandbox.net.Reply;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** How the futures account is set up, and its dead-man's switch. */
final class FuturesSetupApi {
  static final String MOST_NOTIONAL = "1000000";

  private final FuturesDesk desk;
  private final Map<String, Market> markets;
  private final BinanceLimits limits;
  private final Loop loop;
  private final Consumer<String> cancelAll;
  private final BiConsumer<String, Integer> leverageChanged;
  private final Map<String, Loop.Timer> countdowns = new TreeMap<>();

  FuturesSetupApi(
      FuturesDesk desk,
      Map<String, Market> markets,
      BinanceLimits limits,
      Loop loop,
      Consumer<String> cancelAll,
      BiConsumer<String, Integer> leverageChanged) {
    this.desk = desk;
    this.markets = markets;
    this.limits = limits;
    this.loop = loop;
    this.cancelAll = cancelAll;
    this.leverageChanged = leverageChanged;
  }

  private FuturesAccount account() {
    return desk.account();
  }

  private String symbol(BinanceCall call) {
    String symbol = call.need("symbol");
    if (!markets.containsKey(symbol)) {
      throw BinanceRefusal.of(-1121, "Invalid symbol.");
    }
    return symbol;
  }

  private static Reply success() {
    return Reply.json(200, Json.object().put("code", 200).put("msg", "success"));
  }

  private static boolean flag(BinanceCall call, String name) {
    return call.word(name, null, List.of("true", "false"), -1130).equals("true");
  }

  /** {@code POST /fapi/v1/leverage}. */
  Reply leverage(BinanceCall call) {
    String symbol = symbol(call);
    call.need("leverage");
    Long value = call.number("leverage");
    if (value == null || value < 1 || value > 125) {
      throw BinanceRefusal.of(-4028, "Leverage " + value + " is not valid");
    }
    int leverage = value.intValue();
    boolean isolated = account().marginType(symbol).equals("ISOLATED");
    if (isolated && leverage < account().leverage(symbol) && account().anyOpen(symbol)) {
      throw BinanceRefusal.of(
          -4161, "Leverage reduction is not supported in Isolated Margin Mode with open positions");
    }
    if (leverage != account().leverage(symbol)) {
      account().leverage(symbol, leverage);
      leverageChanged.accept(symbol, leverage);
    }
    return Reply.json(
        200,
        Json.object()
            .put("leverage", leverage)
            .put("maxNotionalValue", MOST_NOTIONAL)
            .put("symbol", symbol));
  }

  /** {@code POST /fapi/v1/marginType}. */
  Reply marginType(BinanceCall call) {
    String symbol = symbol(call);
    String type = call.word("marginType", null, List.of("ISOLATED", "CROSSED"), -1130);
    if (type.equals(account().marginType(symbol))) {
      throw BinanceRefusal.of(-4046, "No need to change margin type.");
    }
    if (!desk.orders().open(symbol).isEmpty()) {
      throw BinanceRefusal.of(-4047, "Margin type cannot be changed if there exists open orders.");
    }
    if (account().anyOpen(symbol)) {
      throw BinanceRefusal.of(-4048, "Margin type cannot be changed if there exists position.");
    }
    if (account().multiAssets()) {
      throw BinanceRefusal.of(
          -4168, "Unable to adjust to isolated-margin mode under the Multi-Assets mode.");
    }
    account().marginType(symbol, type);
    return success();
  }

  /** {@code POST /fapi/v1/positionSide/dual}. */
  Reply setDual(BinanceCall call) {
    boolean dual = flag(call, "dualSidePosition");
    if (dual == account().dual()) {
      throw BinanceRefusal.of(-4059, "No need to change position side.");
    }
    if (!desk.orders().open(null).isEmpty()) {
      throw BinanceRefusal.of(
          -4067, "Position side cannot be changed if there exists open orders.");
    }
    if (account().anyOpen()) {
      throw BinanceRefusal.of(-4068, "Position side cannot be changed if there exists position.");
    }
    account().dual(dual);
    return success();
  }

  /** {@code GET /fapi/v1/positionSide/dual}. */
  Reply getDual(BinanceCall call) {
    return Reply.json(200, Json.object().put("dualSidePosition", account().dual()));
  }

  /** {@code POST /fapi/v1/multiAssetsMargin}. */
  Reply setMultiAssets(BinanceCall call) {
    boolean multi = flag(call, "multiAssetsMargin");
    if (multi == account().multiAssets()) {
      throw BinanceRefusal.of(-4171, "No need to change multi-assets mode.");
    }
    account().multiAssets(multi);
    return success();
  }

  /** {@code GET /fapi/v1/multiAssetsMargin}. */
  Reply getMultiAssets(BinanceCall call) {
    return Reply.json(200, Json.object().put("multiAssetsMargin", account().multiAssets()));
  }

  /** {@code GET /fapi/v1/feeBurn}. */
  Reply feeBurn(BinanceCall call) {
    return Reply.json(200, Json.object().put("feeBurn", false));
  }

  /** {@code GET /fapi/v1/leverageBracket}. */
  Reply brackets(BinanceCall call) {
    String only = call.get("symbol", "");
    ArrayNode array = Json.array();
    for (String symbol : markets.keySet()) {
      if (only.isEmpty() || only.equals(symbol)) {
        ObjectNode json = array.addObject().put("symbol", symbol).put("notionalCoef", 1.0);
        json.putArray("brackets")
            .addObject()
            .put("bracket", 1)
            .put("initialLeverage", 125)
            .put("notionalCap", 1_000_000)
            .put("notionalFloor", 0)
            .put("maintMarginRatio", 0.004)
            .put("cum", 0);
      }
    }
    return Reply.json(200, array);
  }

  /** {@code GET /fapi/v1/rateLimit/order}. */
  Reply orderLimits(BinanceCall call) {
    BinanceLimits.Bounds bounds = limits.bounds();
    ArrayNode array = Json.array();
    array
        .addObject()
        .put("rateLimitType", "ORDERS")
        .put("interval", "SECOND")
        .put("intervalNum", 10)
        .put("limit", bounds.ordersPer10s());
    array
        .addObject()
        .put("rateLimitType", "ORDERS")
        .put("interval", "MINUTE")
        .put("intervalNum", 1)
        .put("limit", bounds.ordersPerLong());
    return Reply.json(200, array);
  }

  /** {@code GET /fapi/v1/apiTradingStatus}: never restricted. */
  Reply tradingStatus(BinanceCall call) {
    ObjectNode json = Json.object();
    json.putObject("indicators");
    return Reply.json(200, json);
  }

  /** {@code POST /fapi/v1/countdownCancelAll}: each call replaces the one before, 0 disarms. */
  Reply countdown(BinanceCall call) {
    String symbol = symbol(call);
    call.need("countdownTime");
    Long time = call.number("countdownTime");
    if (time == null || time < 0) {
      throw BinanceRefusal.of(-1130, "Data sent for parameter 'countdownTime' is not valid.");
    }
    Loop.Timer before = countdowns.remove(symbol);
    if (before != null) {
      before.cancel();
    }
    if (time > 0) {
      countdowns.put(symbol, loop.after(time, () -> cancelAll.accept(symbol)));
    }
    return Reply.json(
        200, Json.object().put("symbol", symbol).put("countdownTime", String.valueOf(time)));
  }
}
