package haetae.venue.upbit;

import static org.assertj.core.api.Assertions.assertThat;

import haetae.engine.Event.BalanceReported;
import haetae.engine.Event.OrderEnded;
import haetae.engine.Event.OrderFilled;
import haetae.market.Asset;
import haetae.market.Side;
import haetae.venue.wire.DecodeException;
import haetae.venue.wire.Events;
import haetae.venue.wire.Fields;
import haetae.venue.wire.Instruments;
import haetae.venue.wire.LiveOrder;
import haetae.venue.wire.OrderReports;
import org.junit.jupiter.api.Test;

class UpbitPrivateMessagesTest {
  private static final String TRADE =
      "{\"type\":\"myOrder\",\"code\":\"KRW-BTC\",\"uuid\":\"u-1\",\"ask_bid\":\"BID\","
          + "\"order_type\":\"limit\",\"state\":\"trade\",\"trade_uuid\":\"f-1\","
          + "\"price\":1.4E8,\"volume\":0.0006,\"executed_volume\":0.0006,"
          + "\"trade_fee\":42.000000000017,\"identifier\":\"t-1\"}";

  private final Events events = new Events();
  private final OrderReports reports = new OrderReports(events, () -> 1);
  private final UpbitPrivateMessages messages = new UpbitPrivateMessages(reports, events, () -> 1);

  private void order(String text) throws DecodeException {
    messages.order(Fields.read(text));
  }

  private void open() {
    reports.open(new LiveOrder(1, "t-1", Instruments.UPBIT_BTC, Side.BUY, 100_000));
  }

  @Test
  void shouldTellTheFillsOwnPriceQuantityAndFee() throws DecodeException {
    open();
    order(TRADE);
    order(TRADE);
    assertThat(events.of(OrderFilled.class))
        .singleElement()
        .satisfies(
            fill -> {
              assertThat(fill.priceE8()).isEqualTo(14_000_000_000_000_000L);
              assertThat(fill.quantityE8()).isEqualTo(60_000);
              assertThat(fill.feeE8()).isEqualTo(4_200_000_000L);
              assertThat(fill.feeAsset()).isEqualTo(Asset.KRW);
            });
  }

  @Test
  void shouldEndByTheQuantityExecuted() throws DecodeException {
    open();
    order(TRADE);
    order(
        TRADE
            .replace("\"state\":\"trade\"", "\"state\":\"cancel\"")
            .replace("\"identifier\":\"t-1\"", "\"identifier\":null"));
    assertThat(events.of(OrderEnded.class).getFirst().filledE8()).isEqualTo(60_000);
  }

  @Test
  void shouldPassOverOrdersThatAreNotOursAndStatesThatEndNothing() throws DecodeException {
    order(TRADE);
    assertThat(messages.foreign()).isEqualTo(1);
    open();
    for (String state : new String[] {"wait", "watch", "prevented", "something"}) {
      order(TRADE.replace("\"state\":\"trade\"", "\"state\":\"" + state + "\""));
    }
    assertThat(events.of(OrderFilled.class)).isEmpty();
    assertThat(events.of(OrderEnded.class)).isEmpty();
  }

  @Test
  void shouldReportBalancesNeverHigherThanTheyAre() throws DecodeException {
    messages.balances(
        Fields.read(
            "{\"assets\":[{\"currency\":\"KRW\",\"balance\":1386929.37231066771348207123,"
                + "\"locked\":10329.670127489597585685}]}"));
    BalanceReported balance = events.of(BalanceReported.class).getFirst();
    assertThat(balance.freeE8()).isEqualTo(138_692_937_231_066L);
    assertThat(balance.lockedE8()).isEqualTo(1_032_967_012_749L);
  }

  private void holds(String currency, int amount, long atMs) throws DecodeException {
    messages.balances(
        Fields.read(
            "{\"assets\":[{\"currency\":\"%s\",\"balance\":%d,\"locked\":0}],\"asset_timestamp\":%d}"
                .formatted(currency, amount, atMs)));
  }

  @Test
  void shouldPassOverBalancesThatComeLate() throws DecodeException {
    holds("BTC", 1, 20_000);
    holds("BTC", 2, 19_999);
    holds("ETH", 3, 19_999);
    holds("BTC", 4, 20_000);
    // The venue's clock was set back.
    holds("BTC", 5, 1_000);
    holds("BTC", 6, 1_001);

    assertThat(events.of(BalanceReported.class))
        .extracting(b -> b.freeE8() / 100_000_000)
        .containsExactly(1L, 3L, 4L, 5L, 6L);
  }

  @Test
  void shouldBoundTheClockByWholeSeconds() {
    UpbitClock clock = new UpbitClock();
    long second = 1_000_000_000L;
    long base = 1_764_000_000L * second;
    String header = "Mon, 24 Nov 2025 16:00:00 GMT";
    // Our clock is 0.4 s behind: the header changes at 0.6 s of ours.
    clock.date(header, base - second * 4 / 10, base - second * 4 / 10);
    assertThat(clock.known()).isTrue();
    clock.date(header, base + second / 2, base + second / 2);
    assertThat(clock.offsetNs()).isBetween(second * 3 / 10, second / 2);
    clock.notAfter(1_764_000_000_450L, base + second / 100);
    assertThat(clock.offsetNs()).isBetween(second * 4 / 10, second / 2);
    clock.date("no date", base, base);
    assertThat(clock.known()).isTrue();
  }
}
