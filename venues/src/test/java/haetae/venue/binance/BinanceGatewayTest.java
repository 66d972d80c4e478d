package haetae.venue.binance;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import haetae.engine.Event.OrderAccepted;
import haetae.engine.Event.OrderEnded;
import haetae.engine.Event.OrderFilled;
import haetae.engine.Event.OrderOutcomeUnknown;
import haetae.engine.Event.OrderRejected;
import haetae.engine.Event.OrderStatusReported;
import haetae.execution.OrderIntent.Purpose;
import haetae.market.Fixed;
import haetae.market.Instrument;
import haetae.market.Side;
import haetae.market.Venue;
import haetae.risk.Approvals;
import haetae.risk.Gate;
import haetae.venue.wire.Await;
import haetae.venue.wire.Events;
import haetae.venue.wire.HttpClient;
import haetae.venue.wire.Instruments;
import haetae.venue.wire.OrderReports;
import haetae.venue.wire.Secret;
import haetae.venue.wire.StubServer;
import haetae.venue.wire.StubServer.Reply;
import haetae.venue.wire.StubServer.Request;
import haetae.venue.wire.VenueGateway;
import haetae.venue.wire.Wires;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class BinanceGatewayTest {
  private static final String FULL =
      """
      {"symbol":"BTCUSDT","orderId":28,"clientOrderId":"t-7","price":"65000.1","origQty":"0.001",
       "executedQty":"0.00060000","cummulativeQuoteQty":"39.00006","status":"EXPIRED",
       "timeInForce":"IOC","type":"LIMIT","side":"BUY","fills":[{"price":"65000.10000000",
       "qty":"0.00060000","commission":"0.00000060","commissionAsset":"BTC","tradeId":56}]}\
      """;
  private static final String RESULT =
      """
      {"clientOrderId":"t-7","cumQty":"0.010","executedQty":"0.010","orderId":22,
       "origQty":"0.010","price":"64990.10","side":"SELL","status":"FILLED","symbol":"BTCUSDT"}\
      """;
  private static final String USER_TRADES =
      """
      [{"buyer":false,"commission":"0.32495250","commissionAsset":"USDT","id":7654321,
        "maker":false,"orderId":22,"price":"64990.50","qty":"0.010","symbol":"BTCUSDT"}]\
      """;

  private static final int LAG_MS = 100;

  private final Events events = new Events();
  private final AtomicLong now = new AtomicLong(1_764_000_000_000_000_000L);
  private final AtomicInteger clockOff = new AtomicInteger();
  private StubServer server;
  private VenueGateway gateway;
  private OrderReports reports;

  private boolean heardOut = true;

  @BeforeEach
  void start() throws IOException {
    server = new StubServer();
  }

  private void gateway(Product product) {
    URI uri = server.http();
    BinanceSettings settings =
        BinanceSettings.at(product, new BinanceSettings.Endpoints(uri, uri, uri, uri, ""));
    HttpClient http =
        new HttpClient(
            uri, Wires.trusted(), new HttpClient.Timeouts(30_000, 30_000, 15_000), now::get);
    BinanceSigner signer = BinanceSigner.hmac("key", Secret.of("secret".toCharArray()));
    BinanceRest rest = new BinanceRest(http, signer, settings, new ServerClock(), now::get);
    BinanceOrders orders =
        new BinanceOrders(
            rest,
            settings.settledWithin(200, LAG_MS),
            List.of("BTCUSDT"),
            clockOff::incrementAndGet,
            sinceNs -> heardOut);
    reports = new OrderReports(events, now::incrementAndGet);
    gateway = new VenueGateway(Venue.BINANCE, orders, reports);
  }

  @AfterEach
  void stop() throws IOException {
    server.close();
    if (gateway != null) {
      gateway.close();
    }
  }

  private void place(Instrument instrument, Side side, Purpose purpose) {
    gateway.place(
        Approvals.order(
            7, purpose, instrument, side, Fixed.ONE / 1_000, 65_000 * Fixed.ONE, Gate.LIVE));
  }

  private static Function<Request, Reply> replies(String post, String get, String trades) {
    return r ->
        r.method().equals("POST")
            ? Reply.ok(post)
            : Reply.ok(r.target().contains("rades?") ? trades : get);
  }

  @Test
  void shouldTellTheFillsOfASpotAnswerAtOnce() {
    gateway(Product.SPOT);
    server.answering(replies(FULL, "{}", "[]"));
    place(Instruments.SPOT_BTC, Side.BUY, Purpose.HEDGE);
    assertThat(events.first(OrderEnded.class).filledE8()).isEqualTo(60_000);
    assertThat(events.of(OrderFilled.class))
        .extracting(OrderFilled::fillId, OrderFilled::feeE8, f -> f.feeAsset().code())
        .containsExactly(Tuple.tuple("BTCUSDT:56", 60L, "BTC"));
    assertThat(events.of(OrderAccepted.class).getFirst().venueOrderId()).isEqualTo("28");
    Request post = server.requests().getFirst();
    assertThat(post.target())
        .startsWith(
            "/api/v3/order?symbol=BTCUSDT&side=BUY&type=LIMIT&timeInForce=IOC&quantity=0.001"
                + "&price=65000&newClientOrderId=t-7&newOrderRespType=FULL"
                + "&selfTradePreventionMode=EXPIRE_TAKER&recvWindow=600&timestamp=17639999999");
    String query = post.target().substring(post.target().indexOf('?') + 1);
    int cut = query.indexOf("&signature=");
    assertThat(query.substring(cut + 11))
        .isEqualTo(
            BinanceSigner.hmac("key", Secret.of("secret".toCharArray()))
                .sign(query.substring(0, cut)));
    assertThat(post.headers()).containsEntry("x-mbx-apikey", "key");
  }

  @Test
  void shouldFetchTheFillsOfAFuturesOrder() {
    gateway(Product.USDM);
    server.answering(replies(RESULT, RESULT, USER_TRADES));
    place(Instruments.PERP_BTC, Side.SELL, Purpose.HEDGE);
    assertThat(events.first(OrderEnded.class).filledE8()).isEqualTo(1_000_000);
    assertThat(events.of(OrderFilled.class))
        .extracting(OrderFilled::fillId, OrderFilled::priceE8, OrderFilled::feeE8)
        .containsExactly(Tuple.tuple("BTCUSDT:7654321", 6_499_050_000_000L, 32_495_250L));
    assertThat(server.requests().getFirst().target())
        .startsWith("/fapi/v1/order?")
        .contains("newOrderRespType=RESULT");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "SPOT|400|{\"code\":-2010,\"msg\":\"Account has insufficient balance.\"}|REJECTED",
        "SPOT|400|{\"code\":-1013,\"msg\":\"Filter failure: LOT_SIZE\"}|REJECTED",
        "SPOT|400|{\"code\":-2010,\"msg\":\"Duplicate order sent.\"}|UNKNOWN",
        "SPOT|400|{\"code\":-1006,\"msg\":\"Unexpected response\"}|UNKNOWN",
        "SPOT|400|{\"code\":-1007,\"msg\":\"Timeout\"}|UNKNOWN",
        "SPOT|503|{\"code\":-1001,\"msg\":\"Internal error; unable to process\"}|UNKNOWN",
        "SPOT|503|Service Unavailable.|UNKNOWN",
        "SPOT|429|{\"code\":-1003,\"msg\":\"Too much\"}|REJECTED",
        "SPOT|418|{\"code\":-1003,\"msg\":\"banned\"}|REJECTED",
        "SPOT|403|<html>WAF</html>|REJECTED",
        "SPOT|400|<html>|UNKNOWN",
        "SPOT|200|{\"orderId\":1}|UNKNOWN",
        "SPOT|0||UNKNOWN",
        "USDM|400|{\"code\":-4116,\"msg\":\"ClientOrderId is duplicated.\"}|UNKNOWN",
        "USDM|400|{\"code\":-2019,\"msg\":\"Margin is insufficient.\"}|REJECTED",
        "USDM|503|Service Unavailable.|REJECTED",
        "USDM|503|{\"code\":-1001,\"msg\":\"Internal error; unable to process\"}|REJECTED",
        "USDM|503|{\"code\":0,\"msg\":\"Unknown error, please check\"}|UNKNOWN",
        "USDM|503|{\"code\":-1008,\"msg\":\"overload\"}|REJECTED",
        "USDM|408|{\"code\":-1007,\"msg\":\"Timeout\"}|UNKNOWN",
        "USDM|502|<html>|UNKNOWN"
      })
  void shouldCallAnAnswerWhatItIs(Product product, int status, String body, String meaning) {
    gateway(product);
    server.answering(r -> Reply.of(status, body == null ? "" : body));
    place(instrument(product), Side.BUY, Purpose.ENTRY);
    if (meaning.equals("REJECTED")) {
      events.first(OrderRejected.class);
      assertThat(events.of(OrderOutcomeUnknown.class)).isEmpty();
    } else {
      events.first(OrderOutcomeUnknown.class);
      assertThat(events.of(OrderRejected.class)).isEmpty();
    }
    assertThat(server.requests()).filteredOn(r -> r.method().equals("POST")).hasSize(1);
  }

  /** An order request that is answered with 502, and an order that is nowhere. */
  private void lost(String listed) {
    lost(listed, () -> {});
  }

  private void lost(String listed, Runnable atTheList) {
    String absent = "{\"code\":-2013,\"msg\":\"Order does not exist.\"}";
    server.answering(
        r -> {
          if (r.method().equals("POST")) {
            return Reply.of(502, "");
          }
          if (r.target().contains("allOrders")) {
            atTheList.run();
            return Reply.ok(listed);
          }
          return Reply.of(400, absent);
        });
  }

  @ParameterizedTest
  @EnumSource(Product.class)
  void shouldProveThatAnOrderNeverArrivedOnceItIsTooOld(Product product) {
    gateway(product);
    lost("[{\"clientOrderId\":\"t-6\"}]");
    place(instrument(product), Side.SELL, Purpose.HEDGE);
    assertThat(events.first(OrderRejected.class).code()).isEqualTo("NEVER_ARRIVED");
    assertThat(events.of(OrderOutcomeUnknown.class)).hasSize(1);
    assertThat(server.requests().getLast().target()).contains("/allOrders?symbol=BTCUSDT");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void shouldLeaveItUnknownIfItIsListed(boolean heard) {
    gateway(Product.USDM);
    heardOut = heard;
    lost("[{\"clientOrderId\":\"t-7\"}]");
    place(Instruments.PERP_BTC, Side.SELL, Purpose.HEDGE);
    events.first(OrderOutcomeUnknown.class);
    gateway.close();
    assertThat(events.of(OrderRejected.class)).isEmpty();
  }

  /** Without the private stream both questions are asked again, once nothing can be behind. */
  @ParameterizedTest
  @EnumSource(Product.class)
  void shouldAskBothOnceMoreWithoutTheStream(Product product) {
    gateway(product);
    heardOut = false;
    List<Long> lists = new CopyOnWriteArrayList<>();
    lost("[]", () -> lists.add(System.nanoTime()));
    place(instrument(product), Side.SELL, Purpose.HEDGE);
    assertThat(events.first(OrderRejected.class).code()).isEqualTo("NEVER_ARRIVED");
    assertThat(lists).hasSizeGreaterThanOrEqualTo(2);
    assertThat(lists.getLast() - lists.getFirst()).isGreaterThanOrEqualTo(LAG_MS * 1_000_000L);
  }

  @Test
  void shouldAdoptWhatIsReadableOnlyInTheSecondRound() {
    gateway(Product.USDM);
    heardOut = false;
    AtomicBoolean listed = new AtomicBoolean();
    String absent = "{\"code\":-2013,\"msg\":\"Order does not exist.\"}";
    server.answering(
        r -> {
          if (r.method().equals("POST")) {
            return Reply.of(502, "");
          }
          if (r.target().contains("allOrders")) {
            listed.set(true);
            return Reply.ok("[]");
          }
          if (r.target().contains("userTrades")) {
            return Reply.ok(USER_TRADES);
          }
          return listed.get() ? Reply.ok(RESULT) : Reply.of(400, absent);
        });
    place(Instruments.PERP_BTC, Side.SELL, Purpose.HEDGE);
    assertThat(events.first(OrderEnded.class).filledE8()).isEqualTo(1_000_000);
    assertThat(events.of(OrderRejected.class)).isEmpty();
  }

  /** The next order would fare no better: the other venue may be open. */
  @Test
  void shouldTellThatAServiceBeingShutDownTakesNoOrdersForAWhile() {
    gateway(Product.USDM);
    String absent = "{\"code\":-2013,\"msg\":\"Order does not exist.\"}";
    server.answering(
        r -> {
          if (r.method().equals("POST")) {
            return Reply.of(
                503, "{\"code\":-1016,\"msg\":\"This service is no longer available.\"}");
          }
          return r.target().contains("allOrders") ? Reply.ok("[]") : Reply.of(400, absent);
        });
    place(Instruments.PERP_BTC, Side.SELL, Purpose.HEDGE);
    OrderRejected told = events.first(OrderRejected.class);
    assertThat(told.code()).isEqualTo("NEVER_ARRIVED");
    assertThat(told.retryNs()).isGreaterThanOrEqualTo(1_000_000_000L);
    assertThat(events.of(OrderOutcomeUnknown.class)).hasSize(1);
  }

  /** One question that gets no answer at all costs no more than one more question. */
  @Test
  void shouldNotWaitForASlowAnswer() throws InterruptedException {
    gateway(Product.USDM);
    CountDownLatch proved = new CountDownLatch(1);
    AtomicBoolean first = new AtomicBoolean(true);
    lost(
        "[]",
        () -> {
          if (first.getAndSet(false)) {
            await(proved);
          }
        });
    place(Instruments.PERP_BTC, Side.SELL, Purpose.HEDGE);
    assertThat(events.first(OrderRejected.class).code()).isEqualTo("NEVER_ARRIVED");
    proved.countDown();
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static Instrument instrument(Product product) {
    return product == Product.SPOT ? Instruments.SPOT_BTC : Instruments.PERP_BTC;
  }

  @Test
  void shouldMeasureTheClockWhenTheVenueFindsItOff() {
    gateway(Product.SPOT);
    server.answering(r -> Reply.of(400, "{\"code\":-1021,\"msg\":\"Timestamp\"}"));
    place(Instruments.SPOT_BTC, Side.BUY, Purpose.ENTRY);
    assertThat(events.first(OrderRejected.class).code()).isEqualTo("-1021");
    assertThat(clockOff).hasValue(1);
  }

  @Test
  void shouldObeyRetryAfter() {
    gateway(Product.SPOT);
    server.answering(r -> new Reply(429, "{\"code\":-1003}", Map.of("Retry-After", "30")));
    place(Instruments.SPOT_BTC, Side.BUY, Purpose.ENTRY);
    events.first(OrderRejected.class);
    gateway.place(
        Approvals.order(
            8, Purpose.ENTRY, Instruments.SPOT_BTC, Side.BUY, 1_000, Fixed.ONE, Gate.LIVE));
    Await.until("refused here", () -> events.of(OrderRejected.class).size() == 2);
    assertThat(events.of(OrderRejected.class).getLast().code()).isEqualTo("RATE_LIMITED");
    assertThat(server.requests()).hasSize(1);
  }

  @Test
  void shouldAnswerQueries() {
    gateway(Product.SPOT);
    server.answering(r -> Reply.of(400, "{\"code\":-2013,\"msg\":\"Order does not exist.\"}"));
    gateway.query(5, Venue.BINANCE, "t-5");
    assertThat(events.first(OrderStatusReported.class).found()).isFalse();
    assertThat(server.requests().getFirst().target())
        .startsWith("/api/v3/order?symbol=BTCUSDT&origClientOrderId=t-5&recvWindow=");
    server.answering(replies("", FULL, "[]"));
    gateway.query(6, Venue.BINANCE, "t-6");
    Await.until("second", () -> events.of(OrderStatusReported.class).size() == 2);
    assertThat(events.of(OrderStatusReported.class).getLast())
        .extracting(OrderStatusReported::found, OrderStatusReported::open)
        .containsExactly(true, false);
  }

  @Test
  void shouldWorkOnNoOrderThatNeverArrived() {
    gateway(Product.USDM);
    server.answering(
        r ->
            r.method().equals("POST")
                ? Reply.of(502, "")
                : Reply.of(400, "{\"code\":-2013,\"msg\":\"Order does not exist.\"}"));
    place(Instruments.PERP_BTC, Side.SELL, Purpose.HEDGE);
    events.first(OrderOutcomeUnknown.class);
    gateway.query(7, Venue.BINANCE, "t-7");
    events.first(OrderStatusReported.class);
    assertThat(reports.working()).as("it may still arrive").hasSize(1);

    now.addAndGet(5_000_000_000L);
    gateway.query(7, Venue.BINANCE, "t-7");
    Await.until("second", () -> events.of(OrderStatusReported.class).size() == 2);
    assertThat(reports.working()).isEmpty();

    reports.accepted(requireNonNull(reports.byClientId("t-7")), "28");
    assertThat(reports.working()).as("it has arrived after all").hasSize(1);
  }

  @Test
  void shouldCancelAndLookForTheFinalFills() {
    gateway(Product.USDM);
    server.answering(
        r ->
            switch (r.method()) {
              case "POST" -> Reply.of(502, "");
              case "DELETE" -> Reply.of(400, "{\"code\":-2011,\"msg\":\"Unknown order sent.\"}");
              default -> Reply.ok(r.target().contains("rades?") ? USER_TRADES : RESULT);
            });
    place(Instruments.PERP_BTC, Side.SELL, Purpose.UNWIND);
    events.first(OrderOutcomeUnknown.class);
    gateway.cancel(7, Venue.BINANCE, "t-7");
    assertThat(events.first(OrderEnded.class).filledE8()).isEqualTo(1_000_000);
  }

  @Test
  void shouldWriteEveryKindOfOrder() {
    BinanceOrderParams spot = new BinanceOrderParams(Product.SPOT, "BTCUSDT", "id", "NONE");
    assertThat(
            spot.limit(Side.BUY, 1_000, Fixed.ONE, BinanceOrderParams.Life.POST_ONLY, true).raw())
        .contains("type=LIMIT_MAKER")
        .doesNotContain("timeInForce")
        .doesNotContain("reduceOnly");
    assertThat(spot.marketFor(Side.BUY, 10 * Fixed.ONE).raw())
        .contains("type=MARKET&quoteOrderQty=10&newClientOrderId=id");
    BinanceOrderParams perp = new BinanceOrderParams(Product.USDM, "BTCUSDT", "id", "NONE");
    assertThat(
            perp.limit(Side.SELL, 1_000, Fixed.ONE, BinanceOrderParams.Life.POST_ONLY, true).raw())
        .contains("timeInForce=GTX")
        .contains("reduceOnly=true");
    assertThat(perp.limit(Side.SELL, 1_000, Fixed.ONE, BinanceOrderParams.Life.FOK, false).raw())
        .contains("timeInForce=FOK")
        .doesNotContain("reduceOnly");
    assertThat(perp.market(Side.SELL, 100_000, true).raw())
        .contains("type=MARKET&quantity=0.001&reduceOnly=true");
  }
}
