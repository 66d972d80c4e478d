package haetae.venue.binance;

import static org.assertj.core.api.Assertions.assertThat;

import haetae.engine.Event.BalanceReported;
import haetae.engine.Event.ExternalFlowReported;
import haetae.engine.Event.OrderAccepted;
import haetae.engine.Event.OrderEnded;
import haetae.engine.Event.OrderFilled;
import haetae.engine.Event.OrderRejected;
import haetae.engine.Event.PositionReported;
import haetae.market.Side;
import haetae.venue.wire.DecodeException;
import haetae.venue.wire.Events;
import haetae.venue.wire.Fields;
import haetae.venue.wire.Instruments;
import haetae.venue.wire.LiveOrder;
import haetae.venue.wire.OrderReports;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BinanceUserMessagesTest {
  private static final String REPORT =
      "{\"e\":\"executionReport\",\"E\":1499405658658,\"s\":\"BTCUSDT\",\"c\":\"t-1\","
          + "\"C\":\"\",\"x\":\"TRADE\",\"X\":\"PARTIALLY_FILLED\",\"r\":\"NONE\",\"i\":4293153,"
          + "\"l\":\"0.00060000\",\"z\":\"0.00060000\",\"L\":\"65000.10000000\","
          + "\"n\":\"0.00000060\",\"N\":\"BTC\",\"t\":56,\"I\":8641984}";
  private static final String FUTURES =
      "{\"e\":\"ORDER_TRADE_UPDATE\",\"T\":1,\"E\":2,\"o\":{\"s\":\"BTCUSDT\",\"c\":\"t-1\","
          + "\"x\":\"TRADE\",\"X\":\"FILLED\",\"i\":8886774,\"l\":\"0.010\","
          + "\"z\":\"0.010\",\"L\":\"64990.50\",\"n\":\"0.32495250\",\"N\":\"USDT\","
          + "\"t\":7654321}}";

  private final Events events = new Events();
  private final List<String> alarms = new ArrayList<>();
  private final OrderReports reports = new OrderReports(events, () -> 1);
  private final BinanceUserMessages messages =
      new BinanceUserMessages(
          reports, events, () -> 1, alarms::add, () -> {}, List.of(Instruments.PERP_BTC));

  private void event(String text) throws DecodeException {
    messages.event(Fields.read(text));
  }

  private void open() {
    reports.open(new LiveOrder(1, "t-1", Instruments.SPOT_BTC, Side.BUY, 100_000));
  }

  @Test
  void shouldTellASpotFillOnceHoweverOftenItComes() throws DecodeException {
    open();
    event(REPORT);
    event(REPORT);
    assertThat(events.of(OrderAccepted.class)).hasSize(1);
    assertThat(events.of(OrderFilled.class))
        .singleElement()
        .satisfies(
            fill -> {
              assertThat(fill.fillId()).isEqualTo("BTCUSDT:56");
              assertThat(fill.feeE8()).isEqualTo(60);
              assertThat(fill.feeAsset().code()).isEqualTo("BTC");
            });
    event(REPORT.replace("\"TRADE\"", "\"EXPIRED\"").replace("PARTIALLY_FILLED", "EXPIRED"));
    assertThat(events.of(OrderEnded.class))
        .singleElement()
        .satisfies(end -> assertThat(end.filledE8()).isEqualTo(60_000));
  }

  @Test
  void shouldKnowACancelByTheOriginalId() throws DecodeException {
    open();
    event(
        REPORT
            .replace("\"c\":\"t-1\"", "\"c\":\"cancel-9\"")
            .replace("\"C\":\"\"", "\"C\":\"t-1\"")
            .replace("\"TRADE\"", "\"CANCELED\"")
            .replace("PARTIALLY_FILLED", "CANCELED"));
    assertThat(events.of(OrderEnded.class)).hasSize(1);
    assertThat(messages.foreign()).isZero();
  }

  @Test
  void shouldTellAFuturesFillWithItsFee() throws DecodeException {
    open();
    event(FUTURES.replace("\"t\":7654321", "\"rp\":\"-1.5\",\"t\":7654321"));
    assertThat(events.of(OrderFilled.class).getFirst().feeE8()).isEqualTo(32_495_250);
    assertThat(events.of(OrderFilled.class).getFirst().realizedE8()).isEqualTo(-150_000_000);
    assertThat(events.of(OrderEnded.class).getFirst().filledE8()).isEqualTo(1_000_000);
  }

  @Test
  void shouldNotReportOrdersThatAreNotOurs() throws DecodeException {
    event(REPORT);
    assertThat(events.size()).isZero();
    assertThat(messages.foreign()).isEqualTo(1);
  }

  @Test
  void shouldNotBelieveARejectionAfterAFill() throws DecodeException {
    open();
    event(REPORT);
    LiveOrder order = reports.byClientId("t-1");
    reports.rejected(order, "x", "late answer");
    assertThat(events.of(OrderRejected.class)).isEmpty();
  }

  @Test
  void shouldRaiseAnAlarmWhenTheVenueClosesByForce() throws DecodeException {
    event(FUTURES.replace("t-1", "adl_autoclose"));
    event("{\"e\":\"MARGIN_CALL\",\"E\":1}");
    assertThat(alarms).hasSize(2);
  }

  @Test
  void shouldReportBalancesOfBothProducts() throws DecodeException {
    event(
        "{\"e\":\"outboundAccountPosition\",\"E\":1,\"u\":1,\"B\":[{\"a\":\"BTC\","
            + "\"f\":\"1.00060000\",\"l\":\"0.5\"}]}");
    event(
        "{\"e\":\"ACCOUNT_UPDATE\",\"E\":1,\"T\":1,\"a\":{\"m\":\"ORDER\",\"B\":[{\"a\":\"USDT\","
            + "\"wb\":\"122624.12345678\",\"cw\":\"100.12345678\",\"bc\":\"0\"}],"
            + "\"P\":[{\"s\":\"BTCUSDT\",\"pa\":\"-0.010\"},{\"s\":\"X\",\"pa\":\"1\"}]}}");
    assertThat(events.of(PositionReported.class))
        .extracting(PositionReported::instrumentId, PositionReported::netE8)
        .containsExactly(org.assertj.core.groups.Tuple.tuple(2, -1_000_000L));
    assertThat(events.of(BalanceReported.class))
        .extracting(b -> b.asset().code(), BalanceReported::freeE8, BalanceReported::lockedE8)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("BTC", 100_060_000L, 50_000_000L),
            org.assertj.core.groups.Tuple.tuple("USDT", 12_262_412_345_678L, 0L));
  }

  private void holds(String wallet, String contracts, long atMs) throws DecodeException {
    event(
        "{\"e\":\"ACCOUNT_UPDATE\",\"E\":%d,\"T\":%d,\"a\":{\"m\":\"ORDER\",\"B\":[{\"a\":\"USDT\",\"wb\":\"%s\"}],"
                .formatted(atMs, atMs, wallet)
            + "\"P\":[{\"s\":\"BTCUSDT\",\"pa\":\""
            + contracts
            + "\"}]}}");
  }

  @Test
  void shouldPassOverBalancesAndPositionsThatComeLate() throws DecodeException {
    holds("100", "0", 20_000);
    holds("90", "0.002", 19_000);
    holds("110", "0.001", 20_001);

    assertThat(events.of(PositionReported.class))
        .extracting(PositionReported::netE8)
        .containsExactly(0L, 100_000L);
    assertThat(events.of(BalanceReported.class))
        .extracting(b -> b.freeE8() / 100_000_000)
        .containsExactly(100L, 110L);
  }

  @Test
  void shouldReportADepositAsAFlowOfItsOwn() throws DecodeException {
    event("{\"e\":\"balanceUpdate\",\"E\":9,\"a\":\"USDT\",\"d\":\"-100.5\",\"T\":8}");
    assertThat(events.of(ExternalFlowReported.class))
        .extracting(ExternalFlowReported::amountE8, ExternalFlowReported::key)
        .containsExactly(org.assertj.core.groups.Tuple.tuple(-10_050_000_000L, "balance-USDT-8"));
  }

  @Test
  void shouldPassOverWhatItDoesNotKnow() throws DecodeException {
    event("{\"e\":\"somethingNew\",\"E\":1}");
    assertThat(events.size()).isZero();
  }

  @Test
  void shouldKeepTheClockSampleWithTheShortestRoundTrip() {
    ServerClock clock = new ServerClock();
    clock.sample(0, 500, 100_000_000);
    assertThat(clock.offsetNs()).isEqualTo(450_000_000);
    clock.sample(1_000_000_000, 1_205, 1_010_000_000);
    assertThat(clock.offsetNs()).isEqualTo(200_000_000);
    assertThat(clock.serverMs(2_000_000_000L)).isEqualTo(2_200);
    for (int i = 0; i < 8; i++) {
      clock.sample(3_000_000_000L, 3_300, 3_050_000_000L);
    }
    assertThat(clock.offsetNs()).isEqualTo(275_000_000);
  }
}
