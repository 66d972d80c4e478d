package haetae.sandbox.binance;

import static org.assertj.core.api.Assertions.assertThat;

import haetae.sandbox.Eventually;
import haetae.sandbox.HttpAnswer;
import haetae.sandbox.Shapes;
import haetae.sandbox.TestBinance;
import haetae.sandbox.TestSandbox;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

final class BinanceFuturesTest {
  private TestSandbox sandbox;
  private TestBinance binance;

  @BeforeEach
  void start() throws Exception {
    sandbox = new TestSandbox(TestSandbox.GENEROUS + "market: {funding_interval_sec: 1}\n");
    binance = sandbox.binance();
  }

  @AfterEach
  void stop() {
    sandbox.close();
  }

  private HttpAnswer post(String path, String... params) throws Exception {
    return binance.signed("POST", "/fapi/v1/" + path, params);
  }

  private HttpAnswer limit(String side, String factor, String force, String... more)
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
                "0.010",
                "price",
                binance.price("/fapi/v1", "BTCUSDT", factor)));
    params.addAll(List.of(more));
    return post("order", params.toArray(String[]::new));
  }

  private JsonNode position() throws Exception {
    return binance.signed("GET", "/fapi/v3/positionRisk").json();
  }

  @Test
  void shouldShowMarketDataInTheDocumentedShapes() throws Exception {
    JsonNode info = binance.open("/fapi/v1/exchangeInfo", "symbol", "BTCUSDT").json();
    assertThat(info.get("symbols")).hasSize(3);
    Shapes.matches(
        info.get("symbols").get(0),
        """
        {"symbol":"BTCUSDT","pair":"BTCUSDT","contractType":"PERPETUAL",
         "deliveryDate":4133404800000,"onboardDate":1569398400000,"status":"TRADING",
         "baseAsset":"BTC","quoteAsset":"USDT","marginAsset":"USDT","pricePrecision":2,
         "quantityPrecision":3,"filters":[{"filterType":"PRICE_FILTER","minPrice":"556.80",
         "maxPrice":"4529764","tickSize":"0.10"}],"orderTypes":["LIMIT"],"timeInForce":["GTC"]}
        """);
    Shapes.matches(
        binance.open("/fapi/v1/depth", "symbol", "BTCUSDT", "limit", "20").json(),
        """
        {"lastUpdateId":11563384769463,"E":1789478303560,"T":1789478303557,
         "bids":[["76914.90","5.878"]],"asks":[["76915.00","2.149"]]}
        """);
    Shapes.matches(
        binance.open("/fapi/v1/premiumIndex", "symbol", "BTCUSDT").json(),
        """
        {"symbol":"BTCUSDT","markPrice":"76916.95","indexPrice":"76959.67",
         "estimatedSettlePrice":"77018.74","lastFundingRate":"0.00008972",
         "interestRate":"0.00010000","nextFundingTime":1789488000000,"time":1789478303000}
        """);
    Shapes.matches(
        binance.open("/fapi/v1/fundingInfo").json(),
        """
        [{"symbol":"BTCUSDT","adjustedFundingRateCap":"0.003",
          "adjustedFundingRateFloor":"-0.003","fundingIntervalHours":8,"disclaimer":false,
          "updateTime":1789000000000}]
        """);
    Shapes.matches(
        binance.open("/fapi/v1/ticker/bookTicker", "symbol", "BTCUSDT").json(),
        """
        {"symbol":"BTCUSDT","bidPrice":"1","bidQty":"1","askPrice":"1","askQty":"1",
         "time":1789478303376,"lastUpdateId":11563384751926}
        """);
    assertThat(binance.open("/fapi/v2/ticker/price").json()).hasSize(3);
    assertThat(binance.open("/fapi/v1/depth", "symbol", "BTCUSDT", "limit", "7").body())
        .contains("-4021");
  }

  @Test
  void shouldOpenAndCloseAShort() throws Exception {
    JsonNode placed = limit("SELL", "0.99", "IOC", "newOrderRespType", "RESULT").json();

    Shapes.matches(
        placed,
        """
        {"clientOrderId":"hdg-0001","cumQty":"0","executedQty":"0","orderId":22542179,
         "origQty":"0.010","price":"64990.10","reduceOnly":false,"side":"SELL",
         "positionSide":"BOTH","status":"NEW","stopPrice":"0","closePosition":false,
         "symbol":"BTCUSDT","timeInForce":"IOC","type":"LIMIT","origType":"LIMIT",
         "updateTime":1566818724722,"workingType":"CONTRACT_PRICE","priceProtect":false,
         "priceMatch":"NONE","selfTradePreventionMode":"EXPIRE_MAKER","goodTillDate":0}
        """);
    assertThat(placed.get("status").asString()).isEqualTo("FILLED");
    assertThat(placed.has("avgPrice")).isFalse();
    JsonNode queried =
        binance
            .signed(
                "GET",
                "/fapi/v1/order",
                "symbol",
                "BTCUSDT",
                "orderId",
                placed.get("orderId").asString())
            .json();
    assertThat(new BigDecimal(queried.get("avgPrice").asString())).isPositive();
    Shapes.matches(
        position(),
        """
        [{"symbol":"BTCUSDT","positionSide":"BOTH","positionAmt":"-0.010",
          "entryPrice":"64990.1","breakEvenPrice":"64957.6","markPrice":"65000.00000000",
          "unRealizedProfit":"-0.09900000","liquidationPrice":"0","isolatedMargin":"0",
          "notional":"-650.00000000","marginAsset":"USDT","isolatedWallet":"0",
          "initialMargin":"32.50000000","maintMargin":"2.60000000",
          "positionInitialMargin":"32.50000000","openOrderInitialMargin":"0","adl":2,
          "bidNotional":"0","askNotional":"0","updateTime":1720736417660}]
        """);
    assertThat(position().get(0).get("positionAmt").asString()).isEqualTo("-0.01");

    JsonNode closed =
        post(
                "order",
                "symbol",
                "BTCUSDT",
                "side",
                "BUY",
                "type",
                "MARKET",
                "quantity",
                "0.5",
                "reduceOnly",
                "true",
                "newOrderRespType",
                "RESULT")
            .json();

    assertThat(closed.get("executedQty").asString()).isEqualTo("0.01");
    assertThat(position()).isEmpty();
    JsonNode trades = binance.signed("GET", "/fapi/v1/userTrades", "symbol", "BTCUSDT").json();
    Shapes.matches(
        trades,
        """
        [{"buyer":false,"commission":"0.00781901","commissionAsset":"USDT","id":698759,
          "maker":false,"orderId":25851813,"price":"7819.01","qty":"0.002",
          "quoteQty":"15.63802","realizedPnl":"-0.91539999","side":"SELL",
          "positionSide":"BOTH","symbol":"BTCUSDT","time":1569514978020,"marginAsset":"USDT"}]
        """);
    BigDecimal change = BigDecimal.ZERO;
    for (JsonNode income : binance.signed("GET", "/fapi/v1/income", "limit", "1000").json()) {
      change = change.add(new BigDecimal(income.get("income").asString()));
    }
    JsonNode balance = binance.signed("GET", "/fapi/v3/balance").json().get(0);
    assertThat(new BigDecimal(balance.get("balance").asString()))
        .isEqualByComparingTo(new BigDecimal("100000").add(change));
    assertThat(
            post(
                    "order",
                    "symbol",
                    "BTCUSDT",
                    "side",
                    "BUY",
                    "type",
                    "MARKET",
                    "quantity",
                    "0.5",
                    "reduceOnly",
                    "true")
                .json()
                .get("code")
                .asInt())
        .isEqualTo(-2022);
  }

  @Test
  void shouldAcknowledgeAsIfNothingHadHappenedYet() throws Exception {
    JsonNode ack = limit("BUY", "1.01", "IOC").json();

    assertThat(ack.get("status").asString()).isEqualTo("NEW");
    assertThat(ack.get("executedQty").asString()).isEqualTo("0");
    assertThat(
            binance
                .signed(
                    "GET",
                    "/fapi/v1/order",
                    "symbol",
                    "BTCUSDT",
                    "orderId",
                    ack.get("orderId").asString())
                .json()
                .get("status")
                .asString())
        .isEqualTo("FILLED");
  }

  @Test
  void shouldPayFundingToAShortWhenTheRateIsPositive() throws Exception {
    limit("SELL", "0.99", "IOC");

    Eventually.holds(
        () ->
            !binance
                .signed("GET", "/fapi/v1/income", "incomeType", "FUNDING_FEE")
                .json()
                .isEmpty());

    JsonNode income = binance.signed("GET", "/fapi/v1/income", "incomeType", "FUNDING_FEE").json();
    Shapes.matches(
        income,
        """
        [{"symbol":"BTCUSDT","incomeType":"FUNDING_FEE","income":"-0.37500000","asset":"USDT",
          "info":"FUNDING_FEE","time":1570608000000,"tranId":9689322392,"tradeId":""}]
        """);
    assertThat(new BigDecimal(income.get(0).get("income").asString())).isPositive();
    assertThat(binance.open("/fapi/v1/fundingRate", "symbol", "BTCUSDT").json()).isNotEmpty();
  }

  @Test
  void shouldCancelAllWhenTheCountdownEnds() throws Exception {
    limit("BUY", "0.97", "GTC");
    HttpAnswer armed = post("countdownCancelAll", "symbol", "BTCUSDT", "countdownTime", "300");
    assertThat(armed.body()).isEqualTo("{\"symbol\":\"BTCUSDT\",\"countdownTime\":\"300\"}");

    Eventually.holds(() -> binance.signed("GET", "/fapi/v1/openOrders").json().isEmpty());

    limit("BUY", "0.97", "GTC");
    post("countdownCancelAll", "symbol", "BTCUSDT", "countdownTime", "200");
    post("countdownCancelAll", "symbol", "BTCUSDT", "countdownTime", "0");
    post(
        "order",
        "symbol",
        "ETHUSDT",
        "side",
        "BUY",
        "type",
        "LIMIT",
        "timeInForce",
        "GTC",
        "quantity",
        "0.010",
        "price",
        binance.price("/fapi/v1", "ETHUSDT", "0.97"));
    assertThat(binance.signed("GET", "/fapi/v1/openOrders").json()).hasSize(2);
    // This one ends after the one that was called off would have.
    post("countdownCancelAll", "symbol", "ETHUSDT", "countdownTime", "400");
    Eventually.holds(
        () -> binance.signed("GET", "/fapi/v1/openOrders", "symbol", "ETHUSDT").json().isEmpty());
    assertThat(binance.signed("GET", "/fapi/v1/openOrders").json()).hasSize(1);
    assertThat(
            binance
                .signed("DELETE", "/fapi/v1/allOpenOrders", "symbol", "BTCUSDT")
                .json()
                .get("code")
                .asInt())
        .isEqualTo(200);
  }

  @Test
  void shouldSetUpTheAccount() throws Exception {
    assertThat(post("positionSide/dual", "dualSidePosition", "false").body()).contains("-4059");
    assertThat(post("marginType", "symbol", "BTCUSDT", "marginType", "CROSSED").body())
        .contains("-4046");
    assertThat(
            post("leverage", "symbol", "BTCUSDT", "leverage", "5").json().get("leverage").asInt())
        .isEqualTo(5);
    assertThat(post("leverage", "symbol", "BTCUSDT", "leverage", "200").body()).contains("-4028");
    assertThat(post("multiAssetsMargin", "multiAssetsMargin", "false").body()).contains("-4171");
    Shapes.matches(
        binance.signed("GET", "/fapi/v1/symbolConfig", "symbol", "BTCUSDT").json(),
        """
        [{"symbol":"BTCUSDT","marginType":"CROSSED","isAutoAddMargin":"false","leverage":5,
          "maxNotionalValue":"1000000"}]
        """);
    Shapes.matches(
        binance.signed("GET", "/fapi/v1/accountConfig").json(),
        """
        {"feeTier":0,"canTrade":true,"canDeposit":true,"canWithdraw":true,
         "dualSidePosition":false,"updateTime":0,"multiAssetsMargin":false,"tradeGroupId":-1}
        """);
    Shapes.matches(
        binance.signed("GET", "/fapi/v3/account").json(),
        """
        {"totalInitialMargin":"0","totalMaintMargin":"0","totalWalletBalance":"103.1",
         "totalUnrealizedProfit":"0","totalMarginBalance":"103.1",
         "totalPositionInitialMargin":"0","totalOpenOrderInitialMargin":"0",
         "totalCrossWalletBalance":"103.1","totalCrossUnPnl":"0","availableBalance":"103.1",
         "maxWithdrawAmount":"103.1","assets":[{"asset":"USDT","walletBalance":"1"}],
         "positions":[]}
        """);
    Shapes.matches(
        binance.signed("GET", "/fapi/v1/commissionRate", "symbol", "BTCUSDT").json(),
        """
        {"symbol":"BTCUSDT","makerCommissionRate":"0.0002","takerCommissionRate":"0.0005",
         "rpiCommissionRate":"0.00005"}
        """);
    assertThat(binance.signed("GET", "/fapi/v1/leverageBracket").json()).hasSize(3);
    assertThat(binance.signed("GET", "/fapi/v1/multiAssetsMargin").status()).isEqualTo(200);
    assertThat(binance.signed("GET", "/fapi/v1/apiTradingStatus").status()).isEqualTo(200);
  }

  @Test
  void shouldKeepSidesApartInHedgeMode() throws Exception {
    assertThat(post("positionSide/dual", "dualSidePosition", "true").status()).isEqualTo(200);
    assertThat(limit("BUY", "1.01", "IOC").body()).contains("-4061");

    limit("BUY", "1.01", "IOC", "positionSide", "LONG");
    limit("SELL", "0.99", "IOC", "positionSide", "SHORT");

    assertThat(position()).hasSize(2);
    assertThat(limit("SELL", "0.99", "IOC", "positionSide", "LONG", "reduceOnly", "true").body())
        .contains("-1106");
    assertThat(post("positionSide/dual", "dualSidePosition", "false").body()).contains("-4068");
    limit("SELL", "0.99", "IOC", "positionSide", "LONG");
    assertThat(position()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({
    "0.010, 1.00, GTX, -5022",
    "0.0001, 0.99, GTC, -1111",
    "0.0000, 0.99, GTC, -4003",
    "2000, 0.99, GTC, -4005",
    "0.000, 0.99, GTC, -4003",
    "0.010, 1.10, GTC, -4016",
    "900, 0.99, GTC, -2019"
  })
  void shouldRefuseWithTheDocumentedCode(String quantity, String factor, String force, int code)
      throws Exception {
    HttpAnswer answer =
        post(
            "order",
            "symbol",
            "BTCUSDT",
            "side",
            "BUY",
            "type",
            "LIMIT",
            "timeInForce",
            force,
            "quantity",
            quantity,
            "price",
            binance.price("/fapi/v1", "BTCUSDT", force.equals("GTX") ? "1.01" : factor));

    assertThat(answer.json().get("code").asInt()).as(answer.body()).isEqualTo(code);
  }

  @Test
  void shouldRefuseWhatBelongsElsewhereOrIsTooSmall() throws Exception {
    assertThat(
            post(
                    "order",
                    "symbol",
                    "BTCUSDT",
                    "side",
                    "BUY",
                    "type",
                    "STOP_MARKET",
                    "quantity",
                    "0.01")
                .body())
        .contains("-4120");
    assertThat(
            post("order", "symbol", "ETHUSDT", "side", "BUY", "type", "MARKET", "quantity", "0.001")
                .body())
        .contains("-4164");
    assertThat(
            post(
                    "order",
                    "symbol",
                    "BTCUSDT",
                    "side",
                    "BUY",
                    "type",
                    "LIMIT",
                    "timeInForce",
                    "GTC",
                    "quantity",
                    "0.010",
                    "price",
                    "76000.05")
                .body())
        .contains("-4014");
    limit("BUY", "0.97", "GTC", "newClientOrderId", "twice");
    assertThat(limit("BUY", "0.97", "GTC", "newClientOrderId", "twice").body()).contains("-4116");
    assertThat(post("marginType", "symbol", "BTCUSDT", "marginType", "ISOLATED").body())
        .contains("-4047");
  }

  @Test
  void shouldTakeBatchesOrderByOrder() throws Exception {
    String price = binance.price("/fapi/v1", "BTCUSDT", "0.97");
    String order =
        "{\"symbol\":\"BTCUSDT\",\"side\":\"BUY\",\"type\":\"LIMIT\",\"timeInForce\":\"GTC\","
            + "\"quantity\":\"0.001\",\"newClientOrderId\":\"batch-1\",\"price\":\""
            + price
            + "\"}";
    JsonNode placed =
        post("batchOrders", "batchOrders", "[" + order + ",{\"symbol\":\"NOPE\"}]").json();
    assertThat(placed.get(0).get("status").asString()).isEqualTo("NEW");
    assertThat(placed.get(1).get("code").asInt()).isEqualTo(-1121);
    assertThat(
            binance
                .signed(
                    "GET",
                    "/fapi/v1/openOrder",
                    "symbol",
                    "BTCUSDT",
                    "origClientOrderId",
                    "batch-1")
                .status())
        .isEqualTo(200);
    JsonNode cancelled =
        binance
            .signed(
                "DELETE",
                "/fapi/v1/batchOrders",
                "symbol",
                "BTCUSDT",
                "origClientOrderIdList",
                "[\"batch-1\",\"none\"]")
            .json();
    assertThat(cancelled.get(0).get("status").asString()).isEqualTo("CANCELED");
    assertThat(cancelled.get(1).get("code").asInt()).isEqualTo(-2011);
    assertThat(binance.signed("GET", "/fapi/v1/allOrders", "symbol", "BTCUSDT").json()).hasSize(1);
  }
}
