package haetae.engine;

import haetae.execution.ExecutionRules;
import haetae.execution.LegPolicy;
import haetae.market.Asset;
import haetae.market.FeeSchedule;
import haetae.market.Fixed;
import haetae.market.FixedTick;
import haetae.market.Instrument;
import haetae.market.InstrumentKind;
import haetae.market.OrderRules;
import haetae.market.Pair;
import haetae.market.PriceGrid;
import haetae.market.UpbitKrwBands;
import haetae.market.Venue;
import haetae.portfolio.DriftBands;
import haetae.risk.CapitalRules;
import haetae.risk.EntryRules;
import haetae.risk.LiveGuardRules;
import haetae.risk.PerpetualRules;
import haetae.risk.Rebalancer;
import haetae.risk.SafetyLimits;
import haetae.risk.StopRules;
import haetae.strategy.SpreadRule;
import haetae.strategy.StrategyRule;
import java.util.List;

/** Engines as the shipped configuration would make them, for tests of all modules. */
public final class TestConfigs {
  /** KRW amounts in E8. */
  public static final long WON = Fixed.ONE;

  private static final long SECOND = 1_000_000_000L;

  /** The spread rule as shipped. */
  public static final SpreadRule SPREAD = new SpreadRule(5_000, 2_000, 20_000, 500_000, 2);

  /** Limits with a memory as shipped, except that faulty venues may cause more unwinds. */
  public static final EntryRules ENTRY = new EntryRules(4, 20, 30_000, 10_000, 3 * SECOND, 8);

  private TestConfigs() {}

  /** The same capital limit everywhere. */
  public static CapitalRules capital(long krw) {
    return new CapitalRules(krw * WON, krw * WON, krw * WON, krw * WON);
  }

  /** Upbit KRW-BTC (0), Binance perpetual BTCUSDT (1), KRW-USDT (2), KRW-ETH (3), ETHUSDT (4). */
  public static List<Instrument> instruments() {
    return List.of(
        upbit(0, "BTC"),
        binance(1, "BTC", InstrumentKind.PERPETUAL, Fixed.ONE / 1_000, Fixed.ONE / 10),
        upbit(2, "USDT"),
        upbit(3, "ETH"),
        binance(4, "ETH", InstrumentKind.PERPETUAL, Fixed.ONE / 1_000, Fixed.ONE / 100));
  }

  /** BTC and ETH. */
  public static List<Pair> pairs(List<Instrument> all) {
    return List.of(
        new Pair(0, all.get(0), all.get(1), all.get(2)),
        new Pair(1, all.get(3), all.get(4), all.get(2)));
  }

  /** A KRW market of Upbit. */
  public static Instrument upbit(int id, String coin) {
    return new Instrument(
        id,
        Venue.UPBIT,
        InstrumentKind.SPOT,
        "KRW-" + coin,
        new Asset(coin),
        Asset.KRW,
        rules(new UpbitKrwBands(), 1, 5_000 * WON, 1_000_000_000L * WON));
  }

  /** A USDT market of Binance. */
  public static Instrument binance(
      int id, String coin, InstrumentKind kind, long lotE8, long tickE8) {
    return new Instrument(
        id,
        Venue.BINANCE,
        kind,
        coin + "USDT",
        new Asset(coin),
        Asset.USDT,
        rules(new FixedTick(tickE8), lotE8, 5 * Fixed.ONE, 10_000_000L * Fixed.ONE));
  }

  private static OrderRules rules(PriceGrid grid, long lot, long minNotional, long maxNotional) {
    return new OrderRules(grid, lot, 0, 1_000_000L * Fixed.ONE, minNotional, maxNotional);
  }

  /** Safety limits as shipped. */
  public static SafetyLimits safety() {
    return new SafetyLimits(
        300_000,
        500,
        3_000,
        300_000 * WON,
        150_000 * WON,
        30_000,
        20_000_000 * WON,
        1_000_000 * WON,
        60_000_000 * WON,
        5,
        1_000,
        500,
        3_000,
        700,
        250,
        10_000,
        20_000,
        300_000,
        80_000,
        60,
        3,
        60 * SECOND);
  }

  /** A configuration with a position size. */
  public static EngineConfig config(long positionKrw) {
    List<Instrument> instruments = instruments();
    return of(instruments, pairs(instruments), positionKrw);
  }

  /** A configuration of given routes. */
  public static EngineConfig of(List<Instrument> instruments, List<Pair> pairs, long positionKrw) {
    return of(
        instruments,
        pairs,
        new EngineConfig.Sizing(positionKrw * WON, Fixed.ONE / 100, 200_000 * WON, 10_000 * WON));
  }

  /** A configuration of given routes and sizes. */
  public static EngineConfig of(
      List<Instrument> instruments, List<Pair> pairs, EngineConfig.Sizing sizing) {
    FeeSchedule fees = new FeeSchedule(2_500, 1_000, 0, false);
    return new EngineConfig(
        "test",
        "mock",
        instruments,
        pairs,
        pairs.stream().map(p -> fees).toList(),
        pairs.stream().map(p -> (StrategyRule) SPREAD).toList(),
        capital(1_000_000),
        sizing,
        new ExecutionRules(
            new LegPolicy(LegPolicy.Order.SEQUENTIAL, LegPolicy.Lead.UPBIT),
            800,
            500,
            5,
            SECOND / 4,
            3 * SECOND,
            30 * SECOND,
            400_000 * WON,
            50_000 * WON),
        safety(),
        ENTRY,
        new StopRules(true, false, 12_000, 20, 2_000_000, 5_000, 6_000, 96 * 3_600 * SECOND),
        new Rebalancer(true, 600_000 * WON, 300_000),
        new DriftBands(200_000, 100_000),
        new LiveGuardRules(true, true, true, true, true, 3),
        new EngineConfig.Pacing(SECOND, 30 * SECOND, 900 * SECOND, 60 * SECOND),
        PerpetualRules.STANDARD);
  }

  /** The same, with both legs of an entry sent at once. */
  public static EngineConfig parallel(EngineConfig c) {
    ExecutionRules r = c.execution();
    ExecutionRules parallel =
        new ExecutionRules(
            new LegPolicy(LegPolicy.Order.PARALLEL, LegPolicy.Lead.UPBIT),
            r.slippageUpbitPpm(),
            r.slippageBinancePpm(),
            r.matchTries(),
            r.retryNs(),
            r.legTimeoutNs(),
            r.maxNakedNs(),
            r.maxNakedKrwE8(),
            r.maxUnwindLossKrwE8());
    return new EngineConfig(
        c.session(),
        c.mode(),
        c.instruments(),
        c.pairs(),
        c.fees(),
        c.strategies(),
        c.capital(),
        c.sizing(),
        parallel,
        c.safety(),
        c.entry(),
        c.stops(),
        c.rebalancer(),
        c.drift(),
        c.guard(),
        c.pacing(),
        c.perpetual());
  }
}
