package haetae.engine;

import static haetae.engine.EngineBench.MS;
import static haetae.engine.EngineBench.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import haetae.execution.OrderIntent;
import haetae.execution.OrderIntent.Purpose;
import haetae.market.Venue;
import org.junit.jupiter.api.Test;

/**
 * A venue that takes no orders is left alone for as long as it says, and asked ever more rarely.
 */
class VenueLimitsTest {
  private final EngineBench bench = new EngineBench();

  /** An entry that has filled, and its hedge, which the venue has refused unread. */
  private OrderIntent refusedHedge(long retryNs) {
    OrderIntent entry = bench.entry();
    bench.fill(entry, entry.quantityE8());
    bench.end(entry, entry.quantityE8());
    OrderIntent hedge = bench.last();
    assertThat(hedge.purpose()).isEqualTo(Purpose.HEDGE);
    refuse(hedge, retryNs);
    return hedge;
  }

  private void refuse(OrderIntent order, long retryNs) {
    bench.send(new Event.OrderRejected(bench.nowNs, order.orderId(), "418", "banned", retryNs));
  }

  /** Quotes for a time, with the trade's timer; Binance refuses whatever is sent there. */
  private void go(long ns, OrderIntent order, long refuseForNs) {
    int seen = bench.orders().size();
    for (long until = bench.nowNs + ns; bench.nowNs < until; ) {
      bench.quotes();
      bench.send(new Event.TimerFired(bench.nowNs, Timers.trade(order.tradeId())));
      boolean sent = bench.orders().size() > seen;
      if (refuseForNs > 0 && sent && bench.last().instrument().venue() == Venue.BINANCE) {
        seen = bench.orders().size();
        refuse(bench.last(), refuseForNs);
      }
    }
  }

  @Test
  void shouldWaitAsLongAsTheVenueHasToldBeforeHedgingAgain() {
    OrderIntent hedge = refusedHedge(10 * SECOND);
    int before = bench.orders().size();

    go(9 * SECOND, hedge, 0);
    assertThat(bench.orders()).hasSize(before);

    go(1_500 * MS, hedge, 0);
    assertThat(bench.orders()).hasSize(before + 1);
    assertThat(bench.last().purpose()).isEqualTo(Purpose.HEDGE);
    assertThat(bench.last().quantityE8()).isEqualTo(hedge.quantityE8());
  }

  @Test
  void shouldTakeTheOtherVenueAtOnceWhenTheWaitIsLongerThanALegMayStandAlone() {
    OrderIntent hedge = refusedHedge(60 * SECOND);

    go(SECOND, hedge, 0);

    assertThat(bench.last().purpose()).isEqualTo(Purpose.UNWIND);
    assertThat(bench.last().instrument().venue()).isEqualTo(Venue.UPBIT);
  }

  @Test
  void shouldTryEverMoreRarelyWhileTheVenueGoesOnRefusing() {
    OrderIntent hedge = refusedHedge(250 * MS);

    go(25 * SECOND, hedge, 250 * MS);

    // After 0.5, 1, 2, 4 and 8 s; a longer wait is not waited for.
    long tries =
        bench.orders().stream()
            .filter(order -> order.intent().instrument().venue() == Venue.BINANCE)
            .count();
    assertThat(tries).isBetween(5L, 6L);
  }

  @Test
  void shouldEnterNothingWhileAVenueTakesNoOrders() {
    OrderIntent entry = bench.entry();
    refuse(entry, 120 * SECOND);
    bench.pass(40 * SECOND);
    int before = bench.orders().size();

    for (int i = 0; i < 200; i++) {
      bench.quotes();
    }

    assertThat(bench.orders()).hasSize(before);
    assertThat(bench.engine.snapshot().refusals()).containsKey("VENUE_HEALTH");
  }
}
