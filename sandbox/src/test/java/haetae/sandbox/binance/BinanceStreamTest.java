package haetae.sandbox.binance;

import static org.assertj.core.api.Assertions.assertThat;

import haetae.sandbox.Shapes;
import haetae.sandbox.TestBinance;
import haetae.sandbox.TestSandbox;
import haetae.sandbox.TestStream;
import haetae.sandbox.net.Json;
import java.math.BigDecimal;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

final class BinanceStreamTest {
  private static final String PRIVATE_KEY =
      "MC4CAQAwBQYDK2VwBCIEIJ1hsZ3v/VpguoRK9JLsLMREScVpezJpGXA7rAMcrn9g";
  private static final String PUBLIC_KEY =
      "MCowBQYDK2VwAyEA11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=";

  private static TestSandbox sandbox;
  private static TestBinance binance;

  @BeforeAll
  static void start() throws Exception {
    sandbox =
        new TestSandbox(
            TestSandbox.GENEROUS
                + "keys:\n"
                + "  - {venue: binance, access: sandbox-binance-key, secret:"
                + " sandbox-binance-secret}\n"
                + "  - {venue: binance, access: ed-key, ed25519: "
                + PUBLIC_KEY
                + "}\n");
    binance = sandbox.binance();
  }

  @AfterAll
  static void stop() {
    sandbox.close();
  }

  private static boolean event(JsonNode message, String name) {
    return message.path("e").asString("").equals(name);
  }

  @Test
  void shouldSendRawAndCombinedMessages() throws Exception {
    TestStream raw = binance.stream("/ws/btcusdt@bookTicker");
    Shapes.matches(
        raw.await(m -> true),
        """
        {"u":400900217,"s":"BNBUSDT","b":"25.3","B":"31","a":"25.4","A":"4"}
        """);
    TestStream combined =
        binance.stream("/stream?streams=btcusdt@trade/btcusdt@aggTrade/btcusdt@depth5@100ms");
    JsonNode trade =
        combined.await(m -> m.path("stream").asString("").equals("btcusdt@trade")).get("data");
    Shapes.matches(
        trade,
        """
        {"e":"trade","E":1672515782136,"s":"BNBBTC","t":12345,"p":"0.001","q":"100",
         "T":1672515782136,"m":true,"M":true}
        """);
    Shapes.matches(
        combined.await(m -> m.path("stream").asString("").equals("btcusdt@aggTrade")).get("data"),
        """
        {"e":"aggTrade","E":1672515782136,"s":"BNBBTC","a":12345,"p":"0.001","q":"100","f":100,
         "l":105,"T":1672515782136,"m":true,"M":true}
        """);
    JsonNode best =
        combined.await(m -> m.path("stream").asString("").startsWith("btcusdt@depth5")).get("data");
    Shapes.matches(
        best,
        "{\"lastUpdateId\":160,\"bids\":[[\"0.0024\",\"10\"]],"
            + "\"asks\":[[\"0.0026\",\"100\"]]}");
    assertThat(best.get("bids")).hasSize(5);
    raw.abort();
    combined.abort();
  }

  @Test
  void shouldSpeakTheSubscribeProtocol() throws Exception {
    TestStream stream = binance.stream("/ws");
    stream.send("{\"method\":\"SUBSCRIBE\",\"params\":[\"btcusdt@trade\",\"nope@x\"],\"id\":1}");
    assertThat(Json.write(stream.await(m -> m.path("id").asInt(0) == 1)))
        .isEqualTo("{\"result\":null,\"id\":1}");
    stream.await(m -> event(m, "trade"));
    stream.send("{\"method\":\"LIST_SUBSCRIPTIONS\",\"id\":2}");
    assertThat(stream.await(m -> m.path("id").asInt(0) == 2).get("result").toString())
        .isEqualTo("[\"btcusdt@trade\",\"nope@x\"]");
    stream.send("{\"method\":\"SET_PROPERTY\",\"params\":[\"combined\",true],\"id\":3}");
    stream.await(m -> m.has("stream"));
    stream.send("{\"method\":\"UNSUBSCRIBE\",\"params\":[\"btcusdt@trade\"],\"id\":4}");
    stream.await(m -> m.path("id").asInt(0) == 4);
    stream.send("{\"method\":\"NOISE\",\"id\":5}");
    assertThat(stream.await(m -> m.path("id").asInt(0) == 5).get("code").asInt()).isEqualTo(2);
    stream.abort();
  }

  /** Keeps a book by the documented rules and compares it with a later snapshot. */
  private static void follow(boolean spot) throws Exception {
    String prefix = spot ? "" : "/public";
    TestStream stream = binance.stream(prefix + "/ws/btcusdt@depth@100ms");
    stream.await(m -> event(m, "depthUpdate"));
    String path = spot ? "/api/v3/depth" : "/fapi/v1/depth";
    TreeMap<BigDecimal, BigDecimal> bids = new TreeMap<>(Comparator.reverseOrder());
    JsonNode snapshot = binance.open(path, "symbol", "BTCUSDT", "limit", "1000").json();
    put(bids, snapshot.get("bids"));
    long last = snapshot.get("lastUpdateId").asLong();
    long previous = -1;
    int applied = 0;
    int next = 0;
    while (applied < 6) {
      JsonNode update = stream.awaitFrom(next++, m -> true);
      long from = update.get("U").asLong();
      long to = update.get("u").asLong();
      boolean old = spot ? to <= last : to < last;
      if (!old) {
        if (previous < 0) {
          assertThat(from).isLessThanOrEqualTo(spot ? last + 1 : last);
        } else if (spot) {
          assertThat(from).isEqualTo(previous + 1);
        } else {
          assertThat(update.get("pu").asLong()).isEqualTo(previous);
        }
        previous = to;
        put(bids, update.get("b"));
        applied++;
      }
    }
    JsonNode later = binance.open(path, "symbol", "BTCUSDT", "limit", "1000").json();
    long target = later.get("lastUpdateId").asLong();
    while (previous < target) {
      JsonNode update = stream.awaitFrom(next++, m -> true);
      previous = update.get("u").asLong();
      put(bids, update.get("b"));
    }
    if (previous == target) {
      TreeMap<BigDecimal, BigDecimal> expected = new TreeMap<>(Comparator.reverseOrder());
      put(expected, later.get("bids"));
      assertThat(bids.toString()).isEqualTo(expected.toString());
    }
    stream.abort();
  }

  private static void put(java.util.Map<BigDecimal, BigDecimal> book, JsonNode levels) {
    for (JsonNode level : levels) {
      BigDecimal price = new BigDecimal(level.get(0).asString());
      BigDecimal quantity = new BigDecimal(level.get(1).asString());
      if (quantity.signum() == 0) {
        book.remove(price);
      } else {
        book.put(price, quantity);
      }
    }
  }

  @Test
  void shouldLetASpotBookBeFollowed() throws Exception {
    follow(true);
  }

  @Test
  void shouldLetAFuturesBookBeFollowed() throws Exception {
    follow(false);
  }

  @Test
  void shouldBringNothingOnAWrongRoute() throws Exception {
    TestStream wrong = binance.stream("/public/ws");
    wrong.send("{\"method\":\"SUBSCRIBE\",\"params\":[\"btcusdt@markPrice@1s\"],\"id\":1}");
    wrong.await(m -> m.has("id"));
    TestStream right =
        binance.stream("/market/stream?streams=btcusdt@markPrice@1s/btcusdt@aggTrade");

    JsonNode mark = right.await(m -> m.path("stream").asString("").equals("btcusdt@markPrice@1s"));

    Shapes.matches(
        mark.get("data"),
        """
        {"e":"markPriceUpdate","E":1562305380000,"s":"BTCUSDT","p":"76916.9","ap":"76917.1",
         "P":"77018.7","i":"76959.6","r":"0.00008972","T":1789488000000,"st":1}
        """);
    assertThat(wrong.count()).isEqualTo(1);
    TestStream book = binance.stream("/public/ws/btcusdt@bookTicker");
    Shapes.matches(
        book.await(m -> true),
        """
        {"e":"bookTicker","u":1,"E":1568014460893,"T":1568014460891,"s":"BTCUSDT",
         "ps":"BTCUSDT","b":"1","B":"1","a":"1","A":"1","st":1}
        """);
    wrong.abort();
    right.abort();
    book.abort();
  }

  @Test
  void shouldReportFuturesOrdersToEachFormOfAddress() throws Exception {
    String key = binance.keyed("POST", "/fapi/v1/listenKey").json().get("listenKey").asString();
    assertThat(binance.keyed("POST", "/fapi/v1/listenKey").body()).contains(key);
    List<TestStream> streams = new ArrayList<>();
    streams.add(
        binance.stream(
            "/private/ws?listenKey=" + key + "&events=ORDER_TRADE_UPDATE/ACCOUNT_UPDATE"));
    streams.add(binance.stream("/private/ws/" + key));
    TestStream later = binance.stream("/private/stream");
    later.send("{\"method\":\"SUBSCRIBE\",\"params\":[\"" + key + "\"],\"id\":1}");
    later.await(m -> m.has("id"));
    TestStream wrong = binance.stream("/private/ws/wrong");

    binance.signed(
        "POST",
        "/fapi/v1/order",
        "symbol",
        "BTCUSDT",
        "side",
        "SELL",
        "type",
        "MARKET",
        "quantity",
        "0.010",
        "newClientOrderId",
        "hdg-1");

    for (TestStream stream : streams) {
      JsonNode fill =
          stream.await(
              m ->
                  event(m, "ORDER_TRADE_UPDATE")
                      && m.get("o").get("X").asString().equals("FILLED"));
      Shapes.matches(
          fill,
          """
          {"e":"ORDER_TRADE_UPDATE","T":1779367930001,"E":1779367930002,"o":{"s":"BTCUSDT",
           "c":"hdg-0001","S":"SELL","o":"LIMIT","f":"IOC","q":"0.010","p":"64990.10",
           "ap":"64990.50","sp":"0","x":"TRADE","X":"FILLED","i":8886774,"l":"0.010",
           "z":"0.010","L":"64990.50","n":"0.32495250","N":"USDT","T":1779367930001,
           "t":7654321,"b":"0","a":"0","m":false,"R":false,"wt":"CONTRACT_PRICE","ot":"LIMIT",
           "ps":"BOTH","cp":false,"rp":"0","pP":false,"si":0,"ss":0,"V":"EXPIRE_MAKER",
           "pm":"NONE","gtd":0,"er":"0"}}
          """);
      Shapes.matches(
          stream.await(m -> event(m, "ACCOUNT_UPDATE")),
          """
          {"e":"ACCOUNT_UPDATE","E":1564745798939,"T":1564745798938,"a":{"m":"ORDER","B":[
           {"a":"USDT","wb":"122624.1","cw":"100.1","bc":"0"}],"P":[{"s":"BTCUSDT",
           "pa":"-0.010","ep":"64990.5","bep":"64958.0","cr":"200","up":"0","mt":"cross",
           "iw":"0.00000000","ps":"BOTH"}]}}
          """);
    }
    JsonNode wrapped = later.await(m -> event(m.path("data"), "ORDER_TRADE_UPDATE"));
    assertThat(wrapped.get("stream").asString()).isEqualTo(key);
    assertThat(streams.get(0).all(m -> event(m, "TRADE_LITE"))).isEmpty();
    assertThat(wrong.count()).isZero();
    assertThat(binance.keyed("PUT", "/fapi/v1/listenKey").status()).isEqualTo(200);
    binance.keyed("DELETE", "/fapi/v1/listenKey");
    assertThat(streams.get(0).awaitEnd()).isEqualTo(1000);
    assertThat(binance.keyed("PUT", "/fapi/v1/listenKey").body()).contains("-1125");
    wrong.abort();
    later.abort();
  }

  @Test
  void shouldStaySilentlyOpenWhenTheListenKeyExpires() throws Exception {
    try (TestSandbox brief = new TestSandbox("binance: {listen_key_sec: 1}")) {
      TestBinance client = brief.binance();
      String key = client.keyed("POST", "/fapi/v1/listenKey").json().get("listenKey").asString();
      TestStream stream = client.stream("/private/ws/" + key);

      JsonNode expired = stream.await(m -> event(m, "listenKeyExpired"));

      assertThat(expired.get("listenKey").asString()).isEqualTo(key);
      assertThat(client.keyed("PUT", "/fapi/v1/listenKey").body()).contains("-1125");
      assertThat(stream.ended()).isFalse();
      stream.abort();
    }
  }

  @Test
  void shouldReportSpotOrdersOnTheWebSocketApi() throws Exception {
    TestStream api = binance.stream("/ws-api/v3");
    api.send(TestBinance.socket("s1", "userDataStream.subscribe.signature"));
    assertThat(api.await(m -> m.path("id").asString("").equals("s1")).get("result").toString())
        .isEqualTo("{\"subscriptionId\":0}");
    api.send(TestBinance.socket("s2", "userDataStream.subscribe.signature"));
    assertThat(
            api.await(m -> m.path("id").asString("").equals("s2")).get("error").get("code").asInt())
        .isEqualTo(-2035);
    api.send(
        TestBinance.socket(
            "o1",
            "order.place",
            "symbol",
            "BTCUSDT",
            "side",
            "BUY",
            "type",
            "LIMIT",
            "timeInForce",
            "IOC",
            "quantity",
            "0.001",
            "price",
            binance.price("/api/v3", "BTCUSDT", "1.01"),
            "newClientOrderId",
            "ws-1"));

    JsonNode placed = api.await(m -> m.path("id").asString("").equals("o1"));
    assertThat(placed.get("status").asInt()).isEqualTo(200);
    assertThat(placed.get("result").get("status").asString()).isEqualTo("FILLED");
    JsonNode fill =
        api.await(m -> m.path("event").path("x").asString("").equals("TRADE")).get("event");
    Shapes.matches(
        fill,
        """
        {"e":"executionReport","E":1499405658658,"s":"BTCUSDT","c":"arb-S-0001","S":"BUY",
         "o":"LIMIT","f":"IOC","q":"0.001","p":"65000.1","P":"0","F":"0","g":-1,"C":"",
         "x":"TRADE","X":"PARTIALLY_FILLED","r":"NONE","i":4293153,"l":"0.0006","z":"0.0006",
         "L":"65000.1","n":"0.0000006","N":"BTC","T":1499405658657,"t":56,"I":8641984,
         "w":false,"m":false,"M":false,"O":1499405658657,"Z":"39.0","Y":"39.0","Q":"0",
         "W":1499405658657,"V":"EXPIRE_MAKER"}
        """);
    assertThat(fill.get("X").asString()).isEqualTo("FILLED");
    Shapes.matches(
        api.await(m -> event(m.path("event"), "outboundAccountPosition")),
        """
        {"subscriptionId":0,"event":{"e":"outboundAccountPosition","E":1564034571105,
         "u":1564034571073,"B":[{"a":"BTC","f":"1.00060000","l":"0.00000000"}]}}
        """);
    api.send(
        TestBinance.socket("q1", "order.status", "symbol", "BTCUSDT", "origClientOrderId", "ws-1"));
    assertThat(
            api.await(m -> m.path("id").asString("").equals("q1"))
                .get("result")
                .get("status")
                .asString())
        .isEqualTo("FILLED");
    api.send(TestBinance.socket("c1", "order.cancel", "symbol", "BTCUSDT", "orderId", "1"));
    assertThat(
            api.await(m -> m.path("id").asString("").equals("c1")).get("error").get("code").asInt())
        .isEqualTo(-2011);
    api.send("{\"id\":9,\"method\":\"userDataStream.unsubscribe\"}");
    api.await(m -> event(m.path("event"), "eventStreamTerminated"));
    api.abort();
  }

  @Test
  void shouldLogOnWithEd25519() throws Exception {
    TestStream api = binance.stream("/ws-api/v3");
    api.send("{\"id\":1,\"method\":\"userDataStream.subscribe\"}");
    assertThat(api.await(m -> m.path("id").asInt(0) == 1).get("status").asInt()).isEqualTo(400);
    String payload = "apiKey=ed-key&timestamp=" + System.currentTimeMillis();
    Signature signer = Signature.getInstance("Ed25519");
    signer.initSign(
        KeyFactory.getInstance("Ed25519")
            .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(PRIVATE_KEY))));
    signer.update(payload.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    String signature = Base64.getEncoder().encodeToString(signer.sign());
    String time = payload.substring(payload.lastIndexOf('=') + 1);
    api.send(
        "{\"id\":2,\"method\":\"session.logon\",\"params\":{\"apiKey\":\"ed-key\",\"timestamp\":"
            + time
            + ",\"signature\":\""
            + signature
            + "\"}}");

    JsonNode logon = api.await(m -> m.path("id").asInt(0) == 2);

    Shapes.matches(
        logon,
        """
        {"id":1,"status":200,"result":{"apiKey":"k","authorizedSince":1649729878532,
         "connectedSince":1649729873021,"returnRateLimits":false,"serverTime":1649729878630,
         "userDataStream":false}}
        """);
    api.send("{\"id\":3,\"method\":\"userDataStream.subscribe\"}");
    assertThat(api.await(m -> m.path("id").asInt(0) == 3).get("status").asInt()).isEqualTo(200);
    api.send(
        "{\"id\":4,\"method\":\"account.status\",\"params\":{\"timestamp\":"
            + System.currentTimeMillis()
            + "}}");
    assertThat(api.await(m -> m.path("id").asInt(0) == 4).get("result").has("balances")).isTrue();
    api.send("{\"id\":5,\"method\":\"ping\"}");
    api.await(m -> m.path("id").asInt(0) == 5);
    api.abort();
  }

  @Test
  void shouldPingAndDropWhoSendsTooMuch() throws Exception {
    try (TestSandbox strict =
        new TestSandbox("binance: {spot_ping_sec: 1, spot_messages_per_sec: 3}")) {
      TestStream stream = strict.binance().stream("/ws/btcusdt@trade");
      haetae.sandbox.Eventually.holds(() -> stream.pings() > 0);
      for (int i = 0; i < 20 && !stream.ended(); i++) {
        try {
          stream.send("{\"method\":\"LIST_SUBSCRIPTIONS\",\"id\":1}");
        } catch (java.util.concurrent.CompletionException e) {
          break;
        }
      }
      assertThat(stream.awaitEnd()).isIn(1008, 1006);
    }
  }
}
