package haetae.sandbox.binance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import haetae.sandbox.HttpAnswer;
import haetae.sandbox.TestBinance;
import haetae.sandbox.TestSandbox;
import haetae.sandbox.TestStream;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

final class BinanceFaultTest {
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

  @AfterEach
  void heal() throws Exception {
    sandbox.admin("DELETE", "/admin/faults", "");
  }

  private static void fault(String kind, String more) throws Exception {
    HttpAnswer answer =
        sandbox.fault("{\"fault\":\"" + kind + "\",\"venue\":\"binance\"" + more + "}");
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
  }

  private static HttpAnswer order(String prefix, String id, Duration timeout) throws Exception {
    return binance.signed(
        timeout,
        "POST",
        prefix + "/order",
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
        binance.price(prefix, "BTCUSDT", "0.97"),
        "newClientOrderId",
        id);
  }

  private static HttpAnswer query(String prefix, String id) throws Exception {
    return binance.signed("GET", prefix + "/order", "symbol", "BTCUSDT", "origClientOrderId", id);
  }

  private static String id() {
    return "f-" + UUID.randomUUID().toString().substring(0, 24);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/api/v3", "/fapi/v1"})
  void shouldAcceptAnOrderAndAnswerAServerErrorOrNothing(String prefix) throws Exception {
    String first = id();
    fault("error_after_accept", ",\"status\":503,\"count\":1");
    HttpAnswer answer = order(prefix, first, Duration.ofSeconds(30));
    assertThat(answer.status()).isEqualTo(503);
    assertThat(answer.body()).contains("Unknown error, please check your request");
    assertThat(query(prefix, first).status()).isEqualTo(200);

    String second = id();
    fault("timeout_after_accept", ",\"count\":1");
    assertThatThrownBy(() -> order(prefix, second, Duration.ofMillis(700)))
        .isInstanceOf(HttpTimeoutException.class);
    assertThat(query(prefix, second).status()).isEqualTo(200);

    String third = id();
    fault("error_before_accept", ",\"count\":1,\"path\":\"" + prefix + "/order\"");
    assertThat(order(prefix, third, Duration.ofSeconds(30)).status()).isEqualTo(500);
    assertThat(query(prefix, third).json().get("code").asInt()).isEqualTo(-2013);
  }

  @Test
  void shouldSayWhatTheVenueSays() throws Exception {
    fault("duplicate_client_id", ",\"count\":1");
    assertThat(order("/fapi/v1", id(), Duration.ofSeconds(30)).body()).contains("-4116");
    fault("maintenance", ",\"count\":1");
    assertThat(order("/api/v3", id(), Duration.ofSeconds(30)).status()).isEqualTo(503);
    fault("rate_storm", ",\"count\":1");
    HttpAnswer limited = binance.open("/api/v3/ping");
    assertThat(limited.status()).isEqualTo(429);
    assertThat(limited.header("Retry-After")).isEqualTo("30");
    fault("ban_storm", ",\"count\":1");
    HttpAnswer banned = binance.open("/fapi/v1/ping");
    assertThat(banned.status()).isEqualTo(418);
    assertThat(banned.body()).contains("banned until");
    fault("permission_withdrawn", "");
    assertThat(order("/api/v3", id(), Duration.ofSeconds(30)).body()).contains("-2015");
    assertThat(binance.signed("GET", "/api/v3/account").status()).isEqualTo(200);
  }

  @Test
  void shouldMoveTheClock() throws Exception {
    fault("clock_offset", ",\"offset_ms\":-120000");
    assertThat(binance.signed("GET", "/api/v3/account").json().get("code").asInt())
        .isEqualTo(-1021);
    assertThat(binance.open("/fapi/v1/time").json().get("serverTime").asLong())
        .isLessThan(System.currentTimeMillis() - 100_000);
    sandbox.admin("DELETE", "/admin/faults", "");
    assertThat(binance.signed("GET", "/api/v3/account").status()).isEqualTo(200);
  }

  @Test
  void shouldLeaveAGapInTheSequence() throws Exception {
    TestStream stream = binance.stream("/ws/btcusdt@depth@100ms");
    stream.await(m -> true);
    fault("gap", ",\"count\":1");
    long last = -1;
    boolean gap = false;
    for (int i = 0; !gap && i < 300; i++) {
      JsonNode update = stream.awaitFrom(i, m -> true);
      gap = last >= 0 && update.get("U").asLong() != last + 1;
      last = update.get("u").asLong();
    }
    assertThat(gap).isTrue();
    stream.abort();
  }

  @Test
  void shouldCutCloseFreezeAndSilenceStreams() throws Exception {
    TestStream cut = binance.stream("/ws/btcusdt@trade");
    cut.await(m -> true);
    fault("disconnect", "");
    assertThat(cut.awaitEnd()).isEqualTo(1006);

    TestStream closed = binance.stream("/stream?streams=btcusdt@trade");
    closed.await(m -> true);
    fault("day_cut", "");
    JsonNode announced = closed.await(m -> m.path("stream").asString("").equals("!serverShutdown"));
    assertThat(announced.get("data").get("e").asString()).isEqualTo("serverShutdown");
    assertThat(closed.awaitEnd()).isEqualTo(1001);

    TestStream silent = binance.stream("/ws/btcusdt@trade");
    silent.await(m -> true);
    fault("silent_stream", ",\"streams\":\"public\"");
    int count = silent.count();
    silent.send("{\"method\":\"LIST_SUBSCRIPTIONS\",\"id\":1}");
    silent.awaitFrom(count, m -> m.has("id"));
    sandbox.admin("DELETE", "/admin/faults", "");
    silent.awaitFrom(count, m -> m.path("e").asString("").equals("trade"));

    TestStream frozen = binance.stream("/ws/btcusdt@trade");
    frozen.await(m -> true);
    fault("half_open", "");
    frozen.send("{\"method\":\"LIST_SUBSCRIPTIONS\",\"id\":7}");
    TestStream witness = binance.stream("/ws/btcusdt@trade");
    witness.await(m -> true);
    assertThat(frozen.all(m -> m.has("id"))).isEmpty();
    assertThat(frozen.ended()).isFalse();
    frozen.abort();
    witness.abort();
    silent.abort();
  }

  @Test
  void shouldLoseAndDelayReports() throws Exception {
    String key = binance.keyed("POST", "/fapi/v1/listenKey").json().get("listenKey").asString();
    TestStream stream = binance.stream("/private/ws/" + key);
    fault("lost_report", ",\"count\":1");
    fault("late_report", ",\"count\":1,\"delay_ms\":400");
    order("/fapi/v1", "lost", Duration.ofSeconds(30));
    long before = System.nanoTime();
    order("/fapi/v1", "late", Duration.ofSeconds(30));

    stream.await(m -> m.path("o").path("c").asString("").equals("late"));

    assertThat(System.nanoTime() - before).isGreaterThanOrEqualTo(400_000_000L);
    assertThat(stream.all(m -> m.path("o").path("c").asString("").equals("lost"))).isEmpty();
    stream.abort();
  }

  @Test
  void shouldAnswerSlowlyAndLetBooksStandStill() throws Exception {
    fault("stale_book", "");
    String before =
        binance
            .open("/fapi/v1/ticker/bookTicker", "symbol", "ETHUSDT")
            .json()
            .get("lastUpdateId")
            .asString();
    fault("slow", ",\"delay_ms\":600,\"count\":1");
    long start = System.nanoTime();

    String after =
        binance
            .open("/fapi/v1/ticker/bookTicker", "symbol", "ETHUSDT")
            .json()
            .get("lastUpdateId")
            .asString();

    assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(600_000_000L);
    assertThat(
            binance
                .open("/fapi/v1/ticker/bookTicker", "symbol", "ETHUSDT")
                .json()
                .get("lastUpdateId")
                .asString())
        .isEqualTo(before)
        .isEqualTo(after);
  }
}
