package haetae.sandbox.upbit;

import haetae.market.Fixed;
import haetae.market.Instrument;
import haetae.sandbox.auth.ApiKey;
import haetae.sandbox.market.Market;
import haetae.sandbox.market.VenueClock;
import haetae.sandbox.market.Wallet;
import haetae.sandbox.net.Json;
import haetae.sandbox.net.Reply;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The endpoints of the account. */
final class UpbitAccountApi {
  private static final long YEAR_MS = 365 * 86_400_000L;
  private static final DateTimeFormatter SECONDS =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ssxxx").withZone(ZoneOffset.ofHours(9));
  private static final DateTimeFormatter BLOCK_TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSxxx").withZone(ZoneOffset.UTC);

  private final UpbitDesk desk;
  private final UpbitOrderRules rules;
  private final Map<String, Market> markets;
  private final UpbitSettings settings;
  private final VenueClock clock;
  private final List<ApiKey> keys;

  UpbitAccountApi(
      UpbitDesk desk,
      Map<String, Market> markets,
      UpbitSettings settings,
      VenueClock clock,
      List<ApiKey> keys) {
    this.desk = desk;
    this.rules = new UpbitOrderRules(markets, settings);
    this.markets = markets;
    this.settings = settings;
    this.clock = clock;
    this.keys = List.copyOf(keys);
  }

  /** {@code GET /v1/accounts}. */
  Reply accounts(UpbitCall call) {
    ArrayNode array = Json.array();
    Wallet wallet = desk.wallet();
    for (String asset : new TreeSet<>(wallet.assets())) {
      boolean held = wallet.free(asset).signum() > 0 || wallet.locked(asset).signum() > 0;
      if (held) {
        array.add(account(asset));
      }
    }
    return Reply.json(200, array);
  }

  private ObjectNode account(String asset) {
    return Json.object()
        .put("currency", asset)
        .put("balance", Json.plain(desk.wallet().free(asset)))
        .put("locked", Json.plain(desk.wallet().locked(asset)))
        .put("avg_buy_price", Json.plain(desk.averagePrice(asset)))
        .put("avg_buy_price_modified", false)
        .put("unit_currency", "KRW");
  }

  /** {@code GET /v1/orders/chance}. */
  Reply chance(UpbitCall call) {
    Market market = rules.market(call.need("market"));
    Instrument instrument = market.instrument();
    String fee = settings.fee().toPlainString();
    ObjectNode json = Json.object();
    for (String name : List.of("bid_fee", "ask_fee", "maker_bid_fee", "maker_ask_fee")) {
      json.put(name, fee);
    }
    ObjectNode about = json.putObject("market");
    about.put("id", market.symbol());
    about.put("name", instrument.base() + "/" + instrument.quote());
    about.putArray("order_types").add("limit");
    about.putArray("order_sides").add("ask").add("bid");
    types(about.putArray("bid_types"), "price");
    types(about.putArray("ask_types"), "market");
    String least = Json.plain(Fixed.toDecimal(instrument.rules().minNotionalE8()));
    about.putObject("bid").put("currency", instrument.quote().code()).put("min_total", least);
    about.putObject("ask").put("currency", instrument.base().code()).put("min_total", least);
    about.put("max_total", Json.plain(Fixed.toDecimal(instrument.rules().maxNotionalE8())));
    about.put("state", "active");
    json.set("bid_account", account(instrument.quote().code()));
    json.set("ask_account", account(instrument.base().code()));
    return Reply.json(200, json);
  }

  private static void types(ArrayNode array, String last) {
    for (String type : List.of("best_fok", "best_ioc", "limit", "limit_fok", "limit_ioc", last)) {
      array.add(type);
    }
  }

  /** {@code GET /v1/status/wallet}. */
  Reply walletStatus(UpbitCall call) {
    ArrayNode array = Json.array();
    for (Market market : markets.values()) {
      String coin = market.instrument().base().code();
      array
          .addObject()
          .put("currency", coin)
          .put("wallet_state", "working")
          .put("block_state", "normal")
          .put("block_height", 900_000)
          .put("block_updated_at", BLOCK_TIME.format(Instant.ofEpochMilli(clock.nowMs())))
          .put("block_elapsed_minutes", 0)
          .put("net_type", coin)
          .put("network_name", coin);
    }
    return Reply.json(200, array);
  }

  /** {@code GET /v1/withdraws}: nobody has withdrawn anything. */
  Reply withdraws(UpbitCall call) {
    return Reply.json(200, Json.array());
  }

  /** {@code GET /v1/api_keys}. */
  Reply apiKeys(UpbitCall call) {
    ArrayNode array = Json.array();
    for (ApiKey key : keys) {
      Instant expiry = Instant.ofEpochMilli(clock.nowMs() + YEAR_MS);
      array.addObject().put("access_key", key.access()).put("expire_at", SECONDS.format(expiry));
    }
    return Reply.json(200, array);
  }
}
