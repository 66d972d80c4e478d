package haetae.venue.binance;

import static org.assertj.core.api.Assertions.assertThat;

import haetae.engine.Event.BalanceReported;
import haetae.engine.Event.ClockOffsetMeasured;
import haetae.engine.Event.FundingRateReported;
import haetae.engine.Event.FundingSettled;
import haetae.engine.Event.MarginReported;
import haetae.engine.Event.OrderFilled;
import haetae.engine.Event.OrderRejected;
import haetae.engine.Event.PositionReported;
import haetae.engine.VenueStatus;
import haetae.execution.OrderIntent.Purpose;
import haetae.market.Fixed;
import haetae.market.Instrument;
import haetae.market.Side;
import haetae.risk.Approvals;
import haetae.risk.Gate;
import haetae.venue.wire.AccountReport;
import haetae.venue.wire.Await;
import haetae.venue.wire.Events;
import haetae.venue.wire.HttpClient;
import haetae.venue.wire.Instruments;
import haetae.venue.wire.LiveOrder;
import haetae.venue.wire.Secret;
import haetae.venue.wire.StubServer;
import haetae.venue.wire.StubServer.Peer;
import haetae.venue.wire.StubServer.Reply;
import haetae.venue.wire.StubServer.Request;
import haetae.venue.wire.Wires;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BinanceVenueTest {
  private static final String SNAPSHOT =
      "{\"lastUpdateId\":100,\"bids\":[[\"64999\",\"1\"]],\"asks\":[[\"65001\",\"2\"]]}";
  private static final String FILL =
      "{\"e\":\"executionReport\",\"s\":\"BTCUSDT\",\"c\":\"t-1\",\"C\":\"\",\"x\":\"TRADE\","
          + "\"X\":\"FILLED\",\"i\":4,\"l\":\"0.001\",\"z\":\"0.001\",\"L\":\"65000\","
          + "\"n\":\"0.1\",\"N\":\"USDT\",\"t\":56}";

  private final Events events = new Events();
  private final List<String> troubles = new CopyOnWriteArrayList<>();
  private final AtomicInteger snapshots = new AtomicInteger();
  private volatile String restrictions =
      "{\"ipRestrict\":true,\"enableWithdrawals\":false,\"enableSpotAndMarginTrading\":true,"
          + "\"enableFutures\":true}";
  private volatile String symbolConfig =
      "[{\"symbol\":\"BTCUSDT\",\"marginType\":\"ISOLATED\",\"leverage\":2}]";
  private long reservePpm = 300_000;
  private StubServer server;
  private BinanceVenue venue;

  private static long nowNs() {
    Instant now = Instant.now();
    return now.getEpochSecond() * 1_000_000_000L + now.getNano();
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
  }

  private Reply rest(Request r) {
    String path = r.target().replaceAll("\\?.*", "");
    return switch (path) {
      case "/api/v3/time", "/fapi/v1/time" ->
          Reply.ok("{\"serverTime\":" + (System.currentTimeMillis() + 250) + "}");
      case "/api/v3/depth", "/fapi/v1/depth" -> {
        snapshots.incrementAndGet();
        yield Reply.ok(SNAPSHOT);
      }
      case "/api/v3/account" ->
          Reply.ok(
              "{\"canTrade\":true,\"balances\":[{\"asset\":\"USDT\",\"free\":\"5\","
                  + "\"locked\":\"1\"}]}");
      case "/fapi/v3/balance" ->
          Reply.ok("[{\"asset\":\"USDT\",\"balance\":\"9\",\"availableBalance\":\"7\"}]");
      case "/fapi/v3/positionRisk" ->
          Reply.ok(
              "[{\"symbol\":\"BTCUSDT\",\"positionAmt\":\"-0.5\",\"maintMargin\":\"10\","
                  + "\"isolatedWallet\":\"40\",\"unRealizedProfit\":\"0\","
                  + "\"liquidationPrice\":\"90000\"}]");
      case "/fapi/v3/account" -> Reply.ok("{\"totalMarginBalance\":\"9\"}");
      case "/fapi/v1/income" ->
          Reply.ok(
              "[{\"symbol\":\"BTCUSDT\",\"incomeType\":\"FUNDING_FEE\",\"income\":\"-1.5\","
                  + "\"asset\":\"USDT\",\"time\":2000,\"tranId\":7}]");
      case "/fapi/v1/listenKey" -> Reply.ok("{\"listenKey\":\"abc\"}");
      case "/fapi/v1/countdownCancelAll" ->
          Reply.ok("{\"symbol\":\"BTCUSDT\",\"countdownTime\":\"0\"}");
      case "/sapi/v1/account/apiRestrictions" -> Reply.ok(restrictions);
      case "/fapi/v1/accountConfig" ->
          Reply.ok("{\"canTrade\":true,\"dualSidePosition\":false,\"multiAssetsMargin\":false}");
      case "/fapi/v1/symbolConfig" -> Reply.ok(symbolConfig);
      case "/fapi/v1/commissionRate" ->
          Reply.ok("{\"symbol\":\"BTCUSDT\",\"takerCommissionRate\":\"0.0005\"}");
      case "/api/v3/account/commission" ->
          Reply.ok(
              "{\"standardCommission\":{\"taker\":\"0.00100000\"},"
                  + "\"taxCommission\":{\"taker\":\"0.00010000\"}}");
      case "/api/v3/exchangeInfo", "/fapi/v1/exchangeInfo" -> Reply.ok(info(r));
      default -> Reply.of(404, "{\"code\":-1,\"msg\":\"" + path + "\"}");
    };
  }

  private static String info(Request r) {
    String notional =
        r.target().startsWith("/fapi")
            ? "{\"filterType\":\"MIN_NOTIONAL\",\"notional\":\"50\"}"
            : "{\"filterType\":\"NOTIONAL\",\"minNotional\":\"5.0\",\"maxNotional\":\"9000000\"}";
    return "{\"symbols\":[{\"symbol\":\"BTCUSDT\",\"status\":\"TRADING\",\"filters\":["
        + "{\"filterType\":\"PRICE_FILTER\",\"minPrice\":\"0.01\",\"maxPrice\":\"1000000\","
        + "\"tickSize\":\"0.10\"},{\"filterType\":\"LOT_SIZE\",\"minQty\":\"0.001\","
        + "\"maxQty\":\"1000\",\"stepSize\":\"0.001\"},{\"filterType\":\"NEW_ONE\"},"
        + notional
        + "]}]}";
  }

  private void venue(Product product, long quietMs) {
    String path = "/private/ws?listenKey={key}";
    BinanceSettings.Endpoints endpoints =
        new BinanceSettings.Endpoints(
            server.http(),
            server.http(),
            server.ws(),
            product == Product.SPOT ? server.ws().resolve("/ws-api/v3") : server.ws(),
            path);
    BinanceSettings usual = BinanceSettings.at(product, endpoints);
    BinanceSettings settings =
        new BinanceSettings(
            product,
            endpoints,
            usual.recvWindowMs(),
            usual.orderWindowMs(),
            usual.readLagMs(),
            usual.stpMode(),
            1_000,
            true,
            3,
            new HttpClient.Timeouts(30_000, 30_000, 15_000),
            new BinanceSettings.Rates(100_000, 1_000, 100_000, 1_000_000, reservePpm),
            new BinanceSettings.Pace(30_000, 60_000, quietMs, 3_600_000, 100, 60_000, 400, 1, 20));
    Instrument instrument = product == Product.SPOT ? Instruments.SPOT_BTC : Instruments.PERP_BTC;
    venue =
        new BinanceVenue(
            settings,
            BinanceSigner.hmac("key", Secret.of("secret".toCharArray())),
            List.of(instrument),
            Wires.trusted(),
            events,
            BinanceVenueTest::nowNs,
            (name, e) -> troubles.add(name));
  }

  private Peer peer(String path) {
    Await.until(path, () -> find(path) != null);
    return find(path);
  }

  private Peer find(String path) {
    return server.peers().stream()
        .filter(p -> p.request().target().startsWith(path))
        .reduce((a, b) -> b)
        .orElse(null);
  }

  private static String depth(long first, long last, long previous, String ask) {
    return "{\"stream\":\"btcusdt@depth@100ms\",\"data\":{\"e\":\"depthUpdate\",\"E\":5,"
        + "\"s\":\"BTCUSDT\",\"U\":"
        + first
        + ",\"u\":"
        + last
        + ",\"pu\":"
        + previous
        + ",\"b\":[],\"a\":[[\"65001\",\"0\"],[\""
        + ask
        + "\",\"3\"]]}}";
  }

  private boolean bestAsk(long price) {
    return events.book(2) != null && events.book(2).bestAskE8() == price * Fixed.ONE;
  }

  @Test
  void shouldSyncTheSpotBookAndComeUp() {
    venue(Product.SPOT, 60_000);
    venue.start();
    Peer stream = peer("/stream?streams=btcusdt@depth@100ms/btcusdt@bookTicker");
    stream.send(depth(99, 101, 0, "65002"));
    Await.until("book", () -> bestAsk(65_002));
    stream.send(
        "{\"stream\":\"btcusdt@bookTicker\",\"data\":{\"u\":105,\"s\":\"BTCUSDT\",\"b\":\"64999\","
            + "\"B\":\"1\",\"a\":\"65000\",\"A\":\"4\"}}");
    Await.until("ticker over the book", () -> bestAsk(65_000));
    assertThat(events.first(ClockOffsetMeasured.class).offsetNs())
        .isBetween(-30_000_000_000L, 30_000_000_000L);

    Peer user = peer("/ws-api/v3");
    Await.until("subscription", () -> !user.received().isEmpty());
    assertThat(user.received().getFirst())
        .contains("\"method\":\"userDataStream.subscribe.signature\"")
        .contains("\"apiKey\":\"key\"");
    user.send("{\"id\":\"user-1\",\"status\":200,\"result\":{\"subscriptionId\":0}}");
    assertThat(events.first(BalanceReported.class).freeE8()).isEqualTo(5 * Fixed.ONE);
    venue.adopt(new LiveOrder(1, "t-1", Instruments.SPOT_BTC, Side.BUY, 100_000));
    user.send("{\"subscriptionId\":0,\"event\":" + FILL + "}");
    assertThat(events.first(OrderFilled.class).quantityE8()).isEqualTo(100_000);
    Await.until("up", () -> venue.venueStatus() == VenueStatus.UP);

    stream.send(
        "{\"stream\":\"btcusdt@bookTicker\",\"data\":{\"u\":200,\"b\":\"64000\",\"B\":\"x\"}}");
    stream.send(depth(102, 103, 0, "65002.5"));
    Await.until(
        "a broken ticker is not laid over the book",
        () -> events.book(2).bestAskE8() == 65_002 * Fixed.ONE);
    assertThat(events.book(2).bestBidE8()).isEqualTo(64_999 * Fixed.ONE);

    stream.send(depth(110, 111, 0, "65003"));
    Await.until("gap", () -> venue.status().getFirst().gaps() == 1);
    int before = snapshots.get();
    Await.until("another snapshot is fetched", () -> snapshots.get() > before);
  }

  @Test
  void shouldSubscribeAgainWhenTheVenueRefusesOrEndsTheSubscription() {
    venue(Product.SPOT, 60_000);
    venue.start();
    Peer first = peer("/ws-api/v3");
    first.send("{\"id\":\"user-1\",\"status\":401,\"error\":{\"code\":-2015,\"msg\":\"x\"}}");
    Await.until("second", () -> find("/ws-api/v3") != first);
    Peer second = find("/ws-api/v3");
    second.send("{\"subscriptionId\":0,\"event\":{\"e\":\"eventStreamTerminated\",\"E\":1}}");
    Await.until("third", () -> find("/ws-api/v3") != second);
  }

  @Test
  void shouldTakeANewConnectionBeforeAnAnnouncedShutdown() {
    venue(Product.SPOT, 60_000);
    venue.start();
    Peer first = peer("/stream");
    first.send(depth(99, 101, 0, "65002"));
    Await.until("book", () -> bestAsk(65_002));
    first.send("{\"stream\":\"!serverShutdown\",\"data\":{\"e\":\"serverShutdown\",\"E\":1}}");
    Await.until("second", () -> find("/stream") != first);
    find("/stream").send(depth(102, 103, 101, "65003"));
    Await.until("book goes on", () -> bestAsk(65_002) && venue.status().getFirst().synced());
    assertThat(venue.status().getFirst().gaps()).isZero();
    assertThat(venue.status().getFirst().reconnects()).isZero();
  }

  @Test
  void shouldRouteFuturesStreamsAndSettleFunding() {
    venue(Product.USDM, 60_000);
    venue.start();
    Peer stream = peer("/public/stream?streams=");
    stream.send(depth(99, 101, 98, "65002"));
    Await.until("book", () -> bestAsk(65_002));
    stream.send(depth(105, 106, 101, "65000"));
    Await.until("next", () -> bestAsk(65_000));
    Peer marks = peer("/market/stream?streams=btcusdt@markPrice@1s");
    for (String mark : List.of("1000,\"T\":2000", "1999,\"T\":2000", "2001,\"T\":3000")) {
      marks.send(
          "{\"stream\":\"btcusdt@markPrice@1s\",\"data\":{\"e\":\"markPriceUpdate\","
              + "\"p\":\"65000.5\",\"r\":\"0.0001\",\"E\":"
              + mark
              + "}}");
    }
    // With a key what was really paid counts, not what the mark price says.
    FundingSettled funding = events.first(FundingSettled.class);
    assertThat(funding.settledMs()).isEqualTo(2_000);
    assertThat(funding.amountE8()).isEqualTo(-150_000_000);
    assertThat(events.first(MarginReported.class).ratioPpm()).isEqualTo(250_000);
    FundingRateReported expected = events.first(FundingRateReported.class);
    assertThat(expected.rateE8()).isEqualTo(10_000);
    assertThat(expected.nextMs()).isEqualTo(2_000);
    Peer user = peer("/private/ws?listenKey=abc");
    assertThat(events.first(BalanceReported.class).freeE8()).isEqualTo(7 * Fixed.ONE);
    assertThat(events.first(PositionReported.class).netE8()).isEqualTo(-50_000_000);
    user.send("{\"e\":\"listenKeyExpired\",\"E\":1,\"listenKey\":\"abc\"}");
    Await.until("new connection", () -> find("/private/ws") != user);
    Await.until(
        "kept alive", () -> server.requests().stream().anyMatch(r -> r.method().equals("PUT")));
  }

  @Test
  void shouldAskForFundingSinceTheLastRunEnded() {
    venue(Product.USDM, 60_000);
    venue.start();
    venue.fundedSince(1_234);

    Await.until(
        "asked again",
        () ->
            server.requests().stream()
                .anyMatch(r -> r.target().startsWith("/fapi/v1/income") && from(r, "1234")));
    assertThat(events.first(FundingSettled.class).settledMs()).isEqualTo(2_000);
    assertThat(events.of(FundingSettled.class)).hasSize(1);
  }

  private static boolean from(Request request, String startMs) {
    return request.target().contains("&startTime=" + startMs + "&");
  }

  @Test
  void shouldKeepTheDeadMansSwitchArmedWhileAnOrderRests() {
    venue(Product.USDM, 60_000);
    venue.start();
    venue.adopt(new LiveOrder(1, "t-1", Instruments.PERP_BTC, Side.BUY, 100_000));
    Await.until("armed", () -> venue.armed().contains("BTCUSDT"));
    Peer user = peer("/private/ws");
    user.send(
        "{\"e\":\"ORDER_TRADE_UPDATE\",\"o\":"
            + FILL.replace("\"e\":\"executionReport\",", "")
            + "}");
    Await.until("disarmed", () -> venue.armed().isEmpty());
    assertThat(server.requests())
        .anyMatch(r -> r.target().contains("countdownTime=400"))
        .anyMatch(r -> r.target().contains("countdownTime=0"));
  }

  /** Whatever the budget: until then no order of any kind is taken. */
  @Test
  void shouldMeasureTheClockAtOnceWhenAnOrderWasRefusedForItsTime() {
    reservePpm = 1_000_000;
    venue(Product.USDM, 60_000);
    server.answering(
        r ->
            r.target().startsWith("/fapi/v1/order?")
                ? Reply.of(400, "{\"code\":-1021,\"msg\":\"outside of the recvWindow\"}")
                : rest(r));
    venue
        .gateway()
        .place(
            Approvals.order(
                7,
                Purpose.HEDGE,
                Instruments.PERP_BTC,
                Side.SELL,
                Fixed.ONE / 1_000,
                65_000 * Fixed.ONE,
                Gate.LIVE));
    assertThat(events.first(OrderRejected.class).code()).isEqualTo("-1021");
    assertThat(events.of(ClockOffsetMeasured.class)).isNotEmpty();
  }

  @Test
  void shouldProveAQuietBookByASnapshot() {
    venue(Product.SPOT, 30);
    venue.start();
    peer("/stream");
    Await.until("again and again", () -> snapshots.get() > 3);
    assertThat(server.requests()).anyMatch(r -> r.target().endsWith("&limit=1000"));
    assertThat(server.requests()).anyMatch(r -> r.target().endsWith("&limit=100"));
    assertThat(bestAsk(65_001)).isTrue();
  }

  @Test
  void shouldReportFitAccountsOfBothProducts() {
    venue(Product.SPOT, 60_000);
    AccountReport spot = venue.checkAccount();
    assertThat(spot.findings()).isEmpty();
    assertThat(spot.takerFeePpm()).containsEntry(2, 1_100L);
    assertThat(spot.rules().get(2).maxNotionalE8()).isEqualTo(9_000_000 * Fixed.ONE);
    venue.close();
    venue(Product.USDM, 60_000);
    AccountReport futures = venue.checkAccount();
    assertThat(futures.findings()).isEmpty();
    assertThat(futures.takerFeePpm()).containsEntry(2, 500L);
    assertThat(futures.rules().get(2).minNotionalE8()).isEqualTo(50 * Fixed.ONE);
    assertThat(futures.rules().get(2).lotE8()).isEqualTo(100_000);
  }

  @Test
  void shouldRefuseAKeyThatMayWithdrawAndTooMuchLeverage() {
    restrictions = restrictions.replace("Withdrawals\":false", "Withdrawals\":true");
    symbolConfig = symbolConfig.replace("\"leverage\":2", "\"leverage\":20");
    venue(Product.USDM, 60_000);
    AccountReport report = venue.checkAccount();
    assertThat(report.liveAllowed()).isFalse();
    assertThat(report.findings().toString()).contains("may withdraw").contains("leverage 20");
    server.answering(r -> Reply.of(500, ""));
    assertThat(venue.checkAccount().liveAllowed()).isFalse();
  }
}
