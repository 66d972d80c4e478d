package haetae.sandbox.binance;

import haetae.market.Fixed;
import haetae.sandbox.auth.ApiKey;
import haetae.sandbox.market.Market;
import haetae.sandbox.market.VenueClock;
import haetae.sandbox.market.Wallet;
import haetae.sandbox.net.Json;
import haetae.sandbox.net.Reply;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The endpoints of the spot account, and what the wallet tells of the key. */
final class SpotAccountApi {
  private final SpotDesk desk;
  private final Map<String, Market> markets;
  private final BinanceSettings settings;
  private final VenueClock clock;
  private final BinanceLimits limits;

  SpotAccountApi(
      SpotDesk desk,
      Map<String, Market> markets,
      BinanceSettings settings,
      VenueClock clock,
      BinanceLimits limits) {
    this.desk = desk;
    this.markets = markets;
    this.settings = settings;
    this.clock = clock;
    this.limits = limits;
  }

  private static String e8(BigDecimal value) {
    return Json.fixed(value, Fixed.SCALE);
  }

  /** {@code GET /api/v3/account}. */
  Reply account(BinanceCall call) {
    ApiKey key = call.key();
    ObjectNode json = Json.object();
    int bips = settings.spotFee().movePointRight(4).intValue();
    json.put("makerCommission", bips).put("takerCommission", bips);
    json.put("buyerCommission", 0).put("sellerCommission", 0);
    rates(json.putObject("commissionRates"));
    json.put("canTrade", key != null && key.may("spot"));
    json.put("canWithdraw", false).put("canDeposit", true).put("brokered", false);
    json.put("requireSelfTradePrevention", false).put("preventSor", false);
    json.put("updateTime", clock.nowMs()).put("accountType", "SPOT");
    boolean omit = call.get("omitZeroBalances", "false").equals("true");
    ArrayNode balances = json.putArray("balances");
    Wallet wallet = desk.wallet();
    for (String asset : new TreeSet<>(wallet.assets())) {
      boolean zero = wallet.free(asset).signum() == 0 && wallet.locked(asset).signum() == 0;
      if (!omit || !zero) {
        balances
            .addObject()
            .put("asset", asset)
            .put("free", e8(wallet.free(asset)))
            .put("locked", e8(wallet.locked(asset)));
      }
    }
    json.putArray("permissions").add("SPOT");
    return Reply.json(200, json.put("uid", 354_937_868));
  }

  private void rates(ObjectNode json) {
    json.put("maker", e8(settings.spotFee())).put("taker", e8(settings.spotFee()));
    json.put("buyer", "0.00000000").put("seller", "0.00000000");
  }

  /** {@code GET /api/v3/account/commission}. */
  Reply commission(BinanceCall call) {
    ObjectNode json = Json.object().put("symbol", symbol(call));
    rates(json.putObject("standardCommission"));
    for (String part : List.of("specialCommission", "taxCommission")) {
      ObjectNode zero = json.putObject(part);
      List.of("maker", "taker", "buyer", "seller").forEach(n -> zero.put(n, "0.00000000"));
    }
    json.putObject("discount")
        .put("enabledForAccount", settings.bnbBurn())
        .put("enabledForSymbol", true)
        .put("discountAsset", "BNB")
        .put("discount", "0.25000000");
    return Reply.json(200, json);
  }

  private String symbol(BinanceCall call) {
    String symbol = call.need("symbol");
    if (!markets.containsKey(symbol)) {
      throw BinanceRefusal.of(-1121, "Invalid symbol.");
    }
    return symbol;
  }

  /** {@code GET /api/v3/myTrades}. */
  Reply trades(BinanceCall call) {
    String symbol = symbol(call);
    return OwnTrades.reply(call, desk.orders().all(symbol), 24, SpotJson::trade);
  }

  /** {@code GET /api/v3/rateLimit/order}. */
  Reply orderLimits(BinanceCall call) {
    long now = System.currentTimeMillis();
    ArrayNode array = Json.array();
    limit(array, "SECOND", 10, limits.bounds().ordersPer10s(), limits.ordersIn10s(now));
    limit(array, "DAY", 1, limits.bounds().ordersPerLong(), limits.ordersInLong(now));
    return Reply.json(200, array);
  }

  private static void limit(ArrayNode array, String interval, int number, int limit, int count) {
    array
        .addObject()
        .put("rateLimitType", "ORDERS")
        .put("interval", interval)
        .put("intervalNum", number)
        .put("limit", limit)
        .put("count", count);
  }

  /** {@code GET /sapi/v1/account/apiRestrictions}. */
  Reply restrictions(BinanceCall call) {
    ApiKey key = call.key();
    boolean spot = key != null && key.may("spot");
    boolean futures = key != null && key.may("futures");
    boolean withdraws = key != null && key.may("withdraw");
    ObjectNode json = Json.object().put("ipRestrict", true).put("createTime", clock.nowMs());
    json.put("enableReading", true).put("enableWithdrawals", withdraws);
    json.put("enableInternalTransfer", false).put("enableMargin", false);
    json.put("enableFutures", futures).put("permitsUniversalTransfer", false);
    json.put("enableVanillaOptions", false).put("enableFixApiTrade", false);
    json.put("enableFixReadOnly", false).put("enableSpotAndMarginTrading", spot);
    return Reply.json(200, json.put("enablePortfolioMarginTrading", false));
  }
}
