package haetae.engine;

import static haetae.engine.EngineBench.MS;
import static haetae.engine.EngineBench.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import haetae.execution.OrderIntent;
import haetae.execution.OrderIntent.Purpose;
import haetae.market.Asset;
import haetae.market.Fixed;
import haetae.market.Venue;
import org.junit.jupiter.api.Test;

/** New pairs need both venues OK; what is open goes on as far as a venue can be reached. */
class VenueHealthTest {
  private final EngineBench bench = new EngineBench();

  private void status(Venue venue, VenueStatus status) {
    bench.send(new Event.VenueStatusChanged(bench.nowNs, venue, status, ""));
  }

  private void refusesEntries() {
    int before = bench.orders().size();
    for (int i = 0; i < 20; i++) {
      bench.quotes();
    }
    assertThat(bench.orders()).hasSize(before);
    assertThat(bench.engine.snapshot().refusals()).containsKey("VENUE_HEALTH");
  }

  private void go(long ns, OrderIntent order) {
    for (long until = bench.nowNs + ns; bench.nowNs < until; ) {
      bench.quotes();
      bench.send(new Event.TimerFired(bench.nowNs, Timers.trade(order.tradeId())));
    }
  }

  @Test
  void shouldRefuseEntriesWhileAVenueIsDegraded() {
    status(Venue.BINANCE, VenueStatus.DEGRADED);

    refusesEntries();
  }

  @Test
  void shouldRefuseEntriesWhileAClockIsOutOfBounds() {
    bench.send(new Event.ClockOffsetMeasured(bench.nowNs, Venue.UPBIT, 251 * MS));

    refusesEntries();
  }

  @Test
  void shouldRefuseEntriesWhileBalancesOfAVenueDiffer() {
    bench.quotes();
    bench.pass(60 * SECOND);
    bench.send(
        new Event.BalanceReported(bench.nowNs, Venue.UPBIT, Asset.KRW, 9_000 * Fixed.ONE, 0));

    refusesEntries();
  }

  @Test
  void shouldRefuseEntriesWhileAnOrderIsNotAnswered() {
    bench.entry();
    bench.pass(1_100 * MS);

    for (int i = 0; i < 20; i++) {
      bench.ether();
    }

    assertThat(bench.orders()).hasSize(1);
    assertThat(bench.engine.snapshot().refusals()).containsKey("VENUE_HEALTH");
  }

  @Test
  void shouldLetAHedgeThroughToADegradedVenue() {
    OrderIntent entry = bench.entry();
    status(Venue.BINANCE, VenueStatus.DEGRADED);

    bench.fill(entry, entry.quantityE8());

    assertThat(bench.last().purpose()).isEqualTo(Purpose.HEDGE);
    assertThat(bench.last().instrument().venue()).isEqualTo(Venue.BINANCE);
  }

  @Test
  void shouldActOnTheOtherVenueAloneWhileOneIsDown() {
    OrderIntent entry = bench.entry();
    status(Venue.BINANCE, VenueStatus.DOWN);
    bench.fill(entry, entry.quantityE8());
    bench.end(entry, entry.quantityE8());

    go(40 * SECOND, entry);

    assertThat(bench.orders()).hasSize(2);
    assertThat(bench.last().purpose()).isEqualTo(Purpose.UNWIND);
    assertThat(bench.last().instrument().venue()).isEqualTo(Venue.UPBIT);
  }
}
