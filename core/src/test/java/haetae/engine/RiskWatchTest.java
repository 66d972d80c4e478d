package haetae.engine;

import static haetae.engine.MarketBench.ONE;
import static haetae.engine.MarketBench.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import haetae.StrategyCases;
import haetae.engine.Command.AlertKind;
import haetae.execution.OrderIntent;
import haetae.execution.OrderIntent.Purpose;
import haetae.market.Asset;
import haetae.market.Direction;
import haetae.market.Fixed;
import haetae.market.InstrumentKind;
import haetae.market.Venue;
import haetae.portfolio.DriftBands;
import haetae.risk.EntryRules;
import haetae.risk.PerpetualRules;
import haetae.risk.TradingState;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What is watched once a cycle, and what funding, stock and exposure do to trading. */
class RiskWatchTest {
  private static final long LOW = -20_000;
  private static final Asset COIN = new Asset("C0");
  private static final EngineConfig PERPETUAL =
      MarketBench.coins(1, InstrumentKind.PERPETUAL, 100_000);
  private static final EngineConfig SPOT = MarketBench.coins(1, InstrumentKind.SPOT, 100_000);

  private static void stock(MarketBench bench, String upbit, String binance) {
    bench.nowNs += 20 * SECOND;
    bench.balance(Venue.UPBIT, COIN, Fixed.parse(upbit));
    bench.balance(Venue.BINANCE, COIN, Fixed.parse(binance));
    bench.cycle(1);
  }

  /** Case S28: which direction is left, and when a human should move coins. */
  @Test
  void shouldAdviseByTheDriftBands() {
    DriftBands bands = new DriftBands(200_000, 100_000);
    for (JsonNode row : StrategyCases.expected("S28")) {
      long share =
          DriftBands.upbitSharePpm(
              StrategyCases.e8(row.get("upbit_btc")), StrategyCases.e8(row.get("binance_btc")));
      List<String> action = new ArrayList<>(List.of(bands.advice(share).name()));
      if (bands.needsTransfer(share)) {
        action.add("TRANSFER_TICKET");
      }
      assertThat(String.join(" + ", action)).isEqualTo(row.get("action").asString());
    }
  }

  @Test
  void shouldAdviseATransferOnceUntilItChanges() {
    MarketBench bench = new MarketBench(SPOT);
    stock(bench, "0.05", "0.95");
    stock(bench, "0.05", "0.95");
    stock(bench, "0.06", "0.94");
    assertThat(bench.alerts(AlertKind.REBALANCE))
        .singleElement()
        .asString()
        .contains("C0", "UPBIT 0.05", "BINANCE 0.95", "moving 0.45 from BINANCE to UPBIT");

    stock(bench, "0.5", "0.5");
    stock(bench, "0.93", "0.07");
    assertThat(bench.alerts(AlertKind.REBALANCE))
        .hasSize(2)
        .last()
        .asString()
        .contains("moving 0.43 from UPBIT to BINANCE");
  }

  @Test
  void shouldNotAdviseForPerpetuals() {
    MarketBench bench = new MarketBench(PERPETUAL);
    stock(bench, "0", "0.95");

    assertThat(bench.alerts(AlertKind.REBALANCE)).isEmpty();
  }

  /** Case S25: what is left of 8 bp while a short pays 1.2 bp every 8 h. */
  @Test
  void shouldReckonWithFundingAsInTheWorkedCase() {
    for (JsonNode row : StrategyCases.expected("S25")) {
      Funding funding = new Funding(PerpetualRules.STANDARD, row.get("hold_h").asLong());
      funding.expected(new Event.FundingRateReported(0, 0, -12_000, 8));
      assertThat(800 - funding.carryPpm(Direction.BUY_UPBIT_SELL_BINANCE, 0))
          .isEqualTo(
              StrategyCases.decimal(row.get("net"))
                  .movePointRight(6)
                  .setScale(0, RoundingMode.UNNECESSARY)
                  .longValueExact());
    }
  }

  @Test
  void shouldNotEnterWhatFundingWouldEatUp() {
    assertThat(enteredWithFunding(0)).isEqualTo(1);
    // The short would pay 1.2 % in the next 8 hours: of 1.4 % net less than 0.5 % is left.
    assertThat(enteredWithFunding(-ONE * 12 / 1_000)).isZero();
    // What it would receive is not counted on, and does no harm.
    assertThat(enteredWithFunding(ONE * 12 / 1_000)).isEqualTo(1);
  }

  private static int enteredWithFunding(long rateE8) {
    MarketBench bench = new MarketBench(PERPETUAL);
    int perpetual = PERPETUAL.pairs().getFirst().binance().id();
    bench.send(new Event.FundingRateReported(bench.nowNs, perpetual, rateE8, 8));
    bench.quotes(LOW);
    bench.quotes(LOW);
    return bench.orders(Purpose.ENTRY).size();
  }

  @Test
  void shouldTellATripOnceAndLiftItAtAHumansWord() {
    EngineConfig config = Configs.entry(PERPETUAL, new EntryRules(0, 20, 30_000, 10_000, 0, 8));
    MarketBench bench = new MarketBench(config);
    bench.trade(LOW, SECOND);
    bench.trade(LOW - 8_000, SECOND);
    bench.cycle(1);
    bench.cycle(2);
    assertThat(bench.alerts(AlertKind.LOSS_LIMIT))
        .singleElement()
        .asString()
        .startsWith("Entries stopped: Losing pairs in a row: ");
    assertThat(bench.engine.view().stops()).containsExactly("Losing pairs in a row: 1 > 0");

    bench.send(
        new Event.OperatorCommand(bench.nowNs, Event.OperatorCommand.Action.RESUME, "looked"));
    assertThat(bench.engine.view().stops()).isEmpty();
    int before = bench.orders(Purpose.ENTRY).size();
    bench.nowNs += 901 * SECOND;
    bench.quotes(LOW);
    bench.quotes(LOW);
    bench.quotes(LOW);

    assertThat(bench.orders(Purpose.ENTRY)).hasSizeGreaterThan(before);
  }

  @Test
  void shouldTellTheHealthOfAVenueWhenItChanges() {
    MarketBench bench = new MarketBench(PERPETUAL);
    bench.quotes(0);
    bench.cycle(1);
    bench.nowNs += 11 * SECOND;
    bench.fx();
    bench.cycle(2);
    bench.cycle(3);

    assertThat(bench.commands.toString())
        .containsOnlyOnce("BINANCE health DEGRADED")
        .doesNotContain("UPBIT health");
  }

  @Test
  void shouldReallyReduceWhatIsAboveTheLimit() {
    EngineConfig config = MarketBench.coins(1, InstrumentKind.PERPETUAL, 250_000);
    MarketBench bench = new MarketBench(config);
    bench.trade(LOW, 6 * SECOND);
    long before = bench.engine.snapshot().exposureKrwE8();
    assertThat(before).isGreaterThan(600_000 * ONE);

    bench.send(
        new Event.OperatorCommand(
            bench.nowNs, Event.OperatorCommand.Action.PAUSE_ENTRIES, "no new ones"));
    // No more than may stand alone is closed at a time, so it may take a second cycle.
    bench.cycle(1);
    bench.trade(LOW, 2 * SECOND);
    bench.cycle(2);
    bench.trade(LOW, 2 * SECOND);

    List<OrderIntent> exits = bench.orders(Purpose.EXIT);
    assertThat(exits).isNotEmpty();
    assertThat(bench.engine.snapshot().rebalances()).isPositive();
    assertThat(bench.engine.snapshot().exposureKrwE8()).isLessThanOrEqualTo(600_000 * ONE);
    assertThat(bench.engine.snapshot().tradingState()).isEqualTo(TradingState.NORMAL);
  }
}
