package haetae.app.live;

import haetae.app.config.HaetaeConfig;
import haetae.app.config.StrategyRules;
import haetae.engine.EngineConfig;
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
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Turns the configuration into the engine's own values. Percent to ppm is exact. */
public final class EngineConfigs {
  private static final int PERCENT_TO_PPM = 4;
  private static final int BPS_TO_PPM = 2;
  private static final long NS_PER_MS = 1_000_000;
  private static final long SECONDS_PER_HOUR = 3_600;
  private static final long MS_PER_MINUTE = 60_000;
  private static final BigDecimal UPBIT_MIN_KRW = BigDecimal.valueOf(5_000);
  private static final BigDecimal UPBIT_MAX_KRW = BigDecimal.valueOf(1_000_000_000L);
  private static final BigDecimal BINANCE_MAX_USDT = BigDecimal.valueOf(10_000_000L);

  private EngineConfigs() {}

  /**
   * Quote ages that a recording with rare rows makes necessary.
   *
   * @param extraMs added to each limit on age and skew, 0 for a real feed
   */
  public record Patience(long extraMs) {}

  /** The engine's configuration. */
  public static EngineConfig of(
      HaetaeConfig config, String mode, String session, Patience patience) {
    List<Instrument> instruments = instruments(config);
    List<Pair> pairs = pairs(config, instruments);
    return new EngineConfig(
        session,
        mode,
        instruments,
        pairs,
        pairs.stream().map(pair -> fees(config, pair)).toList(),
        StrategyRules.of(config),
        capital(config.capital()),
        new EngineConfig.Sizing(
            e8(config.executionEngine().positionSizeKrw()),
            e8(config.executionEngine().positionSizeBtc()),
            e8(config.executionEngine().residualCapKrw()),
            e8(config.signalEngine().minTradeAmountKrw())),
        execution(config.executionEngine()),
        safety(config, patience.extraMs()),
        entry(config),
        stops(config.stoploss()),
        new Rebalancer(
            config.rebalancer().enabled(),
            e8(config.rebalancer().maxExposureKrw()),
            scaled(config.rebalancer().reducePct(), 6)),
        new DriftBands(
            ppm(config.rebalancer().softBandPct()), ppm(config.rebalancer().hardBandPct())),
        guard(config),
        new EngineConfig.Pacing(
            config.executionEngine().cooldownAfterEntryMs() * NS_PER_MS,
            config.executionEngine().cooldownAfterFailureMs() * NS_PER_MS,
            config.stoploss().cooldownSec() * NS_PER_MS * 1_000,
            scaled(config.stoploss().atrBarSec(), 9)),
        perpetual(config.safety()));
  }

  /** KRW-USDT first, then the two instruments of each pair. */
  private static List<Instrument> instruments(HaetaeConfig config) {
    List<Instrument> all = new ArrayList<>();
    String fx = config.fx().symbol();
    all.add(upbit(0, fx, fx.substring(fx.indexOf('-') + 1)));
    for (HaetaeConfig.Route route : config.pairs()) {
      all.add(upbit(all.size(), route.upbit(), route.base()));
      all.add(binance(all.size(), route));
    }
    return all;
  }

  private static Instrument upbit(int id, String symbol, String base) {
    OrderRules rules =
        new OrderRules(
            new UpbitKrwBands(), 1, 0, Long.MAX_VALUE / 4, e8(UPBIT_MIN_KRW), e8(UPBIT_MAX_KRW));
    return new Instrument(
        id, Venue.UPBIT, InstrumentKind.SPOT, symbol, new Asset(base), Asset.KRW, rules);
  }

  private static Instrument binance(int id, HaetaeConfig.Route route) {
    OrderRules rules =
        new OrderRules(
            new FixedTick(e8(route.tick())),
            e8(route.lot()),
            0,
            Long.MAX_VALUE / 4,
            e8(route.minNotionalUsdt()),
            e8(BINANCE_MAX_USDT));
    boolean spot = route.binanceMarket().equals("spot");
    return new Instrument(
        id,
        Venue.BINANCE,
        spot ? InstrumentKind.SPOT : InstrumentKind.PERPETUAL,
        route.binance(),
        new Asset(route.base()),
        Asset.USDT,
        rules);
  }

  private static List<Pair> pairs(HaetaeConfig config, List<Instrument> instruments) {
    List<Pair> pairs = new ArrayList<>();
    for (int i = 0; i < config.pairs().size(); i++) {
      pairs.add(
          new Pair(i, instruments.get(1 + 2 * i), instruments.get(2 + 2 * i), instruments.get(0)));
    }
    return pairs;
  }

  private static FeeSchedule fees(HaetaeConfig config, Pair pair) {
    return StrategyRules.fees(config, pair.binance().kind() == InstrumentKind.SPOT);
  }

  private static CapitalRules capital(HaetaeConfig.CapitalSection c) {
    return new CapitalRules(
        e8(c.totalKrw()), e8(c.perPairKrw()), e8(c.upbitKrw()), e8(c.binanceKrw()));
  }

  private static EntryRules entry(HaetaeConfig config) {
    HaetaeConfig.Safety s = config.safety();
    return new EntryRules(
        s.maxLosingPairs(),
        s.maxUnwindsPerHour(),
        ppm(s.tooGoodPct()),
        ppm(s.jumpPct()),
        scaled(s.jumpFreezeSec(), 9),
        config.signalEngine().expectedHoldHours(),
        ppm(s.premiumGapPct()));
  }

  private static PerpetualRules perpetual(HaetaeConfig.Safety s) {
    return new PerpetualRules(
        scaled(s.marginAlarm(), 6),
        scaled(s.marginSevere(), 6),
        scaled(s.marginReduce(), 6),
        scaled(s.marginClose(), 6),
        scaled(s.fundingBlockMin().multiply(BigDecimal.valueOf(MS_PER_MINUTE)), 0),
        scaled(s.fundingSpikeBps(), BPS_TO_PPM),
        scaled(s.fundingSumBps(), BPS_TO_PPM));
  }

  private static ExecutionRules execution(HaetaeConfig.ExecutionEngine e) {
    return new ExecutionRules(
        new LegPolicy(
            LegPolicy.Order.valueOf(e.legOrder().toUpperCase(Locale.ROOT)),
            LegPolicy.Lead.valueOf(e.leadLeg().toUpperCase(Locale.ROOT))),
        scaled(e.maxSlippageBpsUpbit(), BPS_TO_PPM),
        scaled(e.maxSlippageBpsBinance(), BPS_TO_PPM),
        e.hedgeTries(),
        e.hedgeRetryMs() * NS_PER_MS,
        e.legTimeoutMs() * NS_PER_MS,
        scaled(e.maxNakedSeconds(), 9),
        e8(e.maxNakedKrw()),
        e8(e.maxUnwindLossKrw()));
  }

  private static SafetyLimits safety(HaetaeConfig config, long extraMs) {
    HaetaeConfig.Safety s = config.safety();
    HaetaeConfig.PositionEngine p = config.positionEngine();
    return new SafetyLimits(
        300_000,
        500,
        ppm(s.maxSlippagePct()),
        e8(s.maxPositionSizeKrw()),
        e8(s.maxDailyLossKrw().min(p.maxDailyLossKrw())),
        ppm(s.maxDrawdownPct()),
        e8(s.minLiquidityKrw()),
        e8(p.maxExposureKrw()),
        e8(s.maxNetFxExposureKrw()),
        p.maxOpenPositions(),
        s.maxQuoteAgeMsUpbit() + extraMs,
        s.maxQuoteAgeMsBinance() + extraMs,
        s.maxQuoteAgeMsFx() + extraMs,
        s.maxQuoteSkewMs() + extraMs,
        s.maxClockOffsetMs(),
        ppm(s.maxSpreadPct()),
        ppm(s.priceBandPct()),
        ppm(s.depthSharePct()),
        ppm(s.fxSanityPct()),
        s.maxOrdersPerMinute(),
        s.breakerFailures(),
        scaled(s.breakerCooldownSec(), 9));
  }

  private static StopRules stops(HaetaeConfig.Stoploss s) {
    BigDecimal holdSec = s.maxHoldHours().multiply(BigDecimal.valueOf(SECONDS_PER_HOUR));
    return new StopRules(
        s.enabled(),
        s.mode().equals("dynamic"),
        ppm(s.staticPct()),
        s.atrWindow(),
        scaled(s.atrMultiple(), 6),
        scaled(s.premiumStopBps(), BPS_TO_PPM),
        scaled(s.takeProfitBps(), BPS_TO_PPM),
        scaled(holdSec, 9));
  }

  /** What live trading needs. */
  static LiveGuardRules guard(HaetaeConfig config) {
    HaetaeConfig.LiveGuards g = config.liveGuards();
    boolean redis = config.redis().enabled() && config.safety().requireRedisHeartbeat();
    return new LiveGuardRules(
        g.requireEnvFlag(),
        g.requireManualConfirmFile(),
        g.requireSafetyPass(),
        redis,
        g.dryRunOnStartup(),
        g.dryRunCycles());
  }

  /** A percentage in parts per million. */
  static long ppm(BigDecimal percent) {
    return scaled(percent, PERCENT_TO_PPM);
  }

  private static long scaled(BigDecimal value, int places) {
    return value.movePointRight(places).setScale(0, RoundingMode.UNNECESSARY).longValueExact();
  }

  static long e8(BigDecimal value) {
    return Fixed.ofDecimal(value, RoundingMode.UNNECESSARY);
  }
}
