package haetae.app.live;

import haetae.app.config.HaetaeConfig;
import haetae.engine.Engine;
import haetae.engine.EngineConfig;
import haetae.engine.EventSource;
import haetae.market.Asset;
import haetae.market.Fixed;
import haetae.market.InstrumentKind;
import haetae.market.Pair;
import haetae.market.Venue;
import haetae.sim.Accounts;
import haetae.sim.ExchangeModel;
import haetae.sim.ExchangeRules;
import haetae.sim.MarketModel;
import haetae.sim.SimulatedMarket;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/** Builds the simulated market and venues from the configuration. */
final class MockTape {
  private static final long NS_PER_MS = 1_000_000;

  /** Leverage of the simulated venues. */
  static final int LEVERAGE = 3;

  private static final long JITTER_PPM = 500_000;

  private MockTape() {}

  static Tape market(HaetaeConfig.Mock mock, List<Pair> pairs, long seed, long startNs) {
    List<Double> prices = new ArrayList<>();
    for (Pair pair : pairs) {
      BigDecimal price = mock.pricesUsdt().getOrDefault(pair.name(), BigDecimal.valueOf(100));
      prices.add(price.doubleValue());
    }
    SimulatedMarket market = new SimulatedMarket(model(mock), pairs, prices, seed, startNs);
    List<String> notes =
        List.of(
            "modelled: the whole market, seed " + seed + ": prices, books, latencies and fills");
    return new Tape(market, startNs, EventSource.END, mock.tickIntervalMs(), notes);
  }

  /** The statistics of the simulated market. */
  static MarketModel model(HaetaeConfig.Mock mock) {
    return new MarketModel(
        mock.usdtKrw().doubleValue(),
        3,
        mock.premiumMeanPct().doubleValue(),
        mock.premiumSdPct().doubleValue(),
        mock.premiumHalfLifeSec().doubleValue(),
        mock.jumpsPerHour().doubleValue(),
        mock.jumpSizePct().doubleValue(),
        mock.volatilityAnnualPct().doubleValue(),
        mock.tickIntervalMs(),
        12,
        20_000_000);
  }

  /** The venues that paper and mock orders go to. */
  static ExchangeModel exchange(HaetaeConfig config, EngineConfig engine, long seed) {
    return exchange(config, engine, seed, accounts(config.mock(), engine));
  }

  /** The same venues after a restart: they hold what the engine's ledger says. */
  static ExchangeModel reopened(
      HaetaeConfig config, EngineConfig engineConfig, long seed, Engine engine) {
    Accounts accounts = Accounts.like(engine, engineConfig.instruments(), LEVERAGE);
    ExchangeModel exchange = exchange(config, engineConfig, seed, accounts);
    exchange.resume(engineConfig.session(), engine.ordersInFlight());
    return exchange;
  }

  private static ExchangeModel exchange(
      HaetaeConfig config, EngineConfig engine, long seed, Accounts accounts) {
    HaetaeConfig.Mock mock = config.mock();
    long partialPpm = EngineConfigs.ppm(mock.partialFillPct());
    long rejectPpm = EngineConfigs.ppm(mock.rejectPct());
    ExchangeRules rules = rules(mock, engine, partialPpm, rejectPpm);
    return new ExchangeModel(engine.instruments(), rules, accounts, seed);
  }

  /** Venues that fill what the books show and refuse nothing by chance: for a comparison. */
  static ExchangeModel exactly(
      HaetaeConfig config, EngineConfig engine, long seed, Accounts accounts) {
    ExchangeRules rules = rules(config.mock(), engine, 0, 0);
    return new ExchangeModel(engine.instruments(), rules, accounts, seed);
  }

  private static ExchangeRules rules(
      HaetaeConfig.Mock mock, EngineConfig engine, long partialPpm, long rejectPpm) {
    boolean inBase =
        engine.pairs().stream().anyMatch(p -> p.binance().kind() == InstrumentKind.SPOT);
    return new ExchangeRules(
        EngineConfigs.ppm(mock.upbitFeePct()),
        EngineConfigs.ppm(mock.binanceFeePct()),
        inBase,
        mock.latencyMsUpbit() * NS_PER_MS,
        mock.latencyMsBinance() * NS_PER_MS,
        JITTER_PPM,
        LEVERAGE,
        partialPpm,
        rejectPpm,
        0,
        0);
  }

  private static Accounts accounts(HaetaeConfig.Mock mock, EngineConfig engine) {
    Accounts accounts = new Accounts(LEVERAGE);
    fill(accounts, mock, engine);
    return accounts;
  }

  /** Adds what section {@code mock} begins with. */
  static void fill(Accounts accounts, HaetaeConfig.Mock mock, EngineConfig engine) {
    accounts.add(Venue.UPBIT, Asset.KRW, EngineConfigs.e8(mock.krwBalance()));
    accounts.add(Venue.BINANCE, Asset.USDT, EngineConfigs.e8(mock.usdtBalance()));
    for (Pair pair : engine.pairs()) {
      BigDecimal usdt = mock.pricesUsdt().getOrDefault(pair.name(), BigDecimal.valueOf(100));
      double price = usdt.doubleValue() * mock.usdtKrw().doubleValue();
      long coins = Math.round(mock.coinWorthKrw().doubleValue() / price * Fixed.ONE);
      accounts.add(Venue.UPBIT, pair.upbit().base(), coins);
      if (pair.binance().kind() == InstrumentKind.SPOT) {
        accounts.add(Venue.BINANCE, pair.binance().base(), coins);
      }
    }
  }
}
