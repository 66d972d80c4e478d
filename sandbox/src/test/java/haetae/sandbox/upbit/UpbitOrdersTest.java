package haetae.sandbox.upbit;

import static org.assertj.core.api.Assertions.assertThat;

import haetae.sandbox.Eventually;
import haetae.sandbox.HttpAnswer;
import haetae.sandbox.TestSandbox;
import haetae.sandbox.TestUpbit;
import java.math.BigDecimal;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

final class UpbitOrdersTest {
  private static TestSandbox sandbox;
  private static TestUpbit upbit;

  @BeforeAll
  static void start() throws Exception {
    sandbox = new TestSandbox(TestSandbox.GENEROUS);
    upbit = sandbox.upbit();
  }

  @AfterAll
  static void stop() {
    sandbox.close();
  }

  private static String low() throws Exception {
    BigDecimal bid = upbit.book("KRW-BTC", "bid", "price", 0);
    return bid.multiply(new BigDecimal("0.9"))
        .divideToIntegralValue(new BigDecimal("1000"))
        .multiply(new BigDecimal("1000"))
        .toPlainString();
  }

  private static String high() throws Exception {
    BigDecimal ask = upbit.book("KRW-BTC", "ask", "price", 0);
    return ask.multiply(new BigDecimal("1.02"))
        .divideToIntegralValue(new BigDecimal("1000"))
        .multiply(new BigDecimal("1000"))
        .toPlainString();
  }

  private static String error(HttpAnswer answer) {
    return answer.json().path("error").path("name").asString("none");
  }

  private static BigDecimal decimal(JsonNode json, String name) {
    return new BigDecimal(json.get(name).asString());
  }

  @Test
  void shouldRestAndCancelWhenTheLimitIsFarAway() throws Exception {
    HttpAnswer placed =
        upbit.post(
            "/v1/orders",
            "market",
            "KRW-BTC",
            "side",
            "bid",
            "ord_type",
            "limit",
            "volume",
            "0.001",
            "price",
            low());
    assertThat(placed.status()).isEqualTo(201);
    JsonNode order = placed.json();
    assertThat(order.get("state").asString()).isEqualTo("wait");
    BigDecimal worth = decimal(order, "price").multiply(decimal(order, "volume"));
    BigDecimal locked = worth.multiply(new BigDecimal("1.0005"));
    assertThat(decimal(order, "locked")).isEqualByComparingTo(locked);
    String uuid = order.get("uuid").asString();
    assertThat(upbit.get("/v1/orders/open", "market", "KRW-BTC", "states[]", "wait").body())
        .contains(uuid);

    HttpAnswer cancel = upbit.delete("/v1/order", "uuid", uuid);

    assertThat(cancel.json().get("state").asString()).isEqualTo("wait");
    Eventually.holds(
        () -> upbit.get("/v1/order", "uuid", uuid).json().get("state").asString().equals("cancel"));
    assertThat(upbit.get("/v1/orders/closed", "market", "KRW-BTC").body()).contains(uuid);
    assertThat(upbit.delete("/v1/order", "uuid", uuid).status()).isEqualTo(404);
  }

  @Test
  void shouldFillAtOnceWhenTheLimitCrosses() throws Exception {
    BigDecimal btc = upbit.balance("BTC", "balance");
    HttpAnswer placed =
        upbit.post(
            "/v1/orders",
            "market",
            "KRW-BTC",
            "side",
            "bid",
            "ord_type",
            "limit",
            "volume",
            "0.0001",
            "price",
            high(),
            "time_in_force",
            "ioc");
    String uuid = placed.json().get("uuid").asString();

    JsonNode order = upbit.get("/v1/order", "uuid", uuid).json();

    assertThat(order.get("state").asString()).isEqualTo("done");
    assertThat(order.get("trades")).hasSize(1);
    JsonNode trade = order.get("trades").get(0);
    BigDecimal fee = decimal(trade, "funds").multiply(new BigDecimal("0.0005"));
    assertThat(decimal(order, "paid_fee")).isEqualByComparingTo(fee);
    assertThat(decimal(trade, "price")).isLessThanOrEqualTo(decimal(order, "price"));
    assertThat(upbit.balance("BTC", "balance"))
        .isEqualByComparingTo(btc.add(new BigDecimal("0.0001")));
  }

  @Test
  void shouldEndInCancelWhenAMarketBuyLeavesDust() throws Exception {
    BigDecimal krw = upbit.balance("KRW", "balance");
    HttpAnswer placed =
        upbit.post(
            "/v1/orders",
            "market",
            "KRW-BTC",
            "side",
            "bid",
            "ord_type",
            "price",
            "price",
            "10001");
    String uuid = placed.json().get("uuid").asString();

    JsonNode order = upbit.get("/v1/order", "uuid", uuid).json();

    assertThat(order.get("state").asString()).isEqualTo("cancel");
    assertThat(decimal(order, "executed_volume")).isPositive();
    assertThat(order.has("volume")).isFalse();
    BigDecimal funds = BigDecimal.ZERO;
    for (JsonNode trade : order.get("trades")) {
      funds = funds.add(decimal(trade, "funds"));
    }
    BigDecimal spent = funds.add(decimal(order, "paid_fee"));
    assertThat(upbit.balance("KRW", "balance")).isEqualByComparingTo(krw.subtract(spent));
    assertThat(upbit.balance("KRW", "locked")).isNotNegative();
  }

  @Test
  void shouldCreditProceedsLessFeeWhenSellingAtMarket() throws Exception {
    BigDecimal krw = upbit.balance("KRW", "balance");
    HttpAnswer placed =
        upbit.post(
            "/v1/orders",
            "market",
            "KRW-ETH",
            "side",
            "ask",
            "ord_type",
            "market",
            "volume",
            "0.01");
    JsonNode order = upbit.get("/v1/order", "uuid", placed.json().get("uuid").asString()).json();

    assertThat(order.get("state").asString()).isEqualTo("done");
    BigDecimal funds = BigDecimal.ZERO;
    for (JsonNode trade : order.get("trades")) {
      funds = funds.add(decimal(trade, "funds"));
    }
    assertThat(upbit.balance("KRW", "balance"))
        .isEqualByComparingTo(krw.add(funds).subtract(decimal(order, "paid_fee")));
  }

  @ParameterizedTest
  @CsvSource({
    "bid, best, '', 10000, ioc, cancel",
    "ask, best, 0.0001, '', fok, done",
    "bid, limit, 0.0001, high, post_only, cancel",
    "bid, limit, 100, low, fok, insufficient"
  })
  void shouldEndAsItsTimeInForceSays(
      String side, String type, String volume, String price, String force, String state)
      throws Exception {
    java.util.List<String> params =
        new java.util.ArrayList<>(
            java.util.List.of("market", "KRW-BTC", "side", side, "ord_type", type));
    if (!volume.isEmpty()) {
      params.addAll(java.util.List.of("volume", volume));
    }
    if (!price.isEmpty()) {
      String given = price.equals("high") ? high() : price.equals("low") ? low() : price;
      params.addAll(java.util.List.of("price", given));
    }
    params.addAll(java.util.List.of("time_in_force", force));
    HttpAnswer placed = upbit.post("/v1/orders", params.toArray(String[]::new));

    if (state.equals("insufficient")) {
      assertThat(error(placed)).isEqualTo("over_krw_funds_bid");
    } else {
      assertThat(placed.status()).as(placed.body()).isEqualTo(201);
      assertThat(placed.json().get("state").asString()).isEqualTo(state);
    }
  }

  @Test
  void shouldFillLaterWhenTheMarketComesToAnOrder() throws Exception {
    BigDecimal bid = upbit.book("KRW-USDT", "bid", "price", 0);
    HttpAnswer placed =
        upbit.post(
            "/v1/orders",
            "market",
            "KRW-USDT",
            "side",
            "bid",
            "ord_type",
            "limit",
            "volume",
            "5",
            "price",
            bid.add(BigDecimal.ONE).toPlainString(),
            "identifier",
            "later-" + UUID.randomUUID());
    assertThat(placed.status()).as(placed.body()).isEqualTo(201);
    String uuid = placed.json().get("uuid").asString();

    Eventually.holds(() -> upbit.get("/v1/order", "uuid", uuid).json().get("trades").size() > 0);
  }

  @ParameterizedTest
  @CsvSource({
    "KRW-NOPE, bid, limit, 0.001, 100000000, notfoundmarket",
    "KRW-BTC, buy, limit, 0.001, 100000000, validation_error",
    "KRW-BTC, bid, limit, 0.001, 100000001, invalid_price_bid",
    "KRW-BTC, ask, limit, 0.001, 100000001, invalid_price_ask",
    "KRW-BTC, bid, limit, 0.00000001, 100000000, under_min_total_bid",
    "KRW-BTC, ask, limit, 0.00000001, 100000000, under_min_total_ask",
    "KRW-BTC, bid, limit, 11, 100000000, over_krw_funds_bid",
    "KRW-BTC, bid, limit, 9, 100000000, insufficient_funds_bid",
    "KRW-BTC, ask, limit, 9, 110000000, insufficient_funds_ask",
    "KRW-BTC, ask, market, 0.001, 100000000, create_ask_error",
    "KRW-BTC, bid, price, 0.001, 100000, create_bid_error",
    "KRW-BTC, bid, best, '', 100000, invalid_time_in_force",
    "KRW-BTC, bid, limit, 0.000000001, 100000000, invalid_parameter"
  })
  void shouldRefuseWithTheDocumentedName(
      String market, String side, String type, String volume, String price, String name)
      throws Exception {
    HttpAnswer answer =
        volume.isEmpty()
            ? upbit.post(
                "/v1/orders", "market", market, "side", side, "ord_type", type, "price", price)
            : upbit.post(
                "/v1/orders",
                "market",
                market,
                "side",
                side,
                "ord_type",
                type,
                "volume",
                volume,
                "price",
                price);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(error(answer)).isEqualTo(name);
  }

  @Test
  void shouldBurnAnIdentifierEvenWhenTheOrderFails() throws Exception {
    String identifier = "burnt-" + UUID.randomUUID();
    String[] tooSmall = {
      "market",
      "KRW-BTC",
      "side",
      "bid",
      "ord_type",
      "limit",
      "volume",
      "0.00000001",
      "price",
      "100000000",
      "identifier",
      identifier
    };
    assertThat(error(upbit.post("/v1/orders", tooSmall))).isEqualTo("under_min_total_bid");

    assertThat(error(upbit.post("/v1/orders", tooSmall))).isEqualTo("duplicated_identifier");
  }

  @Test
  void shouldRefuseSelfMatchPreventionOfPostOnly() throws Exception {
    HttpAnswer answer =
        upbit.post(
            "/v1/orders",
            "market",
            "KRW-BTC",
            "side",
            "bid",
            "ord_type",
            "limit",
            "volume",
            "0.001",
            "price",
            low(),
            "time_in_force",
            "post_only",
            "smp_type",
            "reduce");

    assertThat(error(answer)).isEqualTo("invalid_post_only");
  }

  @Test
  void shouldReplaceAnOrderByItsRest() throws Exception {
    String first = "first-" + UUID.randomUUID();
    String second = "second-" + UUID.randomUUID();
    String price = low();
    upbit.post(
        "/v1/orders",
        "market",
        "KRW-BTC",
        "side",
        "bid",
        "ord_type",
        "limit",
        "volume",
        "0.001",
        "price",
        price,
        "identifier",
        first);

    HttpAnswer renewed =
        upbit.post(
            "/v1/orders/cancel_and_new",
            "prev_order_identifier",
            first,
            "new_ord_type",
            "limit",
            "new_volume",
            "remain_only",
            "new_price",
            price,
            "new_identifier",
            second);

    assertThat(renewed.status()).as(renewed.body()).isEqualTo(200);
    assertThat(renewed.json().get("new_order_identifier").asString()).isEqualTo(second);
    JsonNode placed = upbit.get("/v1/order", "identifier", second).json();
    assertThat(placed.get("uuid").asString())
        .isEqualTo(renewed.json().get("new_order_uuid").asString());
    assertThat(placed.get("volume").asString()).isEqualTo("0.001");
    JsonNode batch =
        upbit
            .delete("/v1/orders/uuids", "uuids[]", placed.get("uuid").asString(), "uuids[]", "no")
            .json();
    assertThat(batch.get("success").get("count").asInt()).isEqualTo(1);
    assertThat(batch.get("failed").get("count").asInt()).isEqualTo(1);
  }

  @Test
  void shouldCancelOnlyTheNamedPairsInABatch() throws Exception {
    HttpAnswer btc =
        upbit.post(
            "/v1/orders",
            "market",
            "KRW-BTC",
            "side",
            "bid",
            "ord_type",
            "limit",
            "volume",
            "0.001",
            "price",
            low());
    BigDecimal eth = upbit.book("KRW-ETH", "bid", "price", 0);
    BigDecimal price =
        eth.multiply(new BigDecimal("0.9"))
            .divideToIntegralValue(new BigDecimal("1000"))
            .multiply(new BigDecimal("1000"));
    HttpAnswer other =
        upbit.post(
            "/v1/orders",
            "market",
            "KRW-ETH",
            "side",
            "bid",
            "ord_type",
            "limit",
            "volume",
            "0.01",
            "price",
            price.toPlainString());
    assertThat(other.status()).as(other.body()).isEqualTo(201);

    JsonNode batch =
        upbit
            .delete("/v1/orders/open", "cancel_side", "bid", "pairs", "KRW-ETH", "count", "300")
            .json();

    assertThat(batch.get("success").toString()).contains(other.json().get("uuid").asString());
    String uuid = btc.json().get("uuid").asString();
    assertThat(upbit.get("/v1/order", "uuid", uuid).json().get("state").asString())
        .isEqualTo("wait");
  }

  @Test
  void shouldPlaceNothingWhenOnlyTesting() throws Exception {
    HttpAnswer tested =
        upbit.post(
            "/v1/orders/test",
            "market",
            "KRW-BTC",
            "side",
            "bid",
            "ord_type",
            "limit",
            "volume",
            "0.001",
            "price",
            low());

    assertThat(tested.status()).isEqualTo(201);
    assertThat(upbit.get("/v1/order", "uuid", tested.json().get("uuid").asString()).status())
        .isEqualTo(404);
  }
}
