package haetae.venue.upbit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import haetae.engine.Event.OrderAccepted;
import haetae.engine.Event.OrderEnded;
import haetae.engine.Event.OrderFilled;
import haetae.engine.Event.OrderOutcomeUnknown;
import haetae.engine.Event.OrderRejected;
import haetae.engine.Event.OrderStatusReported;
import haetae.execution.OrderIntent.Purpose;
import haetae.market.Asset;
import haetae.market.Fixed;
import haetae.market.Side;
import haetae.market.Venue;
import haetae.risk.Approvals;
import haetae.risk.ApprovedOrder;
import haetae.risk.Gate;
import haetae.venue.upbit.UpbitOrderBody.Life;
import haetae.venue.wire.Await;
import haetae.venue.wire.Events;
import haetae.venue.wire.HttpClient;
import haetae.venue.wire.Instruments;
import haetae.venue.wire.OrderReports;
import haetae.venue.wire.OrderTimes;
import haetae.venue.wire.Params;
import haetae.venue.wire.Secret;
import haetae.venue.wire.StubServer;
import haetae.venue.wire.StubServer.Reply;
import haetae.venue.wire.StubServer.Request;
import haetae.venue.wire.VenueGateway;
import haetae.venue.wire.Wires;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UpbitGatewayTest {
  private static final String WAIT =
      """
      {"market":"KRW-BTC","uuid":"u-1","side":"bid","ord_type":"limit","price":"140000000",
       "state":"wait","volume":"0.001","remaining_volume":"0.001","executed_volume":"0.0",
       "paid_fee":"0.0","trades_count":0,"identifier":"t-7"}\
      """;
  private static final String CANCELLED =
      """
      {"market":"KRW-BTC","uuid":"u-1","side":"bid","ord_type":"limit","price":"140000000",
       "state":"cancel","volume":"0.001","executed_volume":"0.0008","paid_fee":"56.0",
       "trades_count":2,"trades":[
        {"uuid":"f-1","price":"140000000","volume":"0.0006","funds":"84000"},
        {"uuid":"f-2","price":"140000000","volume":"0.0002","funds":"28000"}]}\
      """;

  private final Events events = new Events();
  private final AtomicLong now = new AtomicLong(1_000_000_000_000L);
  private StubServer server;
  private VenueGateway gateway;
  private UpbitSigner signer;

  @BeforeEach
  void start() throws IOException {
    server = new StubServer();
    AtomicInteger nonces = new AtomicInteger();
    signer =
        new UpbitSigner(
            "access",
            Secret.of("secret".toCharArray()),
            JwtAlgorithm.HS512,
            () -> "nonce-" + nonces.incrementAndGet());
    HttpClient http =
        new HttpClient(
            server.http(),
            Wires.trusted(),
            new HttpClient.Timeouts(30_000, 30_000, 15_000),
            now::get);
    UpbitRest rest = new UpbitRest(http, signer, UpbitSettings.Rates.STANDARD, now::get);
    gateway =
        new VenueGateway(
            Venue.UPBIT,
            new UpbitOrders(rest, "cancel_taker"),
            new OrderReports(events, now::incrementAndGet));
  }

  @AfterEach
  void stop() throws IOException {
    server.close();
    gateway.close();
  }

  private static ApprovedOrder order(long id, Purpose purpose) {
    return Approvals.order(
        id,
        purpose,
        Instruments.UPBIT_BTC,
        Side.BUY,
        Fixed.ONE / 1_000,
        140_000_000 * Fixed.ONE,
        Gate.LIVE);
  }

  private long posts() {
    return server.requests().stream().filter(r -> r.method().equals("POST")).count();
  }

  @Test
  void shouldPlaceAPriceProtectedOrderAndTellItsFillsAndEnd() {
    server.answering(r -> r.method().equals("POST") ? Reply.of(201, WAIT) : Reply.ok(CANCELLED));
    gateway.place(order(7, Purpose.ENTRY));
    OrderEnded end = events.first(OrderEnded.class);
    assertThat(end.orderId()).isEqualTo(7);
    assertThat(end.filledE8()).isEqualTo(80_000);
    assertThat(events.of(OrderAccepted.class))
        .extracting(OrderAccepted::venueOrderId)
        .containsExactly("u-1");
    assertThat(events.of(OrderFilled.class))
        .extracting(OrderFilled::fillId, OrderFilled::quantityE8, OrderFilled::feeE8)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("f-1", 60_000L, 42 * Fixed.ONE),
            org.assertj.core.groups.Tuple.tuple("f-2", 20_000L, 14 * Fixed.ONE));
    assertThat(events.of(OrderFilled.class).getFirst().feeAsset()).isEqualTo(Asset.KRW);
    Request post = server.requests().getFirst();
    assertThat(post.body())
        .isEqualTo(
            "{\"market\":\"KRW-BTC\",\"side\":\"bid\",\"ord_type\":\"limit\","
                + "\"volume\":\"0.001\",\"price\":\"140000000\",\"time_in_force\":\"ioc\","
                + "\"smp_type\":\"cancel_taker\",\"identifier\":\"t-7\"}");
    assertThat(post.headers().get("authorization")).startsWith("Bearer ey");
  }

  @Test
  void shouldTellWhenTheRequestWasWritten() {
    server.answering(r -> r.method().equals("POST") ? Reply.of(201, WAIT) : Reply.ok(CANCELLED));
    Map<Long, OrderTimes> written = new ConcurrentHashMap<>();
    gateway.onWritten(written::put);
    now.set(1_000);

    gateway.place(order(7, Purpose.ENTRY));

    OrderAccepted accepted = events.first(OrderAccepted.class);
    assertThat(written.keySet()).containsExactly(7L);
    OrderTimes times = written.get(7L);
    assertThat(times.begunNs()).isGreaterThanOrEqualTo(1_000L);
    assertThat(times.signedNs()).isBetween(times.begunNs(), times.writtenNs());
    assertThat(times.writtenNs()).isBetween(times.signedNs(), accepted.timeNs());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "400|{\"error\":{\"name\":\"insufficient_funds_bid\",\"message\":\"x\"}}|REJECTED",
        "400|{\"error\":{\"name\":\"invalid_price_bid\",\"message\":\"x\"}}|REJECTED",
        "401|{\"error\":{\"name\":\"jwt_verification\",\"message\":\"x\"}}|REJECTED",
        "403|{\"error\":{\"name\":\"market_offline\",\"message\":\"x\"}}|REJECTED",
        "429|<html>|REJECTED",
        "418|{}|REJECTED",
        "400|{\"error\":{\"name\":\"duplicated_identifier\",\"message\":\"x\"}}|UNKNOWN",
        "400|<html>|UNKNOWN",
        "500|{\"error\":{\"name\":\"internal_server_error\",\"message\":\"x\"}}|UNKNOWN",
        "502||UNKNOWN",
        "201|{\"uuid\":|UNKNOWN",
        "201|{}|UNKNOWN",
        "0||UNKNOWN"
      })
  void shouldCallAnAnswerWhatItIs(int status, String body, String meaning) {
    server.answering(r -> Reply.of(status, body == null ? "" : body));
    gateway.place(order(7, Purpose.ENTRY));
    if (meaning.equals("REJECTED")) {
      assertThat(events.first(OrderRejected.class).orderId()).isEqualTo(7);
      assertThat(events.of(OrderOutcomeUnknown.class)).isEmpty();
    } else {
      assertThat(events.first(OrderOutcomeUnknown.class).orderId()).isEqualTo(7);
      assertThat(events.of(OrderRejected.class)).isEmpty();
    }
    assertThat(posts()).isEqualTo(1);
  }

  @Test
  void shouldNeverUseAnIdentifierTwice() {
    server.answering(r -> Reply.drop());
    gateway.place(order(7, Purpose.ENTRY));
    events.first(OrderOutcomeUnknown.class);
    gateway.place(order(7, Purpose.ENTRY));
    Await.until("told", () -> events.of(OrderOutcomeUnknown.class).size() == 2);
    assertThat(posts()).isEqualTo(1);
  }

  private static final String NOT_FOUND = "{\"error\":{\"name\":\"order_not_found\"}}";

  @Test
  void shouldFindAHedgeThatWasAcceptedAndNeverSendItAgain() {
    AtomicInteger looks = new AtomicInteger();
    server.answering(
        r -> {
          if (r.method().equals("POST")) {
            return Reply.of(502, "");
          }
          return looks.incrementAndGet() == 1 ? Reply.of(404, NOT_FOUND) : Reply.ok(CANCELLED);
        });
    gateway.place(order(7, Purpose.HEDGE));
    assertThat(events.first(OrderEnded.class).filledE8()).isEqualTo(80_000);
    assertThat(events.of(OrderOutcomeUnknown.class)).hasSize(1);
    assertThat(events.of(OrderFilled.class)).hasSize(2);
    assertThat(posts()).isEqualTo(1);
  }

  @Test
  void shouldConcludeNothingFromAnOrderThatIsNotFound() {
    server.answering(r -> r.method().equals("POST") ? Reply.of(502, "") : Reply.of(404, NOT_FOUND));
    gateway.place(order(7, Purpose.HEDGE));
    events.first(OrderOutcomeUnknown.class);
    gateway.close();
    assertThat(posts()).isEqualTo(1);
    assertThat(events.of(OrderRejected.class)).isEmpty();
    assertThat(events.of(OrderEnded.class)).isEmpty();
  }

  @Test
  void shouldRefusePaperOrdersAndOrdersForAnotherVenue() {
    gateway.place(
        Approvals.order(8, Purpose.ENTRY, Instruments.UPBIT_BTC, Side.BUY, 1, 1, Gate.PAPER));
    assertThat(events.first(OrderRejected.class).code()).isEqualTo("NOT_LIVE");
    ApprovedOrder other =
        Approvals.order(9, Purpose.ENTRY, Instruments.SPOT_BTC, Side.BUY, 1, 1, Gate.LIVE);
    assertThatThrownBy(() -> gateway.place(other)).isInstanceOf(IllegalArgumentException.class);
    assertThat(server.requests()).isEmpty();
  }

  @Test
  void shouldRejectWhatCannotHaveBeenSent() throws IOException {
    server.close();
    gateway.place(order(7, Purpose.ENTRY));
    assertThat(events.first(OrderRejected.class).code()).isEqualTo("NOT_SENT");
  }

  @Test
  void shouldRefuseEntriesWithoutBudgetAndLetHedgesWait() {
    server.answering(r -> Reply.of(429, "{\"error\":{\"name\":429,\"message\":\"slow\"}}"));
    gateway.place(order(1, Purpose.ENTRY));
    events.first(OrderRejected.class);
    gateway.place(order(2, Purpose.ENTRY));
    Await.until("second refusal", () -> events.of(OrderRejected.class).size() == 2);
    assertThat(events.of(OrderRejected.class).getLast().code()).isEqualTo("RATE_LIMITED");
    assertThat(posts()).isEqualTo(1);
    server.answering(r -> r.method().equals("POST") ? Reply.of(201, WAIT) : Reply.ok(CANCELLED));
    gateway.place(order(3, Purpose.HEDGE));
    now.addAndGet(2_000_000_000L);
    events.first(OrderAccepted.class);
    assertThat(posts()).isEqualTo(2);
  }

  @Test
  void shouldAnswerAQueryOnceWithWhatUpbitKnows() {
    server.answering(r -> Reply.of(404, "{\"error\":{\"name\":\"order_not_found\"}}"));
    gateway.query(5, Venue.UPBIT, "t-5");
    assertThat(events.first(OrderStatusReported.class))
        .extracting(OrderStatusReported::orderId, OrderStatusReported::found)
        .containsExactly(5L, false);
    server.answering(r -> Reply.ok(CANCELLED));
    gateway.query(6, Venue.UPBIT, "t-6");
    Await.until("second status", () -> events.of(OrderStatusReported.class).size() == 2);
    OrderStatusReported second = events.of(OrderStatusReported.class).getLast();
    assertThat(second.found()).isTrue();
    assertThat(second.open()).isFalse();
    assertThat(second.filledE8()).isEqualTo(80_000);
    assertThat(server.requests().getLast().target()).isEqualTo("/v1/order?identifier=t-6");
  }

  @Test
  void shouldAskAgainAtOnceWhenAQueryHasNoAnswer() {
    server.answering(
        r ->
            server.requests().size() < 3
                ? Reply.of(500, "<html>")
                : Reply.of(404, "{\"error\":{\"name\":\"order_not_found\"}}"));
    gateway.query(5, Venue.UPBIT, "t-5");
    assertThat(events.first(OrderStatusReported.class).found()).isFalse();
    assertThat(events.of(OrderStatusReported.class)).hasSize(1);
  }

  @Test
  void shouldStaySilentWhenAQueryHasNoAnswer() {
    server.answering(r -> Reply.of(500, "<html>"));
    gateway.query(5, Venue.UPBIT, "t-5");
    Await.until("asked", () -> !server.requests().isEmpty());
    gateway.close();
    assertThat(events.size()).isZero();
  }

  @Test
  void shouldCancelAndThenLookForTheEnd() {
    server.answering(
        r ->
            switch (r.method()) {
              case "POST" -> Reply.of(500, "");
              case "DELETE" -> Reply.ok(WAIT);
              default -> Reply.ok(CANCELLED);
            });
    gateway.place(order(7, Purpose.ENTRY));
    events.first(OrderOutcomeUnknown.class);
    gateway.cancel(7, Venue.UPBIT, "t-7");
    Await.until(
        "cancelled", () -> server.requests().stream().anyMatch(r -> r.method().equals("DELETE")));
    assertThat(events.first(OrderEnded.class).filledE8()).isEqualTo(80_000);
    assertThat(server.requests())
        .anySatisfy(
            r -> {
              assertThat(r.method()).isEqualTo("DELETE");
              assertThat(r.target()).isEqualTo("/v1/order?identifier=t-7");
              assertThat(r.body()).isEmpty();
            });
  }

  @Test
  void shouldWriteEveryKindOfOrder() {
    UpbitOrderBody body = new UpbitOrderBody("KRW-USDT", "id", "cancel_maker");
    assertThat(body.limit(Side.BUY, 1_050_000_000L, 1_475 * Fixed.ONE, Life.POST_ONLY).raw())
        .isEqualTo(
            "market=KRW-USDT&side=bid&ord_type=limit&volume=10.5&price=1475"
                + "&time_in_force=post_only&identifier=id");
    assertThat(body.limit(Side.SELL, Fixed.ONE, 1_475 * Fixed.ONE, Life.FOK).raw())
        .contains("side=ask")
        .contains("time_in_force=fok")
        .contains("smp_type=cancel_maker");
    assertThat(body.limit(Side.SELL, Fixed.ONE, 1_475 * Fixed.ONE, Life.RESTING).raw())
        .doesNotContain("time_in_force");
    assertThat(body.buyFor(10_000 * Fixed.ONE).raw())
        .isEqualTo(
            "market=KRW-USDT&side=bid&ord_type=price&price=10000&smp_type=cancel_maker"
                + "&identifier=id");
    assertThat(body.sell(123_456).raw()).contains("ord_type=market&volume=0.00123456&smp");
    assertThat(body.bestBuyFor(5_000 * Fixed.ONE, Life.IOC).raw())
        .contains("ord_type=best&price=5000&time_in_force=ioc");
    assertThat(body.bestSell(Fixed.ONE, Life.FOK).raw())
        .contains("ord_type=best&volume=1&time_in_force=fok");
    assertThatThrownBy(() -> body.buyFor(Fixed.ONE / 2))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> body.bestSell(1, Life.RESTING))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void shouldSignWhatItSends() {
    server.answering(r -> Reply.of(404, "{\"error\":{\"name\":\"order_not_found\"}}"));
    gateway.query(5, Venue.UPBIT, "t-5");
    events.first(OrderStatusReported.class);
    UpbitSigner same =
        new UpbitSigner(
            "access", Secret.of("secret".toCharArray()), JwtAlgorithm.HS512, () -> "nonce-1");
    assertThat(server.requests().getFirst().headers())
        .containsEntry("authorization", "Bearer " + same.token(Params.of("identifier", "t-5")));
  }
}
