package haetae.engine;

import static org.assertj.core.api.Assertions.assertThat;

import haetae.engine.Command.AlertKind;
import haetae.execution.OrderIntent.Purpose;
import haetae.market.Asset;
import haetae.market.InstrumentKind;
import haetae.market.Venue;
import haetae.risk.StopRules;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Entries and exits of both strategies, through the engine. */
class ExitsTest {
  private static final long SECOND = MarketBench.SECOND;
  private static final long LOW = -20_000;
  private static final EngineConfig ONE_COIN =
      Configs.capital(
          MarketBench.coins(1, InstrumentKind.PERPETUAL, 100_000), TestConfigs.capital(100_000));

  private static List<String> reasons(MarketBench bench) {
    return bench.commands.stream()
        .filter(Command.RecordTrade.class::isInstance)
        .map(command -> ((Command.RecordTrade) command).trade().exitReason())
        .toList();
  }

  private static void wallet(MarketBench bench, boolean open) {
    bench.send(
        new Event.WalletStatusChanged(bench.nowNs, Venue.UPBIT, new Asset("C0"), true, open));
  }

  @Test
  void shouldTradeThePremiumsReversion() {
    MarketBench bench = new MarketBench(Configs.reverting(ONE_COIN));
    bench.trade(0, 70 * SECOND);
    assertThat(bench.orders()).isEmpty();

    bench.trade(LOW, 8 * SECOND);
    assertThat(bench.orders(Purpose.ENTRY)).hasSize(1);
    assertThat(MarketBench.buys(bench.orders().getFirst())).isTrue();
    bench.trade(0, 10 * SECOND);

    assertThat(reasons(bench)).containsAnyOf("REVERTED", "TAKE_PROFIT");
    assertThat(bench.engine.snapshot().openPositions()).isZero();
  }

  @Test
  void shouldLeaveNearTheMeanBeforeTheTarget() {
    StopRules noTarget =
        new StopRules(true, false, 12_000, 20, 2_000_000, 5_000, 0, 96 * MarketBench.HOUR);
    MarketBench bench = new MarketBench(Configs.stops(Configs.reverting(ONE_COIN), noTarget));
    bench.trade(0, 70 * SECOND);
    bench.trade(LOW, 8 * SECOND);
    bench.trade(-1_000, 10 * SECOND);

    assertThat(reasons(bench)).containsExactly("REVERTED");
  }

  @Test
  void shouldStopWhenTheStrategySaysSo() {
    StopRules noStops =
        new StopRules(false, false, 12_000, 20, 2_000_000, 0, 0, 96 * MarketBench.HOUR);
    MarketBench bench = new MarketBench(Configs.stops(Configs.reverting(ONE_COIN), noStops));
    bench.trade(0, 70 * SECOND);
    bench.trade(LOW, 8 * SECOND);
    bench.trade(-90_000, 5 * SECOND);

    assertThat(reasons(bench)).containsExactly("STOP_Z");
    assertThat(bench.engine.snapshot().stopLosses()).isEqualTo(1);
  }

  @Test
  void shouldCloseBothLegsWhenThePremiumWidens() {
    MarketBench bench = new MarketBench(ONE_COIN);
    bench.trade(LOW, 5 * SECOND);
    assertThat(bench.engine.snapshot().openPositions()).isEqualTo(1);

    bench.trade(LOW - 8_000, 5 * SECOND);

    assertThat(reasons(bench)).containsExactly("STOP_PREMIUM_WIDENED");
    assertThat(bench.engine.positions()).isEmpty();
    assertThat(bench.alerts(AlertKind.STOPLOSS)).singleElement().asString().contains("Stop-loss");
    // The pair rests after the stop.
    assertThat(bench.orders(Purpose.ENTRY)).hasSize(1);
  }

  @Test
  void shouldCloseAtADistanceOfTheTrueRange() {
    StopRules atr = new StopRules(true, true, 12_000, 2, 1_000_000, 0, 0, 96 * MarketBench.HOUR);
    MarketBench bench = new MarketBench(Configs.stops(ONE_COIN, atr));
    bench.trade(LOW, 200 * SECOND);
    assertThat(bench.engine.snapshot().openPositions()).isEqualTo(1);

    bench.trade(LOW - 4_000, 5 * SECOND);

    assertThat(reasons(bench)).containsExactly("STOP_ATR");
  }

  @Test
  void shouldNotStopIntoAGapWhileTransfersAreClosed() {
    MarketBench bench = new MarketBench(ONE_COIN);
    bench.trade(LOW, 5 * SECOND);
    wallet(bench, false);

    bench.trade(LOW - 8_000, 5 * SECOND);
    assertThat(bench.engine.snapshot().openPositions()).isEqualTo(1);
    assertThat(bench.alerts(AlertKind.STOPLOSS))
        .singleElement()
        .asString()
        .contains("frozen", "UPBIT C0 withdrawals");

    wallet(bench, true);
    bench.trade(LOW - 8_000, 5 * SECOND);
    assertThat(reasons(bench)).containsExactly("STOP_PREMIUM_WIDENED");
  }
}
