package haetae.venue.upbit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import haetae.engine.Event.BalanceReported;
import haetae.engine.Event.ClockOffsetMeasured;
import haetae.engine.Event.TradePrinted;
import haetae.engine.VenueStatus;
import haetae.market.Asset;
import haetae.market.Fixed;
import haetae.market.Instrument;
import haetae.venue.wire.AccountReport;
import haetae.venue.wire.Await;
import haetae.venue.wire.Events;
import haetae.venue.wire.FeedStatus;
import haetae.venue.wire.HttpClient;
import haetae.venue.wire.Instruments;
import haetae.venue.wire.Secret;
import haetae.venue.wire.StubServer;
import haetae.venue.wire.StubServer.Peer;
import haetae.venue.wire.StubServer.Reply;
import haetae.venue.wire.StubServer.Request;
import haetae.venue.wire.Wires;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class UpbitVenueTest {
  private static final List<Instrument> MARKETS = List.of(Instruments.FX, Instruments.UPBIT_BTC);
  private static final String FX_BOOK = book("KRW-USDT", 2_000, 1_475);

  private final Events events = new Events();
  private final List<String> troubles = new CopyOnWriteArrayList<>();
  private StubServer server;
  private UpbitVenue venue;

  private static long nowNs() {
    Instant now = Instant.now();
    return now.getEpochSecond() * 1_000_000_000L + now.getNano();
  }

  private static String book(String code, long ms, long ask) {
    return "{\"type\":\"orderbook\",\"code\":\""
        + code
        + "\",\"timestamp\":"
        + ms
        + ",\"total_ask_size\":1,\"total_bid_size\":1,\"orderbook_units\":[{\"ask_price\":"
        + ask
        + ".0,\"bid_price\":"
        + (ask - 1)
        + ".0,\"ask_size\":1.5,\"bid_size\":2.5}],\"stream_type\":\"REALTIME\",\"level\":0}";
  }

  @BeforeEach
  void start() throws IOException {
    server = new StubServer();
    server.answering(this::rest);
  }

  @AfterEach
  void stop() throws IOException {
    if (venue != null) {
      venue.close();
    }
    server.close();
    assertThat(troubles).isEmpty();
  }

  private Reply rest(Request r) {
    String date = DateTimeFormatter.RFC_1123_DATE_TIME.format(ZonedDateTime.now(ZoneOffset.UTC));
    String path = r.target().replaceAll("\\?.*", "");
    String body =
        switch (path) {
          case "/v1/accounts" ->
              "[{\"currency\":\"KRW\",\"balance\":\"1000000.5\",\"locked\":\"1.0\"}]";
          case "/v1/orderbook" -> "[" + FX_BOOK + "]";
          default -> "[]";
        };
    return new Reply(200, body, Map.of("Date", date));
  }

  private void venue(long quietMs, boolean withKey) {
    URI ws = server.ws();
    UpbitSettings.Endpoints endpoints =
        new UpbitSettings.Endpoints(
            server.http(), ws.resolve("/websocket/v1"), ws.resolve("/websocket/v1/private"));
    UpbitSettings usual = UpbitSettings.at(endpoints);
    UpbitSettings settings =
        new UpbitSettings(
            endpoints,
            usual.algorithm(),
            usual.smpType(),
            usual.levels(),
            false,
            true,
            new HttpClient.Timeouts(30_000, 30_000, 15_000),
            new UpbitSettings.Rates(500, 500, 500, 1_000_000, 300_000),
            new UpbitSettings.Pace(50, 60_000, quietMs, 60_000, 1, 20));
    UpbitSigner signer =
        new UpbitSigner(
            "access",
            Secret.of("secret".toCharArray()),
            JwtAlgorithm.HS512,
            () -> UUID.randomUUID().toString());
    venue =
        new UpbitVenue(
            settings,
            withKey ? signer : null,
            MARKETS,
            Wires.trusted(),
            events,
            UpbitVenueTest::nowNs,
            (name, e) -> troubles.add(name + " " + e));
  }

  private Peer peer(String path) {
    Await.until(path, () -> find(path) != null);
    return find(path);
  }

  private Peer find(String path) {
    return server.peers().stream()
        .filter(p -> p.request().target().equals(path) && !p.received().isEmpty())
        .reduce((a, b) -> b)
        .orElse(null);
  }

  @Test
  void shouldBringBooksTradesBalancesAndComeUp() {
    venue(60_000, true);
    venue.start();
    Peer open = peer("/websocket/v1");
    assertThat(open.received().getFirst())
        .contains("{\"type\":\"orderbook\",\"codes\":[\"KRW-USDT.15\",\"KRW-BTC.15\"]}")
        .contains("{\"type\":\"trade\",\"codes\":[\"KRW-USDT\",\"KRW-BTC\"],")
        .endsWith("{\"format\":\"DEFAULT\"}]");
    open.sendBinary(FX_BOOK);
    open.send(book("KRW-BTC", 2_000, 140_000_000));
    open.sendBinary(
        "{\"type\":\"trade\",\"code\":\"KRW-BTC\",\"trade_timestamp\":5,\"trade_price\":1.4E8,"
            + "\"trade_volume\":0.1,\"ask_bid\":\"BID\"}");
    open.send("{\"status\":\"UP\"}");
    assertThat(events.first(TradePrinted.class).priceE8()).isEqualTo(140_000_000 * Fixed.ONE);
    assertThat(events.book(0).bestAskE8()).isEqualTo(1_475 * Fixed.ONE);
    assertThat(events.first(BalanceReported.class).asset()).isEqualTo(Asset.KRW);
    assertThat(events.first(ClockOffsetMeasured.class).offsetNs())
        .isBetween(-2_000_000_000L, 2_000_000_000L);
    Await.until("up", () -> venue.venueStatus() == VenueStatus.UP);
    Peer own = peer("/websocket/v1/private");
    assertThat(own.request().headers().get("authorization")).startsWith("Bearer ");
    assertThat(own.received().getFirst()).contains("myOrder").contains("myAsset");
    own.sendBinary(
        "{\"type\":\"myAsset\",\"assets\":[{\"currency\":\"BTC\",\"balance\":0.5,\"locked\":0}]}");
    Await.until(
        "BTC",
        () ->
            events.of(BalanceReported.class).stream()
                .anyMatch(b -> b.asset().code().equals("BTC") && b.freeE8() == Fixed.ONE / 2));
    Await.until("pings", () -> own.received().contains("9:") && open.received().contains("9:"));
    assertThat(venue.status()).hasSize(3).allMatch(s -> s.connected() && s.synced());
  }

  @Test
  void shouldPassOverOlderBooksAndBrokenMessages() {
    venue(60_000, false);
    venue.start();
    Peer open = peer("/websocket/v1");
    open.sendBinary(book("KRW-USDT", 2_000, 1_475));
    open.sendBinary(book("KRW-USDT", 1_999, 1_400));
    open.sendBinary("{\"type\":\"orderbook\",\"code\":\"KRW-USDT\"}");
    open.sendBinary(book("KRW-USDT", 2_001, 1_476));
    Await.until(
        "last book",
        () -> events.book(0) != null && events.book(0).bestAskE8() == 1_476 * Fixed.ONE);
    assertThat(events.of(haetae.engine.BookChanged.class)).hasSize(2);
    assertThat(venue.status().getFirst().undecodable()).isEqualTo(1);
    assertThatThrownBy(() -> venue.gateway())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("UPBIT_API_KEY");
  }

  @Test
  void shouldSubscribeAgainAndTellThatItWasDown() {
    venue(60_000, false);
    venue.start();
    Peer first = peer("/websocket/v1");
    first.sendBinary(FX_BOOK);
    first.sendBinary(book("KRW-BTC", 2_000, 140_000_000));
    Await.until("up", () -> venue.venueStatus() == VenueStatus.UP);
    first.send("{\"error\":{\"name\":\"INVALID_AUTH\",\"message\":\"x\"}}");
    Await.until("second connection", () -> find("/websocket/v1") != first);
    Await.until("not up", () -> venue.venueStatus() != VenueStatus.UP);
    find("/websocket/v1").sendBinary(FX_BOOK);
    find("/websocket/v1").sendBinary(book("KRW-BTC", 2_001, 140_000_000));
    Await.until("up again", () -> venue.venueStatus() == VenueStatus.UP);
    assertThat(venue.status().getFirst().reconnects()).isEqualTo(1);
  }

  @Test
  void shouldProveAQuietBookByRest() {
    venue(30, false);
    venue.start();
    peer("/websocket/v1");
    Await.until("book from REST", () -> events.book(0) != null);
    assertThat(events.book(0).bestAskE8()).isEqualTo(1_475 * Fixed.ONE);
    assertThat(server.requests())
        .anyMatch(r -> r.target().equals("/v1/orderbook?markets=KRW-USDT&count=15"));
  }

  @Test
  void shouldProveAQuietBookByANewConnectionWhereRestIsBlocked() {
    server.answering(
        r ->
            r.target().startsWith("/v1/orderbook")
                ? Reply.of(
                    418, "{\"error\":{\"name\":418,\"message\":\"try again in 60 seconds\"}}")
                : rest(r));
    venue(30, false);
    venue.start();
    Peer first = peer("/websocket/v1");
    first.sendBinary(FX_BOOK);
    first.sendBinary(book("KRW-BTC", 2_000, 140_000_000));
    Await.until("not fresh", () -> venue.status().stream().noneMatch(FeedStatus::synced));
    Await.until("second connection", () -> find("/websocket/v1") != first);
    find("/websocket/v1").sendBinary(FX_BOOK);
    find("/websocket/v1").sendBinary(book("KRW-BTC", 2_000, 140_000_000));

    Await.until("proved", () -> events.of(haetae.engine.BookChanged.class).size() == 4);
    assertThat(venue.status().getFirst().reconnects()).as("nothing was lost").isZero();
  }

  private static Reply account(Request r, String tick, Reply withdraws) {
    String path = r.target().replaceAll("\\?.*", "");
    String market = r.target().contains("BTC") ? "KRW-BTC" : "KRW-USDT";
    return switch (path) {
      case "/v1/accounts" ->
          Reply.ok("[{\"currency\":\"KRW\",\"balance\":\"5.0\",\"locked\":\"0\"}]");
      case "/v1/orders/chance" ->
          Reply.ok(
              "{\"bid_fee\":\"0.0005\",\"ask_fee\":\"0.0005\",\"market\":{\"id\":\"x\","
                  + "\"bid\":{\"currency\":\"KRW\",\"min_total\":\"5000\"},"
                  + "\"ask\":{\"currency\":\"BTC\",\"min_total\":\"5000\"},"
                  + "\"max_total\":\"1000000000\",\"state\":\"active\"}}");
      case "/v1/orderbook/instruments" ->
          Reply.ok(
              "[{\"market\":\"x\",\"tick_size\":\""
                  + (market.equals("KRW-BTC") ? tick : "1")
                  + "\"}]");
      case "/v1/orderbook" ->
          Reply.ok("[" + book(market, 1, market.equals("KRW-BTC") ? 140_000_001 : 1_475) + "]");
      case "/v1/market/all" ->
          Reply.ok("[{\"market\":\"KRW-BTC\",\"market_event\":{\"warning\":false}}]");
      case "/v1/status/wallet" ->
          Reply.ok("[{\"currency\":\"BTC\",\"wallet_state\":\"withdraw_only\"}]");
      case "/v1/orders/test" -> Reply.ok("{}");
      case "/v1/api_keys" ->
          Reply.ok("[{\"access_key\":\"a\",\"expire_at\":\"2099-01-01T00:00:00+09:00\"}]");
      default -> withdraws;
    };
  }

  @Test
  void shouldReportAFitAccount() {
    venue(60_000, true);
    Reply outOfScope = Reply.of(403, "{\"error\":{\"name\":\"out_of_scope\"}}");
    server.answering(r -> account(r, "1000", outOfScope));
    AccountReport report = venue.checkAccount(Instant.parse("2026-11-25T00:00:00Z"));
    assertThat(report.liveAllowed()).as(report.findings().toString()).isTrue();
    assertThat(report.findings())
        .singleElement()
        .satisfies(f -> assertThat(f.what()).contains("withdraw_only"));
    assertThat(report.takerFeePpm()).containsEntry(1, 500L);
    assertThat(report.rules().get(1).minNotionalE8()).isEqualTo(5_000 * Fixed.ONE);
    assertThat(report.balances()).containsKey(Asset.KRW);
  }

  @Test
  void shouldRefuseAKeyThatMayWithdrawAndATickThatIsNotOurs() {
    venue(60_000, true);
    server.answering(r -> account(r, "500", Reply.ok("[]")));
    AccountReport report = venue.checkAccount(Instant.parse("2026-11-25T00:00:00Z"));
    assertThat(report.liveAllowed()).isFalse();
    assertThat(report.findings().toString())
        .contains("withdrawal permissions")
        .contains("tick 500");
    server.answering(r -> Reply.of(500, "<html>"));
    assertThat(venue.checkAccount(Instant.EPOCH).liveAllowed()).isFalse();
  }
}
