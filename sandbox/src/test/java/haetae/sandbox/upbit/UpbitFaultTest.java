package haetae.sandbox.upbit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import haetae.sandbox.HttpAnswer;
import haetae.sandbox.TestSandbox;
import haetae.sandbox.TestStream;
import haetae.sandbox.TestUpbit;
import java.math.BigDecimal;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

final class UpbitFaultTest {
  private static final String BOOKS =
      "[{\"ticket\":\"t\"},{\"type\":\"orderbook\",\"codes\":[\"KRW-BTC\"]}]";

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

  @AfterEach
  void heal() throws Exception {
    sandbox.admin("DELETE", "/admin/faults", "");
  }

  private static void fault(String kind, String more) throws Exception {
    HttpAnswer answer =
        sandbox.fault("{\"fault\":\"" + kind + "\",\"venue\":\"upbit\"" + more + "}");
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
  }

  private static HttpAnswer order(String identifier, Duration timeout) throws Exception {
    BigDecimal bid = upbit.book("KRW-BTC", "bid", "price", 29);
    String price = bid.subtract(new BigDecimal("100000")).toPlainString();
    String[] params = {
      "market",
      "KRW-BTC",
      "side",
      "bid",
      "ord_type",
      "limit",
      "volume",
      "0.0001",
      "price",
      price,
      "identifier",
      identifier
    };
    StringBuilder body = new StringBuilder("{");
    for (int i = 0; i < params.length; i += 2) {
      body.append(i == 0 ? "" : ",").append('"').append(params[i]).append("\":\"");
      body.append(params[i + 1]).append('"');
    }
    return upbit.raw(
        "POST", "/v1/orders", upbit.token(params), body.append('}').toString(), timeout);
  }

  private static boolean book(JsonNode message) {
    return message.path("type").asString("").equals("orderbook");
  }

  private static HttpAnswer order() throws Exception {
    return order("f-" + UUID.randomUUID(), Duration.ofSeconds(30));
  }

  private static TestStream books() throws Exception {
    TestStream stream = upbit.publicStream();
    stream.send(BOOKS);
    stream.await(UpbitFaultTest::book);
    return stream;
  }

  @Test
  void shouldAcceptAnOrderAndAnswerAServerError() throws Exception {
    fault("error_after_accept", ",\"status\":503");
    String identifier = "lost-" + UUID.randomUUID();

    assertThat(order(identifier, Duration.ofSeconds(30)).status()).isEqualTo(503);

    assertThat(upbit.get("/v1/order", "identifier", identifier).status()).isEqualTo(200);
  }

  @Test
  void shouldAcceptAnOrderAndAnswerNothing() throws Exception {
    fault("timeout_after_accept", "");
    String identifier = "silent-" + UUID.randomUUID();

    assertThatThrownBy(() -> order(identifier, Duration.ofMillis(700)))
        .isInstanceOf(HttpTimeoutException.class);

    assertThat(upbit.get("/v1/order", "identifier", identifier).status()).isEqualTo(200);
  }

  @Test
  void shouldRefuseBeforeAnythingIsDone() throws Exception {
    fault("error_before_accept", ",\"path\":\"/v1/orders\",\"count\":1");
    String identifier = "never-" + UUID.randomUUID();

    assertThat(order(identifier, Duration.ofSeconds(30)).status()).isEqualTo(500);

    assertThat(upbit.get("/v1/order", "identifier", identifier).status()).isEqualTo(404);
  }

  @Test
  void shouldCallAnOrderADuplicateThatIsNone() throws Exception {
    fault("duplicate_client_id", ",\"count\":1");

    assertThat(order().body()).contains("duplicated_identifier");
    assertThat(order().status()).isEqualTo(201);
  }

  @Test
  void shouldTakeNoOrdersUnderMaintenance() throws Exception {
    TestStream stream = books();
    fault("maintenance", "");

    HttpAnswer refused = order();

    assertThat(refused.status()).isEqualTo(403);
    assertThat(refused.body()).contains("market_offline");
    int count = stream.count();
    sandbox.admin("DELETE", "/admin/faults", "");
    stream.awaitFrom(count, UpbitFaultTest::book);
    assertThat(order().status()).isEqualTo(201);
    stream.abort();
  }

  @Test
  void shouldStormWithTooManyRequestsAndBans() throws Exception {
    fault("rate_storm", ",\"count\":1");
    fault("ban_storm", ",\"count\":1");

    assertThat(upbit.get("/v1/accounts").status()).isEqualTo(418);
    assertThat(upbit.get("/v1/accounts").status()).isEqualTo(429);
    assertThat(upbit.get("/v1/accounts").status()).isEqualTo(200);
  }

  @Test
  void shouldAnswerSlowly() throws Exception {
    fault("slow", ",\"delay_ms\":300,\"count\":1");
    long before = System.nanoTime();

    upbit.get("/v1/accounts");

    assertThat(System.nanoTime() - before).isGreaterThanOrEqualTo(300_000_000L);
  }

  @Test
  void shouldWithdrawAPermission() throws Exception {
    fault("permission_withdrawn", "");

    assertThat(order().body()).contains("out_of_scope");
    assertThat(upbit.get("/v1/accounts").status()).isEqualTo(200);
  }

  @Test
  void shouldCutStreams() throws Exception {
    TestStream stream = books();
    fault("disconnect", ",\"streams\":\"public\"");

    assertThat(stream.awaitEnd()).isEqualTo(1006);
  }

  @Test
  void shouldEndStreamsAsAfterADay() throws Exception {
    TestStream stream = books();
    fault("day_cut", "");

    assertThat(stream.awaitEnd()).isEqualTo(1000);
  }

  @Test
  void shouldKeepAStreamOpenButSilent() throws Exception {
    TestStream stream = books();
    fault("silent_stream", "");
    stream.send("PING");
    stream.awaitFrom(stream.count(), m -> true);
    int count = stream.count();
    TestStream witness = upbit.publicStream();
    witness.send("PING");
    witness.await(m -> m.has("status"));
    assertThat(stream.all().subList(count, stream.count())).noneMatch(UpbitFaultTest::book);
    assertThat(stream.ended()).isFalse();

    sandbox.admin("DELETE", "/admin/faults", "");

    stream.awaitFrom(count, UpbitFaultTest::book);
    stream.abort();
    witness.abort();
  }

  @Test
  void shouldFreezeAStreamHalfOpen() throws Exception {
    TestStream stream = books();
    TestStream other = upbit.privateStream();
    fault("half_open", ",\"streams\":\"public\"");
    int count = stream.count();
    stream.send("PING");
    TestStream fresh = books();
    fresh.awaitFrom(1, UpbitFaultTest::book);
    fresh.awaitFrom(2, UpbitFaultTest::book);
    other.send("PING");
    other.await(m -> m.has("status"));

    assertThat(stream.all().subList(count, stream.count())).noneMatch(m -> m.has("status"));
    assertThat(stream.ended()).isFalse();
    stream.abort();
    other.abort();
    fresh.abort();
  }

  @Test
  void shouldLeaveBooksOut() throws Exception {
    TestStream stream = books();
    fault("gap", "");
    TestStream trades = upbit.publicStream();
    trades.send("[{\"ticket\":\"t\"},{\"type\":\"trade\",\"codes\":[\"KRW-BTC\"]}]");
    int count = stream.count();
    for (int i = 0; i < 3; i++) {
      trades.awaitFrom(trades.count(), m -> m.has("type"));
    }

    assertThat(stream.count() - count).isLessThanOrEqualTo(1);
    stream.abort();
    trades.abort();
  }

  @Test
  void shouldLetBooksStandStill() throws Exception {
    fault("stale_book", "");
    String before = upbit.open("/v1/orderbook", "markets", "KRW-BTC").body();
    TestStream stream = upbit.publicStream();
    stream.send("PING");
    stream.await(m -> m.has("status"));

    assertThat(upbit.open("/v1/orderbook", "markets", "KRW-BTC").body()).isEqualTo(before);
    stream.abort();
  }

  @Test
  void shouldDelayAndLoseReports() throws Exception {
    TestStream stream = upbit.privateStream();
    stream.send("[{\"ticket\":\"t\"},{\"type\":\"myOrder\"}]");
    stream.send("PING");
    stream.await(m -> m.has("status"));
    fault("late_report", ",\"delay_ms\":400,\"count\":1");
    fault("lost_report", ",\"count\":2");

    order("r1-" + UUID.randomUUID(), Duration.ofSeconds(30));
    String late = "r2-" + UUID.randomUUID();
    long before = System.nanoTime();
    order(late, Duration.ofSeconds(30));

    stream.await(m -> m.path("identifier").asString("").equals(late));
    assertThat(System.nanoTime() - before).isGreaterThanOrEqualTo(400_000_000L);
    assertThat(stream.all(m -> m.path("identifier").asString("").startsWith("r1-"))).isEmpty();
    stream.abort();
  }

  @Test
  void shouldMoveTheClock() throws Exception {
    fault("clock_offset", ",\"offset_ms\":-3600000");
    TestStream stream = upbit.publicStream();
    stream.send("[{\"ticket\":\"t\"},{\"type\":\"trade\",\"codes\":[\"KRW-BTC\"]}]");

    long timestamp =
        stream.await(m -> m.path("type").asString("").equals("trade")).get("timestamp").asLong();

    assertThat(timestamp).isLessThan(System.currentTimeMillis() - 3_500_000);
    stream.abort();
  }

  @Test
  void shouldRefuseAFaultItDoesNotKnow() throws Exception {
    HttpAnswer answer = sandbox.fault("{\"fault\":\"earthquake\"}");

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.body()).contains("fault:1:10").contains("disconnect");
  }
}
