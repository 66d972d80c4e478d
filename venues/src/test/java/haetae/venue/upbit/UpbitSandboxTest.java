package haetae.venue.upbit;

import static org.assertj.core.api.Assertions.assertThat;

import haetae.engine.Event.BalanceReported;
import haetae.engine.Event.ClockOffsetMeasured;
import haetae.engine.Event.OrderAccepted;
import haetae.engine.Event.OrderEnded;
import haetae.engine.Event.OrderFilled;
import haetae.engine.Event.OrderOutcomeUnknown;
import haetae.engine.Event.OrderRejected;
import haetae.engine.Event.OrderStatusReported;
import haetae.engine.VenueStatus;
import haetae.execution.OrderIntent.Purpose;
import haetae.market.Asset;
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
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The connector against the sandbox, which was written from the same facts and shares no code. */
class UpbitSandboxTest {
  private static final String GENEROUS =
      """
      market:
        tick_ms: 20
      upbit:
        order_per_sec: 100000
        default_per_sec: 100000
        public_per_sec: 100000
        connect_per_sec: 100000
        messages_per_sec: 100000
        messages_per_min: 100000
        book_every_ms: 20
        ban_after: 0
      """;
  private static final List<Instrument> MARKETS = List.of(Instruments.FX, Instruments.UPBIT_BTC);
  private static final int BTC = Instruments.UPBIT_BTC.id();

  @TempDir private Path folder;

  private final Events events = new Events();
  private final List<Throwable> failures = new CopyOnWriteArrayList<>();
  private Sandbox sandbox;
  private UpbitVenue venue;

  private static long nowNs() {
    Instant now = Instant.now();
    return now.getEpochSecond() * 1_000_000_000L + now.getNano();
  }

  private void start(boolean simple, int answerMs, long quietMs) throws Exception {
    Path scenario = Files.writeString(folder.resolve("scenario.yml"), GENEROUS);
    sandbox = Sandbox.start(ScenarioReader.read(scenario), Ports.any(), failures::add);
    String address = "127.0.0.1:" + sandbox.upbitPort();
    UpbitSettings.Endpoints endpoints =
        new UpbitSettings.Endpoints(
            URI.create("http://" + address),
            URI.create("ws://" + address + "/websocket/v1"),
            URI.create("ws://" + address + "/websocket/v1/private"));
    UpbitSettings settings =
        new UpbitSettings(
            endpoints,
            simple ? JwtAlgorithm.HS256 : JwtAlgorithm.HS512,
            "cancel_taker",
            15,
            simple,
            true,
            new HttpClient.Timeouts(30_000, answerMs, 15_000),
            new UpbitSettings.Rates(5_000, 5_000, 5_000, 1_000_000, 300_000),
            new UpbitSettings.Pace(1_000, 60_000, quietMs, 3_600_000, 5, 50));
    UpbitSigner signer =
        new UpbitSigner(
            "sandbox-upbit-access",
            Secret.of("sandbox-upbit-secret".toCharArray()),
            settings.algorithm(),
            () -> UUID.randomUUID().toString());
    venue =
        new UpbitVenue(
            settings,
            signer,
            MARKETS,
            Wires.trusted(),
            events,
            UpbitSandboxTest::nowNs,
            (name, e) -> failures.add(e));
    venue.start();
    Await.until(
        "venue is up with a book of each market",
        () ->
            venue.venueStatus() == VenueStatus.UP
                && events.book(0) != null
                && events.book(BTC) != null);
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
            UpbitSandboxTest::nowNs);
    Exchange answer = admin.send("POST", "/admin/fault", Map.of(), json);
    assertThat(answer).isInstanceOf(Exchange.Answer.class);
    assertThat(((Exchange.Answer) answer).ok()).as(answer.toString()).isTrue();
  }

  /** An order that crosses the book by 1 %, or stays 20 % away from it. */
  private void place(long id, Side side, boolean crossing) {
    long best = side == Side.BUY ? events.book(BTC).bestAskE8() : events.book(BTC).bestBidE8();
    long ppm = Fixed.MILLION + side.sign() * (crossing ? 10_000L : -200_000L);
    long limit =
        Instruments.UPBIT_BTC
            .rules()
            .grid()
            .protectE8(Fixed.partE8(best, ppm, RoundingMode.DOWN), side);
    venue
        .gateway()
        .place(
            Approvals.order(
                id,
                Purpose.HEDGE,
                Instruments.UPBIT_BTC,
                side,
                Fixed.ONE / 1_000,
                limit,
                Gate.LIVE));
  }

  @Test
  void shouldTradeAndAccountToTheLastUnit() throws Exception {
    start(false, 30_000, 60_000);
    place(1, Side.BUY, true);
    OrderEnded end = events.first(OrderEnded.class);
    assertThat(end.filledE8()).isEqualTo(Fixed.ONE / 1_000);
    Await.until(
        "all fills",
        () ->
            events.of(OrderFilled.class).stream().mapToLong(OrderFilled::quantityE8).sum()
                == Fixed.ONE / 1_000);
    for (OrderFilled fill : events.of(OrderFilled.class)) {
      long funds = Fixed.multiplyE8(fill.priceE8(), fill.quantityE8(), RoundingMode.UNNECESSARY);
      assertThat(fill.feeE8()).isCloseTo(funds / 2_000, org.assertj.core.data.Offset.offset(2L));
      assertThat(fill.feeAsset()).isEqualTo(Asset.KRW);
    }
    assertThat(events.of(OrderAccepted.class)).hasSize(1);
    Await.until("coin balance", () -> coinBalances() > 1);
    assertThat(venue.foreignOrderEvents()).isZero();
  }

  /** Different balances of the coin that were told. */
  private long coinBalances() {
    return events.of(BalanceReported.class).stream()
        .filter(b -> b.asset().code().equals("BTC"))
        .map(BalanceReported::freeE8)
        .distinct()
        .count();
  }

  @Test
  void shouldEndAnOrderThatDoesNotReachTheBook() throws Exception {
    start(true, 30_000, 60_000);
    place(1, Side.BUY, false);
    assertThat(events.first(OrderEnded.class).filledE8()).isZero();
    assertThat(events.of(OrderFilled.class)).isEmpty();
  }

  @Test
  void shouldFindAnOrderWhoseAnswerWasAnErrorAfterAcceptance() throws Exception {
    start(false, 30_000, 60_000);
    fault("{\"fault\":\"error_after_accept\",\"path\":\"/v1/orders\",\"count\":1}");
    place(1, Side.SELL, true);
    events.first(OrderOutcomeUnknown.class);
    venue.gateway().query(1, Venue.UPBIT, "t-1");
    OrderStatusReported status = events.first(OrderStatusReported.class);
    assertThat(status.found()).isTrue();
    Await.until("fills", () -> !events.of(OrderFilled.class).isEmpty());
    assertThat(events.of(OrderRejected.class)).isEmpty();
    place(2, Side.SELL, true);
    Await.until("the next order is fine", () -> events.of(OrderEnded.class).size() == 2);
  }

  @Test
  void shouldFindAnOrderThatWasNeverAnswered() throws Exception {
    start(false, 1_500, 60_000);
    fault("{\"fault\":\"timeout_after_accept\",\"path\":\"/v1/orders\",\"count\":1}");
    place(1, Side.BUY, true);
    events.first(OrderOutcomeUnknown.class);
    Await.until(
        "found",
        () -> {
          venue.gateway().query(1, Venue.UPBIT, "t-1");
          return events.of(OrderStatusReported.class).stream().anyMatch(OrderStatusReported::found);
        });
    Await.until("end", () -> events.of(OrderEnded.class).size() == 1);
  }

  @Test
  void shouldKnowThatAnOrderNeverArrived() throws Exception {
    start(false, 30_000, 60_000);
    fault("{\"fault\":\"error_before_accept\",\"path\":\"/v1/orders\",\"count\":1}");
    place(1, Side.BUY, true);
    events.first(OrderOutcomeUnknown.class);
    venue.gateway().query(1, Venue.UPBIT, "t-1");
    assertThat(events.first(OrderStatusReported.class).found()).isFalse();
  }

  @Test
  void shouldTellFillsEvenIfThePrivateStreamLosesThem() throws Exception {
    start(false, 30_000, 60_000);
    fault("{\"fault\":\"lost_report\",\"streams\":\"private\"}");
    place(1, Side.BUY, true);
    assertThat(events.first(OrderEnded.class).filledE8()).isEqualTo(Fixed.ONE / 1_000);
    assertThat(events.of(OrderFilled.class)).isNotEmpty();
    Await.until("the balance is read again", () -> coinBalances() > 1);
  }

  @Test
  void shouldComeBackAfterADisconnection() throws Exception {
    start(false, 30_000, 60_000);
    fault("{\"fault\":\"disconnect\"}");
    Await.until(
        "public and private streams came back",
        () -> venue.status().stream().allMatch(s -> s.reconnects() >= 1));
    Await.until("up again", () -> venue.venueStatus() == VenueStatus.UP);
    place(1, Side.BUY, true);
    assertThat(events.first(OrderEnded.class).filledE8()).isEqualTo(Fixed.ONE / 1_000);
  }

  @Test
  void shouldMeasureAClockThatIsOff() throws Exception {
    start(false, 30_000, 60_000);
    fault("{\"fault\":\"clock_offset\",\"offset_ms\":20000}");
    Await.until(
        "an offset of twenty seconds",
        () ->
            events.of(ClockOffsetMeasured.class).stream()
                .anyMatch(measured -> measured.offsetNs() > 19_000_000_000L));
  }

  @Test
  void shouldNoticeASilentStreamByRest() throws Exception {
    start(false, 30_000, 300);
    fault("{\"fault\":\"silent_stream\",\"streams\":\"public\",\"lasts_sec\":3}");
    Await.until("broken on purpose", () -> venue.status().getFirst().reconnects() >= 1);
    Await.until("up again", () -> venue.venueStatus() == VenueStatus.UP);
  }

  @Test
  void shouldStopSendingWhenTheVenueSaysSo() throws Exception {
    start(false, 30_000, 60_000);
    fault("{\"fault\":\"rate_storm\",\"path\":\"/v1/orders\",\"count\":1}");
    place(1, Side.BUY, true);
    assertThat(events.first(OrderRejected.class).orderId()).isEqualTo(1);
    place(2, Side.BUY, true);
    assertThat(events.first(OrderEnded.class).orderId()).isEqualTo(2);
  }

  @Test
  void shouldFindTheAccountInOrder() throws Exception {
    start(false, 30_000, 60_000);
    AccountReport report = venue.checkAccount(Instant.now());
    assertThat(report.liveAllowed()).as(report.findings().toString()).isTrue();
    assertThat(report.takerFeePpm()).containsEntry(BTC, 500L);
    assertThat(report.rules().get(BTC).minNotionalE8()).isEqualTo(5_000 * Fixed.ONE);
    assertThat(report.balances()).containsKey(Asset.KRW);
  }
}
