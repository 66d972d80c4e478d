package haetae.sandbox.upbit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import haetae.sandbox.Eventually;
import haetae.sandbox.HttpAnswer;
import haetae.sandbox.Shapes;
import haetae.sandbox.TestSandbox;
import haetae.sandbox.TestStream;
import haetae.sandbox.TestUpbit;
import java.math.BigDecimal;
import java.util.concurrent.CompletionException;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

final class UpbitStreamTest {
  private static TestSandbox sandbox;
  private static TestUpbit upbit;

  @BeforeAll
  static void start() throws Exception {
    sandbox =
        new TestSandbox(TestSandbox.GENEROUS.replace("upbit:\n", "upbit:\n  up_every_ms: 300\n"));
    upbit = sandbox.upbit();
  }

  @AfterAll
  static void stop() {
    sandbox.close();
  }

  private static Predicate<JsonNode> of(String type, String streamType) {
    return m ->
        m.path("type").asString("").equals(type)
            && m.path("stream_type").asString("").equals(streamType);
  }

  @Test
  void shouldBeginWithSnapshotsAndGoOnInBinaryFrames() throws Exception {
    TestStream stream = upbit.publicStream();
    stream.send(
        """
        [{"ticket":"t"},{"type":"orderbook","codes":["KRW-BTC.15"]},
         {"type":"trade","codes":["KRW-BTC"]},{"type":"ticker","codes":["KRW-BTC"]}]
        """);

    JsonNode book = stream.await(of("orderbook", "SNAPSHOT"));
    Shapes.matches(
        book,
        """
        {"type":"orderbook","code":"KRW-BTC","timestamp":1751854223422,"total_ask_size":5.6,
         "total_bid_size":2.0,"orderbook_units":[{"ask_price":148961000.0,"bid_price":148960000.0,
         "ask_size":0.07,"bid_size":0.03}],"stream_type":"SNAPSHOT","level":0}
        """);
    assertThat(book.get("orderbook_units")).hasSize(15);
    Shapes.matches(
        stream.await(of("trade", "SNAPSHOT")),
        """
        {"type":"trade","code":"KRW-BTC","timestamp":1730336862082,"trade_date":"2024-10-31",
         "trade_time":"01:07:42","trade_timestamp":1730336862047,"trade_price":100473000.0,
         "trade_volume":0.00014208,"ask_bid":"BID","prev_closing_price":100571000.0,
         "change":"FALL","change_price":98000.0,"sequential_id":17303368620470000,
         "best_ask_price":100473000,"best_ask_size":0.43139478,"best_bid_price":100465000,
         "best_bid_size":0.01990656,"stream_type":"SNAPSHOT"}
        """);
    Shapes.matches(
        stream.await(of("ticker", "SNAPSHOT")),
        """
        {"type":"ticker","code":"KRW-BTC","opening_price":1,"high_price":1,"low_price":1,
         "trade_price":1,"prev_closing_price":1,"acc_trade_price":1,"change":"RISE",
         "change_price":1,"signed_change_price":1,"change_rate":1,"signed_change_rate":1,
         "ask_bid":"ASK","trade_volume":1,"acc_trade_volume":1,"trade_date":"20230221",
         "trade_time":"074102","trade_timestamp":1676965262139,"acc_ask_volume":1,
         "acc_bid_volume":1,"highest_52_week_price":1,"highest_52_week_date":"2022-03-28",
         "lowest_52_week_price":1,"lowest_52_week_date":"2022-12-30","market_state":"ACTIVE",
         "is_trading_suspended":false,"delisting_date":null,"market_warning":"NONE",
         "timestamp":1676965262177,"acc_trade_price_24h":1,"acc_trade_volume_24h":1,
         "stream_type":"REALTIME"}
        """);
    stream.await(of("orderbook", "REALTIME"));
    assertThat(stream.binary()).isTrue();
    stream.abort();
  }

  @Test
  void shouldReplaceTheFirstSubscriptionByTheSecond() throws Exception {
    TestStream stream = upbit.publicStream();
    stream.send("[{\"ticket\":\"a\"},{\"type\":\"orderbook\",\"codes\":[\"KRW-BTC\"]}]");
    stream.await(of("orderbook", "REALTIME"));
    stream.send("[{\"ticket\":\"b\"},{\"type\":\"trade\",\"codes\":[\"KRW-ETH\"]}]");
    stream.await(of("trade", "SNAPSHOT"));
    int from = stream.count();

    stream.awaitFrom(from, of("trade", "REALTIME"));
    stream.awaitFrom(from + 1, of("trade", "REALTIME"));

    assertThat(stream.all().subList(from, stream.count()))
        .allMatch(m -> m.get("type").asString().equals("trade"));
    stream.send("[{\"ticket\":\"c\"},{\"method\":\"LIST_SUBSCRIPTIONS\"}]");
    JsonNode list = stream.await(m -> m.has("method"));
    assertThat(list.get("ticket").asString()).isEqualTo("c");
    assertThat(list.get("result").toString()).contains("KRW-ETH").doesNotContain("KRW-BTC");
    stream.abort();
  }

  @Test
  void shouldShortenNamesAndWrapListsWhenAsked() throws Exception {
    TestStream stream = upbit.publicStream();
    stream.send(
        """
        [{"ticket":"t"},{"type":"orderbook","codes":["KRW-BTC.5"]},
         {"type":"trade","codes":["KRW-BTC"]},{"format":"SIMPLE_LIST"}]
        """);

    JsonNode book = stream.await(m -> m.path(0).path("ty").asString("").equals("orderbook"));

    assertThat(book.get(0).get("obu").get(0).has("ap")).isTrue();
    JsonNode trade = stream.await(m -> m.path(0).path("ty").asString("").equals("trade"));
    assertThat(trade.get(0).has("td")).isTrue();
    assertThat(trade.get(0).get("st").asString()).isEqualTo("SNAPSHOT");
    stream.abort();
  }

  @Test
  void shouldAnswerPingsAndTheWordPing() throws Exception {
    TestStream stream = upbit.publicStream();
    stream.ping();
    stream.send("PING");

    stream.await(m -> m.path("status").asString("").equals("UP"));
    stream.awaitFrom(1, m -> m.path("status").asString("").equals("UP"));
    stream.abort();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "hello | WRONG_FORMAT",
        "[{\"type\":\"trade\"}] | NO_TICKET",
        "[{\"ticket\":\"t\"}] | NO_TYPE",
        "[{\"ticket\":\"t\"},{\"type\":\"trade\"}] | NO_CODES",
        "[{\"ticket\":\"t\"},{\"type\":\"noise\",\"codes\":[\"KRW-BTC\"]}] | INVALID_PARAM",
        "[{\"ticket\":\"t\"},{\"type\":\"orderbook\",\"codes\":[\"KRW-BTC.3\"]}] | INVALID_PARAM",
        "[{\"ticket\":\"t\"},{\"type\":\"myOrder\"}] | INVALID_AUTH"
      })
  void shouldNameTheErrorAndClose(String message, String name) throws Exception {
    TestStream stream = upbit.publicStream();
    stream.send(message);

    JsonNode error = stream.await(m -> m.has("error"));

    assertThat(error.get("error").get("name").asString()).isEqualTo(name);
    assertThat(stream.awaitEnd()).isEqualTo(1000);
  }

  @Test
  void shouldRefuseAPrivateStreamWithoutAToken() {
    String uri = upbit.base().replace("http", "ws") + "/websocket/v1/private";

    assertThatThrownBy(() -> TestStream.open(sandbox.http(), uri, ""))
        .isInstanceOf(CompletionException.class);
  }

  @Test
  void shouldReportOrdersAndAssetsWithoutASnapshot() throws Exception {
    TestStream stream = upbit.privateStream();
    stream.send("[{\"ticket\":\"t\"},{\"type\":\"myOrder\"},{\"type\":\"myAsset\"}]");
    stream.send("PING");
    stream.await(m -> m.has("status"));
    assertThat(stream.all(m -> m.has("type"))).isEmpty();
    BigDecimal ask = upbit.book("KRW-BTC", "ask", "price", 0);

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
            ask.add(new BigDecimal("1000000")).toPlainString(),
            "time_in_force",
            "ioc",
            "identifier",
            "stream-1");

    assertThat(placed.status()).as(placed.body()).isEqualTo(201);
    JsonNode trade = stream.await(m -> m.path("state").asString("").equals("trade"));
    Shapes.matches(
        trade,
        """
        {"type":"myOrder","code":"KRW-BTC","uuid":"ac2dc2a3","ask_bid":"BID",
         "order_type":"limit","state":"trade","trade_uuid":"68315169","price":0.001453,
         "avg_price":0.00145372,"volume":30925891.2,"remaining_volume":29968038.0,
         "executed_volume":30925891.2,"trades_count":1,"reserved_fee":44.2,"remaining_fee":21.7,
         "paid_fee":22.4,"locked":43565.3,"executed_funds":44935.3,"time_in_force":null,
         "trade_fee":22.4,"is_maker":true,"identifier":"test-1","smp_type":"cancel_maker",
         "prevented_volume":1.1,"prevented_locked":0.001,"trade_timestamp":1710751590421,
         "order_timestamp":1710751590000,"timestamp":1710751597500,"stream_type":"REALTIME"}
        """);
    assertThat(trade.get("identifier").asString()).isEqualTo("stream-1");
    stream.await(m -> m.path("state").asString("").equals("done"));
    JsonNode rest = upbit.get("/v1/order", "identifier", "stream-1").json();
    assertThat(rest.get("trades").get(0).get("uuid").asString())
        .isEqualTo(trade.get("trade_uuid").asString());
    Shapes.matches(
        stream.await(m -> m.path("type").asString("").equals("myAsset")),
        """
        {"type":"myAsset","asset_uuid":"e635f223","assets":[{"currency":"KRW","balance":1.5,
         "locked":10329.6}],"asset_timestamp":1710146517259,"timestamp":1710146517267,
         "stream_type":"REALTIME"}
        """);
    stream.abort();
  }

  @Test
  void shouldRefuseCodesOfAssets() throws Exception {
    TestStream stream = upbit.privateStream();
    stream.send("[{\"ticket\":\"t\"},{\"type\":\"myAsset\",\"codes\":[\"KRW-BTC\"]}]");

    assertThat(stream.await(m -> m.has("error")).get("error").get("name").asString())
        .isEqualTo("WRONG_FORMAT");
  }

  @Test
  void shouldCloseWhatIsIdleOrTooOld() throws Exception {
    try (TestSandbox impatient =
        new TestSandbox("upbit: {idle_timeout_ms: 400, stream_life_sec: 1}")) {
      TestStream idle = impatient.upbit().publicStream();
      assertThat(idle.awaitEnd()).isEqualTo(1000);
      TestStream busy = impatient.upbit().publicStream();
      busy.send("[{\"ticket\":\"a\"},{\"type\":\"orderbook\",\"codes\":[\"KRW-BTC\"]}]");
      busy.await(of("orderbook", "REALTIME"));
      assertThat(busy.awaitEnd()).isEqualTo(1000);
    }
  }

  @Test
  void shouldLimitMessages() throws Exception {
    try (TestSandbox strict = new TestSandbox("seed: 2")) {
      TestStream stream = strict.upbit().publicStream();
      String message = "[{\"ticket\":\"a\"},{\"type\":\"trade\",\"codes\":[\"KRW-BTC\"]}]";
      Eventually.holds(
          () -> {
            if (!stream.ended()) {
              try {
                stream.send(message);
              } catch (CompletionException e) {
                return true;
              }
            }
            return !stream.all(m -> m.has("error")).isEmpty();
          });
      assertThat(stream.await(m -> m.has("error")).get("error").get("name").asString())
          .isEqualTo("Too Many Requests");
    }
  }
}
