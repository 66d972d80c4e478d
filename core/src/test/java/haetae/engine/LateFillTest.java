package haetae.engine;

import static haetae.engine.EngineBench.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import haetae.engine.Event.OperatorCommand.Action;
import haetae.execution.OrderIntent;
import haetae.execution.OrderIntent.Purpose;
import haetae.market.Asset;
import haetae.market.Fixed;
import haetae.market.Venue;
import java.math.RoundingMode;
import org.junit.jupiter.api.Test;

/** A fill that is heard of only after a human has taken its effect over counts once. */
class LateFillTest {
  private static final Asset BTC = new Asset("BTC");
  private static final long KRW = 10_000_000 * Fixed.ONE;

  private final EngineBench bench = new EngineBench();

  private void balance(Venue venue, Asset asset, long e8) {
    bench.send(new Event.BalanceReported(bench.nowNs, venue, asset, e8, 0));
  }

  private void resume() {
    bench.send(new Event.OperatorCommand(bench.nowNs, Action.RESUME, "seen"));
  }

  private static long fundsE8(OrderIntent order) {
    return Fixed.multiplyE8(order.limitPriceE8(), order.quantityE8(), RoundingMode.HALF_EVEN);
  }

  @Test
  void shouldCountAFillOnceThatWasTakenOverAsAnExternalFlow() {
    OrderIntent entry = bench.entry();
    bench.end(entry, 0);
    bench.pass(60 * SECOND);
    long krw = KRW - fundsE8(entry);
    balance(Venue.UPBIT, BTC, entry.quantityE8());
    balance(Venue.UPBIT, Asset.KRW, krw);
    resume();
    assertThat(bench.engine.ledgerE8(Venue.UPBIT, BTC)).isEqualTo(entry.quantityE8());

    bench.quotes();
    bench.fill(entry, entry.quantityE8());

    assertThat(bench.engine.ledgerE8(Venue.UPBIT, BTC)).isEqualTo(entry.quantityE8());
    assertThat(bench.engine.ledgerE8(Venue.UPBIT, Asset.KRW)).isEqualTo(krw);
    assertThat(bench.last().purpose()).isEqualTo(Purpose.HEDGE);
    assertThat(bench.last().quantityE8()).isEqualTo(entry.quantityE8());
    assertThat(bench.engine.positions().getFirst().upbitE8()).isEqualTo(entry.quantityE8());
    balance(Venue.UPBIT, BTC, entry.quantityE8());
    assertThat(bench.engine.snapshot().ledgerBreaks()).isEqualTo(2);
  }

  @Test
  void shouldTakeBackNoMoreThanTheFillExplains() {
    OrderIntent entry = bench.entry();
    bench.end(entry, 0);
    bench.pass(60 * SECOND);
    balance(Venue.UPBIT, BTC, entry.quantityE8() + Fixed.ONE);
    resume();

    bench.fill(entry, entry.quantityE8());

    assertThat(bench.engine.ledgerE8(Venue.UPBIT, BTC)).isEqualTo(entry.quantityE8() + Fixed.ONE);
    assertThat(bench.engine.ledgerE8(Venue.UPBIT, Asset.KRW)).isEqualTo(KRW - fundsE8(entry));
  }

  @Test
  void shouldBookAFillOfALaterOrderInFull() {
    bench.quotes();
    bench.pass(60 * SECOND);
    balance(Venue.UPBIT, BTC, Fixed.ONE);
    resume();

    OrderIntent entry = bench.entry();
    bench.fill(entry, entry.quantityE8());

    assertThat(bench.engine.ledgerE8(Venue.UPBIT, BTC)).isEqualTo(Fixed.ONE + entry.quantityE8());
  }

  @Test
  void shouldCountAHedgeOnceWhoseContractsWereTakenOver() {
    OrderIntent entry = bench.entry();
    bench.fill(entry, entry.quantityE8());
    bench.end(entry, entry.quantityE8());
    OrderIntent hedge = bench.last();
    bench.end(hedge, 0);
    OrderIntent second = bench.last();
    bench.fill(second, second.quantityE8());
    bench.end(second, second.quantityE8());
    bench.pass(60 * SECOND);
    bench.send(new Event.PositionReported(bench.nowNs, 1, -2 * hedge.quantityE8()));
    resume();

    bench.fill(hedge, hedge.quantityE8());

    bench.send(new Event.PositionReported(bench.nowNs, 1, -2 * hedge.quantityE8()));
    assertThat(bench.engine.snapshot().ledgerBreaks()).isEqualTo(1);
    PositionView position = bench.engine.positions().getFirst();
    assertThat(position.binanceE8()).isEqualTo(-2 * hedge.quantityE8());
    // What is too much is bought back.
    assertThat(bench.last().instrument().venue()).isEqualTo(Venue.BINANCE);
    assertThat(bench.last().quantityE8()).isEqualTo(hedge.quantityE8());
  }

  @Test
  void shouldWaitForTheFillItLacksWhenThereIsNothingToReduce() {
    bench.settle(bench.entry());
    bench.send(new Event.OperatorCommand(bench.nowNs, Action.FLATTEN, "drill"));
    OrderIntent exit = bench.last();
    bench.fill(exit, exit.quantityE8());
    bench.end(exit, exit.quantityE8());
    OrderIntent hedge = bench.last();
    assertThat(hedge.reduceOnly()).isTrue();
    bench.end(hedge, 0);
    OrderIntent again = bench.last();
    int sent = bench.orders().size();
    long asked = bench.queries();

    bench.send(
        new Event.OrderRejected(
            bench.nowNs, again.orderId(), Event.OrderRejected.NOTHING_TO_REDUCE, "test"));
    for (int i = 0; i < 20; i++) {
      bench.quotes();
    }

    assertThat(bench.orders()).as("nothing is sent for two seconds").hasSize(sent);
    assertThat(bench.queries()).as("the last orders are asked for").isGreaterThan(asked + 1);

    bench.fill(hedge, hedge.quantityE8());
    bench.pass(60 * SECOND);
    bench.send(new Event.TimerFired(bench.nowNs, Timers.trade(hedge.tradeId())));

    assertThat(bench.orders()).hasSize(sent);
    assertThat(bench.engine.positions()).isEmpty();
  }
}
