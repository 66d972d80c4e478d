package haetae.sim;

import static org.assertj.core.api.Assertions.assertThat;

import haetae.Seed;
import haetae.engine.Command;
import haetae.engine.Engine;
import haetae.engine.EngineConfig;
import haetae.engine.EngineSnapshot;
import haetae.engine.Event;
import haetae.engine.TestConfigs;
import haetae.market.Asset;
import haetae.market.Fixed;
import haetae.market.Instrument;
import haetae.market.Venue;
import haetae.risk.TradingState;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The engine in simulated markets: it trades, keeps its books, and does the same again. */
class EngineSimulationTest {
  private static final long START = 1_795_500_000_000_000_000L;
  private static final long SECOND = 1_000_000_000L;

  private static final class World {
    final EngineConfig config;
    final Engine engine;
    final Accounts accounts;
    final VirtualRun run;
    final List<Command> commands = new ArrayList<>();

    World(long seed, long positionKrw, ExchangeRules rules) {
      config = TestConfigs.config(positionKrw);
      engine = new Engine(config);
      accounts = new Accounts(rules.leverage());
      accounts.add(Venue.UPBIT, Asset.KRW, 10_000_000 * Fixed.ONE);
      accounts.add(Venue.UPBIT, new Asset("BTC"), Fixed.ONE / 20);
      accounts.add(Venue.UPBIT, new Asset("ETH"), 2 * Fixed.ONE);
      accounts.add(Venue.BINANCE, Asset.USDT, 10_000 * Fixed.ONE);
      SimulatedMarket market =
          new SimulatedMarket(
              MarketModel.lively(), config.pairs(), List.of(77_000.0, 2_900.0), seed, START);
      ExchangeModel exchange = new ExchangeModel(config.instruments(), rules, accounts, seed);
      run = new VirtualRun(market, exchange, engine, commands::add, START);
      run.open();
    }

    EngineSnapshot minutes(int minutes) {
      for (int cycle = 1; cycle <= 2 * minutes; cycle++) {
        long due = START + cycle * (30 * SECOND);
        run.advanceTo(due);
        run.deliver(new Event.CycleStarted(due, cycle));
      }
      return engine.snapshot();
    }

    /** No new entries; whatever is in flight gets the time to end. */
    EngineSnapshot drain() {
      long now = run.nowNs();
      run.deliver(
          new Event.OperatorCommand(now, Event.OperatorCommand.Action.REDUCE, "end of test"));
      run.advanceTo(now + 300 * SECOND);
      return engine.snapshot();
    }

    void mustBalance() {
      for (Instrument instrument : config.instruments()) {
        for (Asset asset : List.of(instrument.base(), instrument.quote())) {
          assertThat(engine.ledgerE8(instrument.venue(), asset))
              .as(instrument.venue() + " " + asset)
              .isEqualTo(accounts.walletE8(instrument.venue(), asset));
        }
      }
    }
  }

  private static final ExchangeRules CALM = ExchangeRules.faultless(40_000_000L, 25_000_000L);

  @Test
  void shouldTradeInALivelyMarket() {
    World world = new World(42, 250_000, CALM);

    EngineSnapshot end = world.minutes(60);

    assertThat(end.signals()).isPositive();
    assertThat(end.trades()).isPositive();
    assertThat(end.tradesClosed()).isPositive();
    assertThat(end.feesKrwE8()).isPositive();
    assertThat(end.pnlKrwE8()).isEqualTo(end.realizedKrwE8() + end.unrealizedKrwE8());
    assertThat(end.ledgerBreaks()).isZero();
    world.drain();
    world.mustBalance();
  }

  @Test
  void shouldDoTheSameAgainWithTheSameSeed() {
    World first = new World(7, 250_000, CALM);
    World second = new World(7, 250_000, CALM);
    World other = new World(8, 250_000, CALM);

    long hash = first.minutes(20).stateHash();

    assertThat(second.minutes(20).stateHash()).isEqualTo(hash);
    assertThat(second.commands.toString().replaceAll("@[0-9a-f]+", ""))
        .isEqualTo(first.commands.toString().replaceAll("@[0-9a-f]+", ""));
    assertThat(other.minutes(20).stateHash()).isNotEqualTo(hash);
  }

  @Test
  void shouldEndHedgedAndBalancedWhateverFails() {
    Seed.forAll(
        60,
        seed -> {
          ExchangeRules rules =
              new ExchangeRules(
                  500,
                  500,
                  false,
                  seed.between(1, 900) * 1_000_000,
                  seed.between(1, 900) * 1_000_000,
                  seed.between(0, 2_000_000),
                  (int) seed.between(1, 5),
                  seed.between(0, 600_000),
                  seed.between(0, 200_000),
                  seed.between(0, 300_000),
                  seed.between(0, 300_000));
          World world = new World(seed.anyLong(), 250_000, rules);

          world.minutes(30);
          EngineSnapshot end = world.drain();

          assertThat(end.ordersInFlight()).isZero();
          assertThat(end.tradesInTransit()).isZero();
          // A leg that no bound could cover stops everything and calls a human; else none is left.
          if (end.tradingState() == TradingState.HALTED) {
            assertThat(world.commands.toString()).contains("severity=CRITICAL").contains("stuck");
          } else {
            assertThat(end.unhedgedMs()).isZero();
          }
          assertThat(end.ledgerBreaks()).isZero();
          world.mustBalance();
        });
  }

  @Test
  void shouldStopLossesAndRebalanceInLongRuns() {
    long stops = 0;
    long rebalances = 0;
    for (long seed = 1; seed <= 6; seed++) {
      EngineSnapshot end = new World(seed, 250_000, CALM).minutes(240);
      stops += end.stopLosses();
      rebalances += end.rebalances();
    }

    assertThat(stops).isPositive();
    assertThat(rebalances).isPositive();
  }
}
