package haetae.sandbox.binance;

import static org.assertj.core.api.Assertions.assertThat;

import haetae.sandbox.HttpAnswer;
import haetae.sandbox.Shapes;
import haetae.sandbox.TestBinance;
import haetae.sandbox.TestSandbox;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

final class BinanceSpotTest {
  private static final String SAMPLE_ORDER =
      """
      {"symbol":"BTCUSDT","orderId":28,"orderListId":-1,"clientOrderId":"arb-S-0001",
       "transactTime":1507725176595,"price":"65000.10000000","origQty":"0.00100000",
       "executedQty":"0.00060000","origQuoteOrderQty":"0.000000",
       "cummulativeQuoteQty":"39.00006000","status":"EXPIRED","timeInForce":"IOC",
       "type":"LIMIT","side":"BUY","workingTime":1507725176595,
       "selfTradePreventionMode":"EXPIRE_MAKER"}
      """;

  private static TestSandbox sandbox;
  private static TestBinance binance;

  @BeforeAll
  static void start() throws Exception {
    sandbox = new TestSandbox(TestSandbox.GENEROUS);
    binance = sandbox.binance();
  }

  @AfterAll
  static void stop() {
    sandbox.close();
  }

  private static HttpAnswer order(String... params) throws Exception {
    return binance.signed("POST", "/api/v3/order", params);
  }

  private static HttpAnswer limit(String side, String factor, String force, String... more)
      throws Exception {
    List<String> params =
        new ArrayList<>(
            List.of(
                "symbol",
                "BTCUSDT",
                "side",
                side,
                "type",
                "LIMIT",
                "timeInForce",
                force,
                "quantity",
                "0.00100",
                "price",
                binance.price("/api/v3", "BTCUSDT", factor)));
    params.addAll(List.of(more));
    return order(params.toArray(String[]::new));
  }

  private static BigDecimal decimal(JsonNode json, String name) {
    return new BigDecimal(json.get(name).asString());
  }

  @Test
  void shouldShowMarketDataInTheDocumentedShapes() throws Exception {
    assertThat(binance.open("/api/v3/ping").body()).isEqualTo("{}");
    Shapes.matches(binance.open("/api/v3/time").json(), "{\"serverTime\":1499827319559}");
    Shapes.matches(
        binance.open("/api/v3/depth", "symbol", "BTCUSDT").json(),
        """
        {"lastUpdateId":1027024,"bids":[["4.00000000","431.00000000"]],
         "asks":[["4.00000200","12.00000000"]]}
        """);
    Shapes.matches(
        binance.open("/api/v3/ticker/bookTicker", "symbol", "BTCUSDT").json(),
        """
        {"symbol":"LTCBTC","bidPrice":"4.00000000","bidQty":"431.00000000",
         "askPrice":"4.00000200","askQty":"9.00000000"}
        """);
    assertThat(binance.open("/api/v3/ticker/price").json()).hasSize(3);
    assertThat(binance.open("/api/v3/trades", "symbol", "BTCUSDT").json()).isNotEmpty();
    assertThat(binance.open("/api/v3/aggTrades", "symbol", "BTCUSDT").json()).isNotEmpty();
    assertThat(binance.open("/api/v3/ticker/24hr", "symbol", "BTCUSDT").json().has("volume"))
        .isTrue();
    HttpAnswer unknown = binance.open("/api/v3/depth", "symbol", "NOPE");
    assertThat(unknown.body()).isEqualTo("{\"code\":-1121,\"msg\":\"Invalid symbol.\"}");
    assertThat(unknown.status()).isEqualTo(400);
  }

  @Test
  void shouldTellFiltersInExchangeInfo() throws Exception {
    HttpAnswer answer = binance.open("/api/v3/exchangeInfo", "symbols", "[\"BTCUSDT\"]");

    assertThat(answer.json().get("symbols")).hasSize(1);
    JsonNode symbol = answer.json().get("symbols").get(0);
    Shapes.matches(
        symbol,
        """
        {"symbol":"BTCUSDT","status":"TRADING","baseAsset":"BTC","baseAssetPrecision":8,
         "quoteAsset":"USDT","quoteAssetPrecision":8,"orderTypes":["LIMIT"],
         "isSpotTradingAllowed":true,"filters":[{"filterType":"PRICE_FILTER",
         "minPrice":"0.01000000","maxPrice":"1000000.00000000","tickSize":"0.01000000"}],
         "permissionSets":[["SPOT"]],"defaultSelfTradePreventionMode":"EXPIRE_MAKER",
         "allowedSelfTradePreventionModes":["EXPIRE_TAKER"]}
        """);
    assertThat(symbol.get("filters").toString())
        .contains("LOT_SIZE", "NOTIONAL", "\"minNotional\":\"5.00000000\"", "0.00001000");
    assertThat(answer.json().get("rateLimits").toString()).contains("\"limit\":1000000");
    assertThat(Integer.parseInt(answer.header("x-mbx-used-weight-1m"))).isPositive();
  }

  @Test
  void shouldFillAtOnceAndTakeTheFeeFromWhatIsReceived() throws Exception {
    BigDecimal before = binance.free("BTC");

    HttpAnswer answer = limit("BUY", "1.01", "IOC");

    JsonNode placed = answer.json();
    Shapes.matches(placed, SAMPLE_ORDER);
    assertThat(placed.get("status").asString()).isEqualTo("FILLED");
    JsonNode fill = placed.get("fills").get(0);
    assertThat(fill.get("commissionAsset").asString()).isEqualTo("BTC");
    BigDecimal fee = BigDecimal.ZERO;
    for (JsonNode each : placed.get("fills")) {
      fee = fee.add(decimal(each, "commission"));
    }
    assertThat(binance.free("BTC"))
        .isEqualByComparingTo(before.add(new BigDecimal("0.001")).subtract(fee));
    assertThat(answer.header("x-mbx-order-count-10s")).isNotEmpty();
    Shapes.matches(
        binance.signed("GET", "/api/v3/myTrades", "symbol", "BTCUSDT").json(),
        """
        [{"symbol":"BNBBTC","id":28457,"orderId":100234,"orderListId":-1,"price":"4.00000100",
          "qty":"12.00000000","quoteQty":"48.000012","commission":"10.10000000",
          "commissionAsset":"BNB","time":1499865549590,"isBuyer":true,"isMaker":false,
          "isBestMatch":true}]
        """);
  }

  @Test
  void shouldExpireAnImmediateOrderThatFindsNothing() throws Exception {
    JsonNode placed = limit("BUY", "0.9", "IOC").json();

    assertThat(placed.get("status").asString()).isEqualTo("EXPIRED");
    assertThat(placed.get("expiryReason").asString()).isEqualTo("UNFILLED_IOC_QUANTITY_EXPIRED");
    assertThat(limit("BUY", "0.9", "FOK").json().get("expiryReason").asString())
        .isEqualTo("UNFILLED_FOK_ORDER_EXPIRED");
  }

  @Test
  void shouldRestCancelAndSwapTheIds() throws Exception {
    String id = "rest-" + UUID.randomUUID().toString().substring(0, 20);
    JsonNode placed = limit("BUY", "0.9", "GTC", "newClientOrderId", id).json();
    assertThat(placed.get("status").asString()).isEqualTo("NEW");
    assertThat(limit("BUY", "0.9", "GTC", "newClientOrderId", id).json().get("msg").asString())
        .isEqualTo("Duplicate order sent.");
    assertThat(binance.signed("GET", "/api/v3/openOrders", "symbol", "BTCUSDT").body())
        .contains(id);
    Shapes.matches(
        binance.signed("GET", "/api/v3/order", "symbol", "BTCUSDT", "origClientOrderId", id).json(),
        """
        {"symbol":"LTCBTC","orderId":1,"orderListId":-1,"clientOrderId":"myOrder1","price":"0.1",
         "origQty":"1.0","executedQty":"0.0","cummulativeQuoteQty":"0.0","status":"NEW",
         "timeInForce":"GTC","type":"LIMIT","side":"BUY","stopPrice":"0.0","icebergQty":"0.0",
         "time":1499827319559,"updateTime":1499827319559,"isWorking":true,
         "workingTime":1499827319559,"origQuoteOrderQty":"0.000000",
         "selfTradePreventionMode":"NONE"}
        """);

    JsonNode cancelled =
        binance
            .signed(
                "DELETE",
                "/api/v3/order",
                "symbol",
                "BTCUSDT",
                "orderId",
                placed.get("orderId").asString(),
                "newClientOrderId",
                "cancel-1")
            .json();

    assertThat(cancelled.get("clientOrderId").asString()).isEqualTo("cancel-1");
    assertThat(cancelled.get("origClientOrderId").asString()).isEqualTo(id);
    assertThat(cancelled.get("status").asString()).isEqualTo("CANCELED");
    HttpAnswer again =
        binance.signed("DELETE", "/api/v3/order", "symbol", "BTCUSDT", "origClientOrderId", id);
    assertThat(again.body()).isEqualTo("{\"code\":-2011,\"msg\":\"Unknown order sent.\"}");
    assertThat(limit("BUY", "0.9", "GTC", "newClientOrderId", id).status()).isEqualTo(200);
    assertThat(binance.signed("DELETE", "/api/v3/openOrders", "symbol", "BTCUSDT").status())
        .isEqualTo(200);
  }

  @Test
  void shouldRefusePostOnlyOrdersThatWouldTrade() throws Exception {
    HttpAnswer answer =
        order(
            "symbol",
            "BTCUSDT",
            "side",
            "BUY",
            "type",
            "LIMIT_MAKER",
            "quantity",
            "0.001",
            "price",
            binance.price("/api/v3", "BTCUSDT", "1.01"));

    assertThat(answer.json().get("code").asInt()).isEqualTo(-2010);
    assertThat(answer.body()).contains("immediately match and take");
  }

  @Test
  void shouldSpendAnAmountAtMarket() throws Exception {
    BigDecimal before = binance.free("USDT");
    JsonNode placed =
        order("symbol", "BTCUSDT", "side", "BUY", "type", "MARKET", "quoteOrderQty", "100").json();

    assertThat(placed.get("status").asString()).isEqualTo("FILLED");
    assertThat(binance.free("USDT"))
        .isEqualByComparingTo(before.subtract(decimal(placed, "cummulativeQuoteQty")));
    assertThat(
            order("symbol", "BTCUSDT", "side", "SELL", "type", "MARKET", "quantity", "0.001")
                .json()
                .get("status")
                .asString())
        .isEqualTo("FILLED");
  }

  @ParameterizedTest
  @CsvSource({
    "BUY, 0.001, 60000.005, -1013, PRICE_FILTER",
    "BUY, 0.0000051, 60000, -1013, LOT_SIZE",
    "BUY, 0.00001, 60000, -1013, NOTIONAL",
    "BUY, 0.001, 6000000, -1013, PRICE",
    "BUY, 9000, 70000, -2010, insufficient balance",
    "BUY, 0.123456789, 60000, -1111, Precision",
    "BUY, abc, 60000, -1100, Illegal",
    "HOLD, 0.001, 60000, -1117, side"
  })
  void shouldRefuseWithTheDocumentedCode(
      String side, String quantity, String price, int code, String text) throws Exception {
    HttpAnswer answer =
        order(
            "symbol",
            "BTCUSDT",
            "side",
            side,
            "type",
            "LIMIT",
            "timeInForce",
            "GTC",
            "quantity",
            quantity,
            "price",
            price);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.json().get("code").asInt()).as(answer.body()).isEqualTo(code);
    assertThat(answer.body()).contains(text);
  }

  @Test
  void shouldRefuseRequestsThatAreNotSignedWell() throws Exception {
    Duration limit = Duration.ofSeconds(30);
    String time = "timestamp=" + System.currentTimeMillis();
    String key = "sandbox-binance-key";
    assertThat(binance.raw("GET", "/api/v3/account?" + time, "", limit).body()).contains("-2014");
    assertThat(binance.raw("GET", "/api/v3/account?" + time, "x", limit).status()).isEqualTo(401);
    assertThat(binance.raw("GET", "/api/v3/account?" + time, key, limit).body()).contains("-1102");
    assertThat(binance.raw("GET", "/api/v3/account?" + time + "&signature=00", key, limit).body())
        .contains("-1022");
    assertThat(binance.open("/api/v3/nothing").status()).isEqualTo(404);
    assertThat(binance.signed("GET", "/api/v3/order", "symbol", "BTCUSDT", "orderId", "1").body())
        .contains("-2013");
    assertThat(order("symbol", "BTCUSDT").body()).contains("Mandatory parameter 'side'");
  }

  @Test
  void shouldShowTheAccountAndTheKeysRights() throws Exception {
    Shapes.matches(
        binance.signed("GET", "/api/v3/account", "omitZeroBalances", "true").json(),
        """
        {"makerCommission":10,"takerCommission":10,"buyerCommission":0,"sellerCommission":0,
         "commissionRates":{"maker":"0.00100000","taker":"0.00100000","buyer":"0.00000000",
         "seller":"0.00000000"},"canTrade":true,"canWithdraw":true,"canDeposit":true,
         "brokered":false,"requireSelfTradePrevention":false,"preventSor":false,
         "updateTime":123456789,"accountType":"SPOT","balances":[{"asset":"BTC",
         "free":"1.00000000","locked":"0.00000000"}],"permissions":["SPOT"],"uid":354937868}
        """);
    Shapes.matches(
        binance.signed("GET", "/api/v3/account/commission", "symbol", "BTCUSDT").json(),
        """
        {"symbol":"BTCUSDT","standardCommission":{"maker":"0.00100000","taker":"0.00100000"},
         "specialCommission":{"maker":"0"},"taxCommission":{"maker":"0"},
         "discount":{"enabledForAccount":true,"enabledForSymbol":true,"discountAsset":"BNB",
         "discount":"0.25000000"}}
        """);
    JsonNode rights = binance.signed("GET", "/sapi/v1/account/apiRestrictions").json();
    assertThat(rights.get("enableWithdrawals").asBoolean()).isFalse();
    assertThat(rights.get("enableSpotAndMarginTrading").asBoolean()).isTrue();
    assertThat(binance.signed("GET", "/api/v3/rateLimit/order").json()).hasSize(2);
  }

  @Test
  void shouldReplaceAnOrder() throws Exception {
    JsonNode placed = limit("BUY", "0.9", "GTC").json();
    String price = binance.price("/api/v3", "BTCUSDT", "0.89");
    HttpAnswer replaced =
        binance.signed(
            "POST",
            "/api/v3/order/cancelReplace",
            "symbol",
            "BTCUSDT",
            "side",
            "BUY",
            "type",
            "LIMIT",
            "timeInForce",
            "GTC",
            "quantity",
            "0.001",
            "price",
            price,
            "cancelReplaceMode",
            "STOP_ON_FAILURE",
            "cancelOrderId",
            placed.get("orderId").asString());

    assertThat(replaced.json().get("newOrderResult").asString()).isEqualTo("SUCCESS");
    HttpAnswer failed =
        binance.signed(
            "POST",
            "/api/v3/order/cancelReplace",
            "symbol",
            "BTCUSDT",
            "side",
            "BUY",
            "type",
            "LIMIT",
            "timeInForce",
            "GTC",
            "quantity",
            "0.001",
            "price",
            price,
            "cancelReplaceMode",
            "ALLOW_FAILURE",
            "cancelOrderId",
            placed.get("orderId").asString());
    assertThat(failed.status()).isEqualTo(409);
    assertThat(failed.json().get("code").asInt()).isEqualTo(-2021);
    binance.signed("DELETE", "/api/v3/openOrders", "symbol", "BTCUSDT");
  }

  @Test
  void shouldLimitWeightAndBan() throws Exception {
    try (TestSandbox strict =
        new TestSandbox(
            "binance: {spot_weight_per_min: 20, ban_after: 2, spot_orders_per10s: 0}")) {
      TestBinance client = strict.binance();
      assertThat(
              client
                  .signed("POST", "/api/v3/order", "symbol", "BTCUSDT")
                  .json()
                  .get("code")
                  .asInt())
          .isEqualTo(-1015);
      HttpAnswer limited = client.open("/api/v3/exchangeInfo");
      assertThat(limited.status()).isEqualTo(429);
      assertThat(limited.json().get("code").asInt()).isEqualTo(-1003);
      assertThat(Integer.parseInt(limited.header("Retry-After"))).isBetween(1, 60);
      client.open("/api/v3/exchangeInfo");
      HttpAnswer banned = client.open("/api/v3/ping");
      assertThat(banned.status()).isEqualTo(418);
      assertThat(Integer.parseInt(banned.header("Retry-After"))).isBetween(100, 120);
    }
  }

  @Test
  void shouldPayFeesInBnbWhenAsked() throws Exception {
    try (TestSandbox burning = new TestSandbox("binance: {bnb_burn: true}")) {
      TestBinance client = burning.binance();
      BigDecimal before = client.free("BNB");
      JsonNode placed =
          client
              .signed(
                  "POST",
                  "/api/v3/order",
                  "symbol",
                  "BTCUSDT",
                  "side",
                  "BUY",
                  "type",
                  "MARKET",
                  "quantity",
                  "0.01")
              .json();

      JsonNode fill = placed.get("fills").get(0);
      assertThat(fill.get("commissionAsset").asString()).isEqualTo("BNB");
      assertThat(client.free("BNB")).isLessThan(before);
    }
  }
}
