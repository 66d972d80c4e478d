package haetae.sandbox.upbit;

import static org.assertj.core.api.Assertions.assertThat;

import haetae.sandbox.HttpAnswer;
import haetae.sandbox.Shapes;
import haetae.sandbox.TestSandbox;
import haetae.sandbox.TestUpbit;
import java.math.BigDecimal;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

final class UpbitQuotationTest {
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

  @Test
  void shouldListMarketsWithTheirWarnings() throws Exception {
    HttpAnswer answer = upbit.open("/v1/market/all", "is_details", "true");

    assertThat(answer.header("Remaining-Req")).startsWith("group=market; min=");
    Shapes.matches(
        answer.json(),
        """
        [{"market":"KRW-BTC","korean_name":"비트코인","english_name":"Bitcoin",
          "market_event":{"warning":false,"caution":{"PRICE_FLUCTUATIONS":false,
          "TRADING_VOLUME_SOARING":false,"DEPOSIT_AMOUNT_SOARING":false,
          "GLOBAL_PRICE_DIFFERENCES":false,"CONCENTRATION_OF_SMALL_ACCOUNTS":false}}}]
        """);
    assertThat(answer.body()).contains("KRW-USDT");
  }

  @Test
  void shouldShowTickersInTheDocumentedShape() throws Exception {
    String sample =
        """
        [{"market":"KRW-BTC","trade_date":"20250704","trade_time":"051400",
          "trade_date_kst":"20250704","trade_time_kst":"141400","trade_timestamp":1751606040365,
          "opening_price":148737000.0,"high_price":149360000.0,"low_price":148288000.0,
          "trade_price":148601000.0,"prev_closing_price":148737000.0,"change":"FALL",
          "change_price":136000.0,"change_rate":0.0009143656,"signed_change_price":-136000.0,
          "signed_change_rate":-0.0009143656,"trade_volume":0.00016823,
          "acc_trade_price":31615925234.05438,"acc_trade_price_24h":178448329314.96686,
          "acc_trade_volume":212.38911576,"acc_trade_volume_24h":1198.26954807,
          "highest_52_week_price":163325000.0,"highest_52_week_date":"2025-01-20",
          "lowest_52_week_price":72100000.0,"lowest_52_week_date":"2024-08-05",
          "timestamp":1751606040403}]
        """;

    Shapes.matches(upbit.open("/v1/ticker", "markets", "KRW-BTC,KRW-USDT").json(), sample);
    assertThat(upbit.open("/v1/ticker/all", "quote_currencies", "KRW").json()).hasSize(4);
  }

  @Test
  void shouldShowThirtyLevelsBestFirst() throws Exception {
    JsonNode book = upbit.open("/v1/orderbook", "markets", "KRW-BTC").json();

    Shapes.matches(
        book,
        """
        [{"market":"KRW-BTC","timestamp":1751606867762,"total_ask_size":10.37591054,
          "total_bid_size":9.49577219,"orderbook_units":[{"ask_price":148520000,
          "bid_price":148490000,"ask_size":0.0134662,"bid_size":0.04296774}],"level":0}]
        """);
    JsonNode units = book.get(0).get("orderbook_units");
    assertThat(units).hasSize(30);
    for (int i = 0; i < 30; i++) {
      BigDecimal ask = units.get(i).get("ask_price").decimalValue();
      assertThat(ask.remainder(new BigDecimal("1000"))).isEqualByComparingTo("0");
      if (i > 0) {
        assertThat(ask).isGreaterThan(units.get(i - 1).get("ask_price").decimalValue());
        assertThat(units.get(i).get("bid_price").decimalValue())
            .isLessThan(units.get(i - 1).get("bid_price").decimalValue());
      }
    }
    BigDecimal ask = units.get(0).get("ask_price").decimalValue();
    assertThat(ask).isGreaterThan(units.get(0).get("bid_price").decimalValue());
  }

  @Test
  void shouldGroupLevelsAndAnswerNothingWhenTheUnitIsNotSupported() throws Exception {
    JsonNode grouped =
        upbit.open("/v1/orderbook", "markets", "KRW-BTC", "level", "10000").json().get(0);

    for (JsonNode unit : grouped.get("orderbook_units")) {
      assertThat(unit.get("ask_price").decimalValue().remainder(new BigDecimal("10000")))
          .isEqualByComparingTo("0");
    }
    assertThat(upbit.open("/v1/orderbook", "markets", "KRW-BTC", "level", "7").json()).isEmpty();
    assertThat(
            upbit
                .open("/v1/orderbook", "markets", "KRW-BTC", "count", "5")
                .json()
                .get(0)
                .get("orderbook_units"))
        .hasSize(5);
  }

  @Test
  void shouldTellTickSizes() throws Exception {
    Shapes.matches(
        upbit.open("/v1/orderbook/instruments", "markets", "KRW-BTC").json(),
        """
        [{"market":"KRW-BTC","quote_currency":"KRW","tick_size":"1000",
          "supported_levels":["0","10000","100000"]}]
        """);
    assertThat(
            upbit
                .open("/v1/orderbook/instruments", "markets", "KRW-USDT")
                .json()
                .get(0)
                .get("tick_size")
                .asString())
        .isEqualTo("1");
  }

  @Test
  void shouldShowTradesNewestFirstAndPageByCursor() throws Exception {
    JsonNode trades = upbit.open("/v1/trades/ticks", "market", "KRW-BTC", "count", "500").json();
    Shapes.matches(
        trades,
        """
        [{"market":"KRW-BTC","trade_date_utc":"2025-06-27","trade_time_utc":"23:59:59",
          "timestamp":1751068799336,"trade_price":147058000,"trade_volume":0.00006043,
          "prev_closing_price":146852000,"change_price":206000,"ask_bid":"BID",
          "sequential_id":17510687993360000}]
        """);
    assertThat(upbit.open("/v1/trades/ticks", "market", "KRW-BTC").json()).hasSize(1);
    String cursor = trades.get(0).get("sequential_id").asString();
    JsonNode older =
        upbit
            .open("/v1/trades/ticks", "market", "KRW-BTC", "count", "500", "cursor", cursor)
            .json();
    for (JsonNode trade : older) {
      assertThat(trade.get("sequential_id").asLong()).isLessThan(Long.parseLong(cursor));
    }
  }

  @Test
  void shouldAnswer404WhenTheCodeIsUnknown() throws Exception {
    HttpAnswer answer = upbit.open("/v1/ticker", "markets", "KRW-NOPE");

    assertThat(answer.status()).isEqualTo(404);
    Shapes.matches(answer.json(), "{\"error\":{\"name\":404,\"message\":\"Code not found\"}}");
    assertThat(upbit.open("/v1/ticker").status()).isEqualTo(400);
  }

  @Test
  void shouldShowTheAccountInTheDocumentedShapes() throws Exception {
    Shapes.matches(
        upbit.get("/v1/accounts").json(),
        """
        [{"currency":"KRW","balance":"1000000.0","locked":"0.0","avg_buy_price":"0",
          "avg_buy_price_modified":false,"unit_currency":"KRW"}]
        """);
    Shapes.matches(
        upbit.get("/v1/orders/chance", "market", "KRW-BTC").json(),
        """
        {"bid_fee":"0.0005","ask_fee":"0.0005","maker_bid_fee":"0.0005","maker_ask_fee":"0.0005",
         "market":{"id":"KRW-BTC","name":"BTC/KRW","order_types":["limit"],
          "order_sides":["ask","bid"],"bid_types":["best_fok"],"ask_types":["best_fok"],
          "bid":{"currency":"KRW","min_total":"5000"},"ask":{"currency":"BTC","min_total":"5000"},
          "max_total":"1000000000","state":"active"},
         "bid_account":{"currency":"KRW","balance":"10000","locked":"0","avg_buy_price":"0",
          "avg_buy_price_modified":true,"unit_currency":"KRW"},
         "ask_account":{"currency":"BTC","balance":"0.001","locked":"0","avg_buy_price":"1",
          "avg_buy_price_modified":false,"unit_currency":"KRW"}}
        """);
    Shapes.matches(
        upbit.get("/v1/status/wallet").json(),
        """
        [{"currency":"BTC","wallet_state":"working","block_state":"normal","block_height":903942,
          "block_updated_at":"2025-07-04T08:02:05.526+00:00","block_elapsed_minutes":6,
          "net_type":"BTC","network_name":"Bitcoin"}]
        """);
    assertThat(upbit.get("/v1/api_keys").json().get(0).has("expire_at")).isTrue();
  }

  @Test
  void shouldShowOrdersInTheDocumentedShapes() throws Exception {
    HttpAnswer placed =
        upbit.post(
            "/v1/orders",
            "market",
            "KRW-USDT",
            "side",
            "ask",
            "ord_type",
            "market",
            "volume",
            "5.377594");
    JsonNode order = upbit.get("/v1/order", "uuid", placed.json().get("uuid").asString()).json();

    Shapes.matches(
        order,
        """
        {"market":"KRW-USDT","uuid":"3b67e543","side":"ask","ord_type":"market","state":"done",
         "created_at":"2025-08-09T16:44:00+09:00","volume":"5.377594","remaining_volume":"0",
         "executed_volume":"5.377594","reserved_fee":"0","remaining_fee":"0",
         "paid_fee":"3.697095875","locked":"0","prevented_volume":"0","prevented_locked":"0",
         "trades_count":1,"trades":[{"market":"KRW-USDT","uuid":"795dff29","price":"1375",
         "volume":"5.377594","funds":"7394.19175","trend":"down",
         "created_at":"2025-08-09T16:44:00.597751+09:00","side":"ask"}]}
        """);
    assertThat(order.get("created_at").asString()).endsWith("+09:00");
    assertThat(upbit.get("/v1/orders/closed", "market", "KRW-USDT").body())
        .contains("executed_funds");
  }
}
