package haetae.sim;

import static org.assertj.core.api.Assertions.assertThat;

import haetae.Seed;
import haetae.engine.Command;
import haetae.engine.Engine;
import haetae.engine.EngineConfig;
import haetae.engine.EngineSnapshot;
import haetae.engine.Event;
import haetae.engine.EventHandler;
import haetae.engine.TestConfigs;
import haetae.market.Asset;
import haetae.market.Fixed;
import haetae.market.Instrument;
import haetae.market.Venue;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** An engine in a simulated market, with everything that happened. */
final class World {
  static final long START = 1_795_500_000_000_000_000L;
  static final long SECOND = 1_000_000_000L;

  final EngineConfig config;
  final Engine engine;
  final Accounts accounts;
  final TimedRun run;
  final List<Command> commands = new ArrayList<>();

  World(long seed, long positionKrw, ExchangeRules rules) {
    this(seed, TestConfigs.config(positionKrw), rules, engine -> engine);
  }

  /** A world whose events go to the engine through something else. */
  World(
      long seed, EngineConfig config, ExchangeRules rules, Function<Engine, EventHandler> around) {
    this.config = config;
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
    run = new TimedRun(market, exchange, around.apply(engine), commands::add, START);
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

  long hashAfter(int minutes) {
    minutes(minutes);
    return engine.stateHash();
  }

  /** Slow venues that fill in parts, refuse, lose and delay what they tell. */
  static ExchangeRules faulty(Seed seed) {
    return new ExchangeRules(
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
  }

  /**
   * No new entries; whatever is in flight gets the time to end. Exits go on meanwhile, so a moment
   * in which none is under way is waited for.
   */
  EngineSnapshot drain() {
    long now = run.nowNs();
    run.deliver(new Event.OperatorCommand(now, Event.OperatorCommand.Action.REDUCE, "end of test"));
    run.advanceTo(now + 300 * SECOND);
    for (int i = 0; i < 120 && busy(); i++) {
      run.advanceTo(run.nowNs() + SECOND);
    }
    return engine.snapshot();
  }

  private boolean busy() {
    EngineSnapshot now = engine.snapshot();
    return now.ordersInFlight() + now.tradesInTransit() > 0;
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
