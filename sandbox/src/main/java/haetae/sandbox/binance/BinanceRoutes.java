package haetae.sandbox.binance;

import haetae.sandbox.market.Market;
import haetae.sandbox.market.VenueClock;
import haetae.sandbox.net.Reply;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** All REST endpoints, with weight and access. */
final class BinanceRoutes {
  private static final long DAY_MS = 86_400_000;
  private static final long MINUTE_MS = 60_000;

  /** What a request must bring. */
  enum Access {
    /** Nothing. */
    OPEN,
    /** A key. */
    KEY,
    /** A key, a time and a signature. */
    SIGNED
  }

  /**
   * One endpoint.
   *
   * @param permission that the key needs
   * @param order whether it counts as an order
   * @param freeIfDone whether it costs no weight when it succeeds
   */
  record Route(
      BinanceLimits limits,
      int weight,
      Access access,
      String permission,
      boolean order,
      boolean freeIfDone,
      Function<BinanceCall, Reply> handler) {}

  private final Map<String, Route> routes = new TreeMap<>();
  private final BinanceSettings settings;
  private final BinanceLimits spotLimits;
  private final BinanceLimits futuresLimits;

  BinanceRoutes(BinanceSettings settings) {
    this.settings = settings;
    this.spotLimits =
        new BinanceLimits(
            new BinanceLimits.Bounds(
                settings.spotWeightPerMin(),
                settings.spotOrdersPer10s(),
                settings.spotOrdersPerDay(),
                DAY_MS,
                "1D"),
            settings);
    this.futuresLimits =
        new BinanceLimits(
            new BinanceLimits.Bounds(
                settings.futuresWeightPerMin(),
                settings.futuresOrdersPer10s(),
                settings.futuresOrdersPerMin(),
                MINUTE_MS,
                "1M"),
            settings);
  }

  @Nullable Route find(String name) {
    return routes.get(name);
  }

  BinanceLimits futuresLimits() {
    return futuresLimits;
  }

  private BinanceLimits limits(String name) {
    return name.contains("/fapi/") ? futuresLimits : spotLimits;
  }

  private void open(String name, int weight, Function<BinanceCall, Reply> handler) {
    routes.put(name, new Route(limits(name), weight, Access.OPEN, "", false, false, handler));
  }

  private void keyed(String name, int weight, Function<BinanceCall, Reply> handler) {
    routes.put(name, new Route(limits(name), weight, Access.KEY, "read", false, false, handler));
  }

  private void read(String name, int weight, Function<BinanceCall, Reply> handler) {
    routes.put(name, new Route(limits(name), weight, Access.SIGNED, "read", false, false, handler));
  }

  private void trade(String name, int weight, boolean order, Function<BinanceCall, Reply> handler) {
    boolean futures = name.contains("/fapi/");
    routes.put(
        name,
        new Route(
            limits(name),
            weight,
            Access.SIGNED,
            futures ? "futures" : "spot",
            order,
            !futures,
            handler));
  }

  /** Spot, and the wallet's word on the key. */
  void spot(
      SpotDesk desk,
      Map<String, Market> markets,
      VenueClock clock,
      BooleanSupplier falseDuplicate) {
    MarketDataApi data = new MarketDataApi(markets, spotLimits, clock, true);
    open("GET /api/v3/ping", 1, data::ping);
    open("GET /api/v3/time", 1, data::time);
    open("GET /api/v3/exchangeInfo", 20, data::exchangeInfo);
    open("GET /api/v3/depth", 5, data::depth);
    open("GET /api/v3/ticker/bookTicker", 2, data::bookTicker);
    open("GET /api/v3/ticker/price", 2, data::price);
    open("GET /api/v3/ticker/24hr", 2, data::day);
    open("GET /api/v3/trades", 25, data::trades);
    open("GET /api/v3/aggTrades", 4, data::aggTrades);
    SpotOrderApi orders = new SpotOrderApi(desk, markets, falseDuplicate);
    trade("POST /api/v3/order", 1, true, orders::place);
    trade("POST /api/v3/order/test", 1, false, orders::test);
    trade("DELETE /api/v3/order", 1, false, orders::cancel);
    trade("DELETE /api/v3/openOrders", 1, false, orders::cancelAll);
    trade("POST /api/v3/order/cancelReplace", 1, true, orders::cancelReplace);
    read("GET /api/v3/order", 4, orders::get);
    read("GET /api/v3/openOrders", 6, orders::open);
    read("GET /api/v3/allOrders", 20, orders::all);
    SpotAccountApi account = new SpotAccountApi(desk, markets, settings, clock, spotLimits);
    read("GET /api/v3/account", 20, account::account);
    read("GET /api/v3/account/commission", 20, account::commission);
    read("GET /api/v3/myTrades", 20, account::trades);
    read("GET /api/v3/rateLimit/order", 40, account::orderLimits);
    read("GET /sapi/v1/account/apiRestrictions", 1, account::restrictions);
  }

  /** Futures market data, orders and set-up. */
  void futures(
      FuturesOrderApi orders,
      FuturesSetupApi setup,
      Map<String, Market> markets,
      VenueClock clock) {
    MarketDataApi data = new MarketDataApi(markets, futuresLimits, clock, false);
    open("GET /fapi/v1/ping", 1, data::ping);
    open("GET /fapi/v1/time", 1, data::time);
    open("GET /fapi/v1/exchangeInfo", 1, data::exchangeInfo);
    open("GET /fapi/v1/depth", 10, data::depth);
    open("GET /fapi/v1/ticker/bookTicker", 2, data::bookTicker);
    open("GET /fapi/v1/ticker/price", 1, data::price);
    open("GET /fapi/v2/ticker/price", 1, data::price);
    open("GET /fapi/v1/ticker/24hr", 1, data::day);
    open("GET /fapi/v1/trades", 5, data::trades);
    open("GET /fapi/v1/aggTrades", 20, data::aggTrades);
    trade("POST /fapi/v1/order", 0, true, orders::place);
    trade("POST /fapi/v1/order/test", 1, false, orders::test);
    trade("DELETE /fapi/v1/order", 1, false, orders::cancel);
    trade("DELETE /fapi/v1/allOpenOrders", 1, false, orders::cancelAll);
    trade("POST /fapi/v1/batchOrders", 5, true, orders::placeBatch);
    trade("DELETE /fapi/v1/batchOrders", 1, false, orders::cancelBatch);
    read("GET /fapi/v1/order", 1, orders::get);
    read("GET /fapi/v1/openOrder", 1, orders::getOpen);
    read("GET /fapi/v1/openOrders", 1, orders::open);
    read("GET /fapi/v1/allOrders", 5, orders::all);
    trade("POST /fapi/v1/leverage", 1, false, setup::leverage);
    trade("POST /fapi/v1/marginType", 1, false, setup::marginType);
    trade("POST /fapi/v1/positionSide/dual", 1, false, setup::setDual);
    read("GET /fapi/v1/positionSide/dual", 30, setup::getDual);
    trade("POST /fapi/v1/multiAssetsMargin", 1, false, setup::setMultiAssets);
    read("GET /fapi/v1/multiAssetsMargin", 30, setup::getMultiAssets);
    read("GET /fapi/v1/feeBurn", 30, setup::feeBurn);
    read("GET /fapi/v1/leverageBracket", 1, setup::brackets);
    read("GET /fapi/v1/rateLimit/order", 1, setup::orderLimits);
    read("GET /fapi/v1/apiTradingStatus", 1, setup::tradingStatus);
    trade("POST /fapi/v1/countdownCancelAll", 10, false, setup::countdown);
  }

  /** The futures account. */
  void futuresAccount(FuturesAccountApi account) {
    read("GET /fapi/v2/balance", 5, account::balance);
    read("GET /fapi/v3/balance", 5, account::balance);
    read("GET /fapi/v2/account", 5, account::account);
    read("GET /fapi/v3/account", 5, account::account);
    read("GET /fapi/v2/positionRisk", 5, account::positionRisk);
    read("GET /fapi/v3/positionRisk", 5, account::positionRisk);
    read("GET /fapi/v1/accountConfig", 5, account::config);
    read("GET /fapi/v1/symbolConfig", 5, account::symbolConfig);
    read("GET /fapi/v1/commissionRate", 20, account::commission);
    read("GET /fapi/v1/userTrades", 5, account::trades);
    read("GET /fapi/v1/income", 30, account::income);
  }

  /** Listen keys, mark prices and funding. */
  void futuresUser(FuturesUser user, Funding funding) {
    keyed("POST /fapi/v1/listenKey", 1, user::start);
    keyed("PUT /fapi/v1/listenKey", 1, user::keep);
    keyed("DELETE /fapi/v1/listenKey", 1, user::stop);
    open("GET /fapi/v1/premiumIndex", 1, funding::premiumIndex);
    open("GET /fapi/v1/fundingRate", 1, funding::rates);
    open("GET /fapi/v1/fundingInfo", 1, funding::info);
  }
}
