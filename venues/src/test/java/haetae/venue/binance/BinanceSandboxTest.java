package haetae.venue.binance;

import static org.assertj.core.api.Assertions.assertThat;

import haetae.engine.Event.BalanceReported;
import haetae.engine.Event.OrderEnded;
import haetae.engine.Event.OrderFilled;
import haetae.engine.Event.OrderOutcomeUnknown;
import haetae.engine.Event.OrderRejected;
import haetae.engine.Event.OrderStatusReported;
import haetae.engine.Event.PositionReported;
import haetae.engine.VenueStatus;
import haetae.execution.OrderIntent.Purpose;
import haetae.market.Fixed;
import haetae.market.Instrument;
import haetae.market.Side;
import haetae.market.Venue;
import haetae.risk.Approvals;
import haetae.risk.Gate;
import haetae.sandbox.Ports;
import haetae.sandbox.Sandbox;
import haetae.sandbox.ScenarioReader;
import haetae.venue.wire.AccountReport;
import haetae.venue.wire.Await;
import haetae.venue.wire.Events;
import haetae.venue.wire.Exchange;
import haetae.venue.wire.HttpClient;
import haetae.venue.wire.Instruments;
import haetae.venue.wire.Secret;
import haetae.venue.wire.Wires;
import java.math.RoundingMode;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The connector against the sandbox, which was written from the same facts and shares no code. */
class BinanceSandboxTest {
  private static final String GENEROUS =
      """
      market:
        tick_ms: 50
      binance:
        leverage: 3
        spot_weight_per_min: 1000000
        futures_weight_per_min: 1000000
        ban_after: 0
      """;
  private static final int BTC = 2;

  @TempDir private Path folder;

  private final Events events = new Events();
  private final List<Throwable> failures = new CopyOnWriteArrayList<>();
  private Sandbox sandbox;
  private BinanceVenue venue;

  private static long nowNs() {
    Instant now = Instant.now();
    return now.getEpochSecond() * 1_000_000_000L + now.getNano();
  }

  private static Instrument instrument(Product product) {
    return product == Product.SPOT ? Instruments.SPOT_BTC : Instruments.PERP_BTC;
  }

  private void start(Product product, int answerMs, long quietMs) throws Exception {
    start(product, answerMs, quietMs, 15_000);
  }

  private void start(Product product, int answerMs, long quietMs, int pingMs) throws Exception {
    Path scenario = Files.writeString(folder.resolve("scenario.yml"), GENEROUS);
    sandbox = Sandbox.start(ScenarioReader.read(scenario), Ports.any(), failures::add);
    URI http = URI.create("http://127.0.0.1:" + sandbox.binancePort());
    URI ws = URI.create("ws://127.0.0.1:" + sandbox.binancePort());
    BinanceSettings.Endpoints endpoints =
        new BinanceSettings.Endpoints(
            http,
            http,
            ws,
            product == Product.SPOT ? ws.resolve("/ws-api/v3") : ws,
            BinanceSettings.Endpoints.production(product).userPath());
    BinanceSettings settings =
        new BinanceSettings(
            product,
            endpoints,
            5_000,
            600,
            2_000,
            "EXPIRE_TAKER",
            product == Product.SPOT ? 5_000 : 1_000,
            true,
            3,
            new HttpClient.Timeouts(30_000, answerMs, 15_000),
            new BinanceSettings.Rates(1_000_000, 100, 1_200, 1_000_000, 300_000),
            new BinanceSettings.Pace(
                pingMs, 4 * pingMs, quietMs, 3_600_000, 3_600_000, 3_600_000, 4_000, 5, 50));
    venue =
        new BinanceVenue(
            settings,
            BinanceSigner.hmac(
                "sandbox-binance-key", Secret.of("sandbox-binance-secret".toCharArray())),
            List.of(instrument(product)),
            Wires.trusted(),
            events,
            BinanceSandboxTest::nowNs,
            (name, e) -> failures.add(e));
    venue.start();
    Await.until(
        "venue is up with a book",
        () -> venue.venueStatus() == VenueStatus.UP && events.book(BTC) != null);
  }

  @AfterEach
  void stop() {
    if (venue != null) {
      venue.close();
    }
    sandbox.close();
    assertThat(failures).isEmpty();
  }

  private void fault(String json) {
    HttpClient admin =
        new HttpClient(
            URI.create("http://127.0.0.1:" + sandbox.adminPort()),
            Wires.trusted(),
            HttpClient.Timeouts.STANDARD,
            BinanceSandboxTest::nowNs);
    Exchange answer = admin.send("POST", "/admin/fault", Map.of(), json);
    assertThat(answer).isInstanceOf(Exchange.Answer.class);
    assertThat(((Exchange.Answer) answer).ok()).as(answer.toString()).isTrue();
  }

  /** An order that crosses the book by 1 %, or stays 4 % away from it. */
  private void place(Product product, long id, Side side, boolean crossing) {
    long best = side == Side.BUY ? events.book(BTC).bestAskE8() : events.book(BTC).bestBidE8();
    long ppm = Fixed.MILLION + side.sign() * (crossing ? 10_000L : -40_000L);
    Instrument instrument = instrument(product);
    long limit =
        instrument.rules().grid().protectE8(Fixed.partE8(best, ppm, RoundingMode.DOWN), side);
    venue
        .gateway()
        .place(
            Approvals.order(
                id, Purpose.HEDGE, instrument, side, Fixed.ONE / 100, limit, Gate.LIVE));
  }

  private long filled() {
    return events.of(OrderFilled.class).stream().mapToLong(OrderFilled::quantityE8).sum();
  }

  @ParameterizedTest
  @EnumSource(Product.class)
  void shouldTradeAndTellFillsWithTheirFees(Product product) throws Exception {
    start(product, 30_000, 60_000);
    place(product, 1, Side.BUY, true);
    assertThat(events.first(OrderEnded.class).filledE8()).isEqualTo(Fixed.ONE / 100);
    Await.until("all fills", () -> filled() == Fixed.ONE / 100);
    for (OrderFilled fill : events.of(OrderFilled.class)) {
      assertThat(fill.feeE8()).isPositive();
      assertThat(fill.feeAsset().code()).isEqualTo(product == Product.SPOT ? "BTC" : "USDT");
    }
    assertThat(events.first(BalanceReported.class).venue()).isEqualTo(Venue.BINANCE);
    if (product == Product.USDM) {
      Await.until(
          "position",
          () ->
              events.of(PositionReported.class).stream()
                  .anyMatch(p -> p.netE8() == Fixed.ONE / 100));
    }
    place(product, 2, Side.BUY, false);
    Await.until("second end", () -> events.of(OrderEnded.class).size() == 2);
    assertThat(events.of(OrderEnded.class).getLast().filledE8()).isZero();
    assertThat(venue.foreignOrderEvents()).isZero();
  }

  @ParameterizedTest
  @EnumSource(Product.class)
  void shouldFindAnOrderWhoseAnswerWasAnErrorAfterAcceptance(Product product) throws Exception {
    start(product, 30_000, 60_000);
    String path = product == Product.SPOT ? "/api/v3/order" : "/fapi/v1/order";
    fault("{\"fault\":\"error_after_accept\",\"path\":\"" + path + "\",\"count\":1}");
    place(product, 1, Side.BUY, true);
    events.first(OrderOutcomeUnknown.class);
    venue.gateway().query(1, Venue.BINANCE, "t-1");
    assertThat(events.first(OrderStatusReported.class).found()).isTrue();
    Await.until("all fills", () -> filled() == Fixed.ONE / 100);
    assertThat(events.of(OrderRejected.class)).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(Product.class)
  void shouldProveThatAnOrderNeverArrived(Product product) throws Exception {
    start(product, 30_000, 60_000);
    String path = product == Product.SPOT ? "/api/v3/order" : "/fapi/v1/order";
    fault("{\"fault\":\"error_before_accept\",\"path\":\"" + path + "\",\"count\":1}");
    place(product, 1, Side.BUY, true);
    events.first(OrderOutcomeUnknown.class);
    venue.gateway().query(1, Venue.BINANCE, "t-1");
    assertThat(events.first(OrderStatusReported.class).found()).isFalse();
    assertThat(events.first(OrderRejected.class).code()).isEqualTo("NEVER_ARRIVED");
  }

  @Test
  void shouldTellFillsEvenIfThePrivateStreamLosesThem() throws Exception {
    start(Product.USDM, 30_000, 60_000);
    fault("{\"fault\":\"lost_report\",\"streams\":\"private\"}");
    place(Product.USDM, 1, Side.SELL, true);
    assertThat(events.first(OrderEnded.class).filledE8()).isEqualTo(Fixed.ONE / 100);
    assertThat(filled()).isEqualTo(Fixed.ONE / 100);
    Await.until(
        "the position is read again",
        () -> events.of(PositionReported.class).stream().anyMatch(p -> p.netE8() != 0));
  }

  @ParameterizedTest
  @EnumSource(Product.class)
  void shouldComeBackAfterADisconnectionAndAGap(Product product) throws Exception {
    start(product, 30_000, 60_000);
    fault("{\"fault\":\"gap\",\"lasts_sec\":0.5}");
    Await.until("gap noticed", () -> venue.status().getFirst().gaps() >= 1);
    Await.until("up again", () -> venue.venueStatus() == VenueStatus.UP);
    fault("{\"fault\":\"disconnect\"}");
    Await.until(
        "all streams came back", () -> venue.status().stream().allMatch(s -> s.reconnects() >= 1));
    Await.until("up again", () -> venue.venueStatus() == VenueStatus.UP);
  }

  @Test
  void shouldNoticeASilentStream() throws Exception {
    start(Product.SPOT, 30_000, 300);
    fault("{\"fault\":\"silent_stream\",\"streams\":\"public\",\"lasts_sec\":3}");
    Await.until("broken on purpose", () -> venue.status().getFirst().reconnects() >= 1);
    Await.until("up again", () -> venue.venueStatus() == VenueStatus.UP);
  }

  @ParameterizedTest
  @EnumSource(Product.class)
  void shouldReplaceAPrivateStreamThatIsHalfOpen(Product product) throws Exception {
    start(product, 30_000, 60_000, 500);
    fault("{\"fault\":\"half_open\",\"streams\":\"private\",\"lasts_sec\":0.5}");
    Await.until("replaced", () -> venue.status().getLast().reconnects() >= 1);
    Await.until("up again", () -> venue.venueStatus() == VenueStatus.UP);
  }

  @Test
  void shouldReplaceAMarkPriceStreamThatIsHalfOpen() throws Exception {
    start(Product.USDM, 30_000, 60_000);
    fault("{\"fault\":\"half_open\",\"streams\":\"public\",\"lasts_sec\":0.5}");
    Await.until(
        "replaced",
        () ->
            venue.status().stream()
                .anyMatch(s -> s.stream().contains("mark price") && s.reconnects() >= 1));
  }

  @ParameterizedTest
  @EnumSource(Product.class)
  void shouldFindTheAccountInOrder(Product product) throws Exception {
    start(product, 30_000, 60_000);
    AccountReport report = venue.checkAccount();
    assertThat(report.liveAllowed()).as(report.findings().toString()).isTrue();
    assertThat(report.takerFeePpm()).containsEntry(BTC, product == Product.SPOT ? 1_000L : 500L);
    assertThat(report.rules().get(BTC).lotE8()).isPositive();
  }
}
