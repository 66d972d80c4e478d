package haetae.engine;

import static haetae.engine.MarketBench.ONE;
import static haetae.engine.MarketBench.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import haetae.engine.Event.OperatorCommand.Action;
import haetae.execution.OrderIntent;
import haetae.execution.OrderIntent.Purpose;
import haetae.market.Instrument;
import haetae.market.InstrumentKind;
import haetae.market.OrderRules;
import haetae.market.Pair;
import haetae.market.Side;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * A trade whose perpetual the account does not hold alone: what is reduce-only, and what is dust.
 */
class PerpetualDustTest {
  private static final long LOW = -20_000;

  /** Less than 50 USDT at 77,100. */
  private static final long SMALL = 40_000;

  private final Instrument upbit = TestConfigs.upbit(1, "BTC");
  private final Instrument perpetual = least(50 * ONE);
  private final MarketBench bench = new MarketBench(config());
  private long cycles;

  private static Instrument least(long minNotionalE8) {
    Instrument usual =
        TestConfigs.binance(2, "BTC", InstrumentKind.PERPETUAL, ONE / 10_000, ONE / 10);
    OrderRules rules = usual.rules();
    return new Instrument(
        usual.id(),
        usual.venue(),
        usual.kind(),
        usual.symbol(),
        usual.base(),
        usual.quote(),
        new OrderRules(
            rules.grid(),
            rules.lotE8(),
            rules.minQuantityE8(),
            rules.maxQuantityE8(),
            minNotionalE8,
            rules.maxNotionalE8()));
  }

  private EngineConfig config() {
    Instrument usdt = TestConfigs.upbit(0, "USDT");
    Pair pair = new Pair(0, upbit, perpetual, usdt);
    return TestConfigs.of(List.of(usdt, upbit, perpetual), List.of(pair), 100_000);
  }

  private long heldE8() {
    return bench.engine.perpetual(perpetual).netE8();
  }

  /** The owner trades by hand, and resumes, which takes over what the venue has. */
  private void byHand(long quantityE8) {
    long net = heldE8() + quantityE8;
    for (int i = 0; i < 3; i++) {
      bench.send(new Event.PositionReported(bench.nowNs, perpetual.id(), net));
      bench.nowNs += 10 * SECOND;
      bench.cycle(++cycles);
    }
    bench.send(new Event.OperatorCommand(bench.nowNs, Action.RESUME, "test"));
    assertThat(heldE8()).isEqualTo(net);
  }

  /** On the way out all but a small part of the perpetual fills. */
  private static long filled(OrderIntent order) {
    return order.side() == Side.BUY ? order.quantityE8() - SMALL : order.quantityE8();
  }

  private void leaveDust() {
    bench.trade(LOW, SECOND / 10);
    byHand(50_000);
    assertThat(heldE8()).isEqualTo(-40_000);
    bench.trade(0, SECOND, PerpetualDustTest::filled);
  }

  @Test
  void shouldEndATradeWhoseRestTheVenueWouldNotTake() {
    leaveDust();

    assertThat(bench.engine.positions()).isEmpty();
    assertThat(bench.engine.snapshot().tradesInTransit()).isZero();
    assertThat(bench.engine.dustE8(perpetual)).isEqualTo(-SMALL);
    assertThat(bench.engine.snapshot().orderErrors()).isZero();
  }

  @Test
  void shouldCloseTheRestWhenNothingStandsAgainstIt() {
    leaveDust();
    bench.cycle(++cycles);
    assertThat(bench.orders(Purpose.SWEEP)).isEmpty();

    byHand(-50_000);
    bench.quotes(0);
    bench.cycle(++cycles);

    OrderIntent sweep = bench.orders(Purpose.SWEEP).getFirst();
    assertThat(sweep.side()).isEqualTo(Side.BUY);
    assertThat(sweep.quantityE8()).isEqualTo(SMALL);
    assertThat(sweep.reduceOnly()).isTrue();
    bench.trade(0, SECOND);
    assertThat(heldE8()).isZero();
    assertThat(bench.engine.dustE8(perpetual)).isZero();
  }
}
