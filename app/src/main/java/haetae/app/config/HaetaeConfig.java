package haetae.app.config;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

/**
 * The whole configuration, one record a section; keys are the component names in snake case.
 *
 * <p>Meaning, unit and default of each key stand in {@code config/live.yml}, which is also where
 * the defaults are read from. Immutable.
 */
public record HaetaeConfig(
    Mode mode,
    LiveGuards liveGuards,
    VenueAccess upbit,
    BinanceAccess binance,
    List<Route> pairs,
    SignalEngine signalEngine,
    StrategySection strategy,
    ReversionSection reversion,
    CapitalSection capital,
    ExecutionEngine executionEngine,
    OrderManagerSection orderManager,
    Safety safety,
    PositionEngine positionEngine,
    Stoploss stoploss,
    RebalancerSection rebalancer,
    AlertSection alert,
    Websocket websocket,
    MetricsServer metricsServer,
    ShadowSection shadow,
    Storage storage,
    Redis redis,
    Fx fx,
    String dataDir,
    Journal journal,
    LeaseSection lease,
    SuperviseSection supervise,
    boolean mockMode,
    Logging logging,
    SysMonitor sysMonitor,
    WatchdogSection watchdog,
    Longrun longrun,
    Health health,
    Mock mock,
    Replay replay,
    RuntimeSection runtime) {

  /** The same with other pairs. */
  public HaetaeConfig withPairs(List<Route> others) {
    return new HaetaeConfig(
        mode,
        liveGuards,
        upbit,
        binance,
        List.copyOf(others),
        signalEngine,
        strategy,
        reversion,
        capital,
        executionEngine,
        orderManager,
        safety,
        positionEngine,
        stoploss,
        rebalancer,
        alert,
        websocket,
        metricsServer,
        shadow,
        storage,
        redis,
        fx,
        dataDir,
        journal,
        lease,
        supervise,
        mockMode,
        logging,
        sysMonitor,
        watchdog,
        longrun,
        health,
        mock,
        replay,
        runtime);
  }

  /** Section {@code mode}. */
  public record Mode(@OneOf({"mock", "paper", "live"}) String current) {}

  /** Section {@code live_guards}. */
  public record LiveGuards(
      boolean requireEnvFlag,
      boolean requireManualConfirmFile,
      boolean requireSafetyPass,
      boolean dryRunOnStartup,
      @Range(max = 1_000_000) int dryRunCycles) {}

  /** Section {@code upbit}. */
  public record VenueAccess(
      boolean enabled,
      String apiKey,
      String apiSecret,
      String restUrl,
      String wsUrl,
      RateLimit rateLimit) {}

  /** Section {@code binance}. */
  public record BinanceAccess(
      boolean enabled,
      String apiKey,
      String apiSecret,
      String restUrl,
      String wsUrl,
      String futuresRestUrl,
      String futuresWsUrl,
      String wsApiUrl,
      @Range(min = 200, max = 2_000) int orderWindowMs,
      @Range(min = 100, max = 10_000) int readLagMs,
      RateLimit rateLimit) {}

  /** Key {@code rate_limit} of a venue. */
  public record RateLimit(
      @Range(min = 1, max = 1_000) int requestsPerSecond,
      @Range(min = 1, max = 10_000) int burstSize) {}

  /** One item of {@code pairs}. */
  public record Route(
      String base,
      String upbit,
      String binance,
      @OneOf({"futures", "spot"}) String binanceMarket,
      @Range(min = 1e-8) BigDecimal lot,
      @Range(min = 1e-8) BigDecimal tick,
      @Range BigDecimal minNotionalUsdt) {}

  /** Section {@code signal_engine}. */
  public record SignalEngine(
      @Range(max = 100, decimals = 4) BigDecimal minSpreadPct,
      @Range(max = 5, decimals = 4) BigDecimal upbitFee,
      @Range(max = 5, decimals = 4) BigDecimal binanceFee,
      @Range(max = 10, decimals = 4) BigDecimal slippagePct,
      @Range BigDecimal minTradeAmountKrw,
      @Range(min = 0.0001, max = 100, decimals = 4) BigDecimal fullConfidencePct,
      @Range(max = 1, decimals = 6) BigDecimal minConfidence,
      @Range(min = 1, max = 1_000) int confirmUpdates,
      @Range(max = 10_000) int expectedHoldHours) {}

  /** Section {@code strategy}. */
  public record StrategySection(@OneOf({"spread", "reversion"}) String kind, String perPair) {}

  /** Section {@code reversion}. */
  public record ReversionSection(
      @Range(max = 10_000, decimals = 2) BigDecimal minNetBps,
      @Range(min = 0.001, max = 86_400, decimals = 3) BigDecimal sampleSec,
      @Range(min = 4, max = 100_000) int window,
      @Range(min = 0.01, max = 100, decimals = 6) BigDecimal zEnter,
      @Range(max = 100, decimals = 6) BigDecimal zExit,
      @Range(min = 0.01, max = 100, decimals = 6) BigDecimal zStop,
      @Range(min = 0.01, max = 10_000, decimals = 2) BigDecimal sdFloorBps,
      @Range(max = 100, decimals = 4) BigDecimal percentile,
      boolean fit,
      @Range(min = 0.001, decimals = 3) BigDecimal halfLifeMinSec,
      @Range(min = 0.001, max = 100_000, decimals = 3) BigDecimal halfLifeMaxHours,
      @Range(min = 1, max = 1_000) int halfLives,
      @Range(min = 0.001, max = 100_000, decimals = 3) BigDecimal maxHoldHours,
      @Range(max = 100, decimals = 4) BigDecimal enterHighPct,
      @Range(max = 100, decimals = 4) BigDecimal enterLowPct,
      @Range(max = 100, decimals = 4) BigDecimal exitPct,
      @Range(max = 100, decimals = 4) BigDecimal expectedReversionPct) {}

  /** Section {@code capital}. */
  public record CapitalSection(
      @Range(min = 1) BigDecimal totalKrw,
      @Range(min = 1) BigDecimal perPairKrw,
      @Range(min = 1) BigDecimal upbitKrw,
      @Range(min = 1) BigDecimal binanceKrw) {}

  /** Section {@code execution_engine}. */
  public record ExecutionEngine(
      @Range(min = 1) BigDecimal positionSizeKrw,
      @Range(min = 1e-8) BigDecimal positionSizeBtc,
      @Range BigDecimal residualCapKrw,
      @Range(max = 100) int maxRetries,
      @Range BigDecimal retryDelay,
      @OneOf({"sequential", "parallel", "auto"}) String legOrder,
      @OneOf({"upbit", "binance", "thin"}) String leadLeg,
      @Range(min = 1, max = 100) int hedgeTries,
      @Range(min = 1, max = 60_000) int hedgeRetryMs,
      @Range(min = 100, max = 60_000) int legTimeoutMs,
      @Range(min = 0.1, max = 3_600, decimals = 3) BigDecimal maxNakedSeconds,
      @Range(min = 1) BigDecimal maxNakedKrw,
      @Range(min = 1) BigDecimal maxUnwindLossKrw,
      @Range(min = 0.01, max = 1_000, decimals = 2) BigDecimal maxSlippageBpsUpbit,
      @Range(min = 0.01, max = 1_000, decimals = 2) BigDecimal maxSlippageBpsBinance,
      @Range(max = 3_600_000) int cooldownAfterEntryMs,
      @Range(max = 3_600_000) int cooldownAfterFailureMs) {}

  /** Section {@code order_manager}. */
  public record OrderManagerSection(
      @Range(max = 100) int maxRetries,
      @Range BigDecimal retryDelay,
      @Range BigDecimal orderTimeout,
      @Range BigDecimal slippageTolerance) {}

  /** Section {@code safety}. */
  public record Safety(
      @Range(max = 100, decimals = 4) BigDecimal maxSlippagePct,
      @Range(max = 60_000) int maxOrderDelayMs,
      @Range(min = 1) BigDecimal maxPositionSizeKrw,
      @Range BigDecimal maxDailyLossKrw,
      @Range BigDecimal minLiquidityKrw,
      boolean requireWsFreshness,
      boolean requireRedisHeartbeat,
      @Range(min = 1, max = 600_000) int maxQuoteAgeMsUpbit,
      @Range(min = 1, max = 600_000) int maxQuoteAgeMsBinance,
      @Range(min = 1, max = 600_000) int maxQuoteAgeMsFx,
      @Range(min = 1, max = 600_000) int maxQuoteSkewMs,
      @Range(min = 1, max = 600_000) int maxClockOffsetMs,
      @Range(min = 0.001, max = 100, decimals = 4) BigDecimal maxSpreadPct,
      @Range(min = 0.001, max = 100, decimals = 4) BigDecimal priceBandPct,
      @Range(min = 0.001, max = 100, decimals = 4) BigDecimal fxSanityPct,
      @Range(min = 0.001, max = 100, decimals = 4) BigDecimal depthSharePct,
      @Range(min = 2, max = 10_000) int maxOrdersPerMinute,
      @Range(min = 1, max = 1_000) int breakerFailures,
      @Range(max = 86_400, decimals = 3) BigDecimal breakerCooldownSec,
      @Range(min = 0.001, max = 100, decimals = 4) BigDecimal maxDrawdownPct,
      @Range BigDecimal maxNetFxExposureKrw,
      @Range(max = 1_000) int maxLosingPairs,
      @Range(max = 1_000) int maxUnwindsPerHour,
      @Range(min = 0.001, max = 100, decimals = 4) BigDecimal tooGoodPct,
      @Range(min = 0.001, max = 100, decimals = 4) BigDecimal jumpPct,
      @Range(max = 3_600, decimals = 3) BigDecimal jumpFreezeSec,
      @Range(min = 0.001, max = 100, decimals = 4) BigDecimal premiumGapPct,
      @Range(min = 0.01, max = 1, decimals = 6) BigDecimal marginAlarm,
      @Range(min = 0.01, max = 1, decimals = 6) BigDecimal marginSevere,
      @Range(min = 0.01, max = 1, decimals = 6) BigDecimal marginReduce,
      @Range(min = 0.01, max = 1, decimals = 6) BigDecimal marginClose,
      @Range(max = 240, decimals = 3) BigDecimal fundingBlockMin,
      @Range(min = 0.01, max = 1_000, decimals = 2) BigDecimal fundingSpikeBps,
      @Range(min = 0.01, max = 1_000, decimals = 2) BigDecimal fundingSumBps) {}

  /** Section {@code position_engine}. */
  public record PositionEngine(
      @Range(min = 1, max = 1_000) int maxOpenPositions,
      @Range(min = 1) BigDecimal maxExposureKrw,
      @Range BigDecimal maxDailyLossKrw) {}

  /** Section {@code stoploss}. */
  public record Stoploss(
      boolean enabled,
      @OneOf({"static", "dynamic"}) String mode,
      @Range(min = 0.001, max = 100, decimals = 4) BigDecimal staticPct,
      @Range(min = 2, max = 10_000) int atrWindow,
      @Range(min = 0.001, max = 86_400, decimals = 3) BigDecimal atrBarSec,
      @Range(min = 0.01, max = 100, decimals = 6) BigDecimal atrMultiple,
      @Range(max = 10_000, decimals = 2) BigDecimal premiumStopBps,
      @Range(max = 10_000, decimals = 2) BigDecimal takeProfitBps,
      @Range(min = 0.001, max = 100_000, decimals = 3) BigDecimal maxHoldHours,
      @Range(max = 86_400) int cooldownSec) {}

  /** Section {@code rebalancer}. */
  public record RebalancerSection(
      boolean enabled,
      @Range(min = 1) BigDecimal maxExposureKrw,
      @Range(max = 10, decimals = 6) BigDecimal reducePct,
      @Range(max = 50, decimals = 4) BigDecimal softBandPct,
      @Range(max = 50, decimals = 4) BigDecimal hardBandPct) {}

  /** Section {@code websocket}. */
  public record Websocket(
      boolean enabled,
      List<String> upbitSymbols,
      List<String> binanceSymbols,
      @Range(max = 3_600, decimals = 3) BigDecimal reconnectInterval,
      @Range(max = 600, decimals = 3) BigDecimal startTimeoutSec) {}

  /** Section {@code metrics_server}. */
  public record MetricsServer(
      boolean enabled,
      String host,
      @Range(max = 65_535) int port,
      String path,
      List<String> allowedHosts) {}

  /** Section {@code storage}. */
  public record Storage(
      @OneOf({"sqlite", "postgres", "csv", "hybrid", "none"}) String backend,
      Sqlite sqlite,
      Postgres postgres) {}

  /** Key {@code sqlite} of {@code storage}. */
  public record Sqlite(String file) {}

  /** Key {@code postgres} of {@code storage}. */
  public record Postgres(String dsn, String schema, boolean enableTimescale) {}

  /** Section {@code redis}. */
  public record Redis(
      boolean enabled,
      String url,
      String prefix,
      @Range(min = 1, max = 86_400) int healthTtlSeconds) {}

  /** Section {@code fx}. */
  public record Fx(
      String symbol,
      @OneOf({"book", "static", "api", "db"}) String mode,
      @Range(min = 1) BigDecimal usdkrw,
      @Range BigDecimal ttlSeconds,
      String sourcePrefer,
      String fallback) {}

  /** Section {@code journal}. */
  public record Journal(
      boolean enabled,
      @Range(min = 1, max = 1_024) int segmentMb,
      @Range(min = 1, max = 60_000) int syncMs,
      boolean syncOrders,
      @Range(min = 1, max = 1_000_000) int keepMb,
      @Range(min = 1, max = 10_000) int keepRuns,
      boolean resume,
      @Range(max = 86_400, decimals = 3) BigDecimal snapshotSec,
      @Range(min = 1, max = 100) int keepSnapshots) {}

  /** Section {@code lease}. */
  public record LeaseSection(
      @OneOf({"auto", "file", "postgres", "redis"}) String backend,
      @Range(min = 1, max = 3_600, decimals = 3) BigDecimal ttlSec) {}

  /** Section {@code supervise}. */
  public record SuperviseSection(
      @Range(min = 1, max = 3_600, decimals = 3) BigDecimal startTimeoutSec,
      @Range(min = 1, max = 3_600, decimals = 3) BigDecimal hungAfterSec,
      @Range(max = 1_000) int maxRestarts,
      @Range(min = 1, max = 86_400, decimals = 3) BigDecimal restartWindowSec,
      @Range(min = 0.01, max = 3_600, decimals = 3) BigDecimal backoffSec,
      @Range(min = 0.01, max = 3_600, decimals = 3) BigDecimal maxBackoffSec) {}

  /** Section {@code logging}. */
  public record Logging(
      @OneOf({"DEBUG", "INFO", "WARNING", "ERROR"}) String level,
      String file,
      boolean json,
      boolean console,
      @Range(min = 1, max = 3_650) int keepDays,
      @Range(min = 1, max = 10_000_000) int maxTotalMb) {}

  /** Section {@code sys_monitor}. */
  public record SysMonitor(
      boolean enabled,
      @Range(max = 100) BigDecimal maxCpuPct,
      @Range BigDecimal maxRssMb,
      @Range(max = 100) BigDecimal warnCpuPct,
      @Range BigDecimal warnRssMb,
      @Range(min = 0.1, max = 3_600, decimals = 3) BigDecimal sampleIntervalSec) {}

  /** Section {@code watchdog}. */
  public record WatchdogSection(
      boolean enabled,
      @Range BigDecimal maxWsLagMs,
      @Range BigDecimal wsLagWarnThresholdMs,
      @Range BigDecimal maxRedisHeartbeatAgeMs,
      @Range BigDecimal redisHeartbeatWarnThresholdMs,
      @Range BigDecimal maxLoopLatencyMs,
      @Range BigDecimal loopLatencyWarnThresholdMs,
      @Range(max = 1_000_000) int maxSafetyRejectionsPerMinute,
      @Range(max = 1_000_000) int maxLiveErrorsPerMinute,
      @Range(min = 1, max = 1_000_000) int warnResetCycles,
      @Range(min = 1, max = 1_000_000) int errorResetCycles,
      @Range(max = 86_400, decimals = 3) BigDecimal cooldownAfterCritical,
      @Range BigDecimal maxOrderAckMs,
      @Range BigDecimal orderAckWarnThresholdMs,
      @Range BigDecimal maxUnhedgedAgeMs,
      @Range BigDecimal unhedgedAgeWarnThresholdMs,
      @Range BigDecimal maxClockOffsetMs,
      @Range BigDecimal clockOffsetWarnThresholdMs,
      @Range BigDecimal maxGcPauseMs,
      @Range BigDecimal gcPauseWarnThresholdMs,
      @Range BigDecimal minDiskFreeMb,
      @Range BigDecimal diskFreeWarnThresholdMb,
      @Range BigDecimal maxJournalLagMs,
      @Range BigDecimal journalLagWarnThresholdMs,
      @Range BigDecimal storageLagWarnThresholdMs,
      @Range(min = 10, max = 60_000) int stallCheckIntervalMs) {}

  /** Section {@code shadow}. */
  public record ShadowSection(
      boolean enabled,
      @Range(min = 0.001, max = 3_600, decimals = 3) BigDecimal matchWindowSec,
      @Range(min = 1, max = 1_000_000_000) int reportEveryCycles) {}

  /** Section {@code longrun}. */
  public record Longrun(
      boolean enabled,
      @Range(min = 1, max = 1_000_000_000) int intervalLoops,
      String snapshotPath) {}

  /** Section {@code health}. */
  public record Health(@Range(min = 1, max = 86_400, decimals = 3) BigDecimal intervalSec) {}

  /** Section {@code mock}. */
  public record Mock(
      @Range(min = -9e18, max = 9e18) long seed,
      @Range(min = 0.001, max = 100_000, decimals = 3) BigDecimal speed,
      Map<String, BigDecimal> pricesUsdt,
      @Range(min = 1) BigDecimal usdtKrw,
      @Range(min = -50, max = 50) BigDecimal premiumMeanPct,
      @Range(max = 50) BigDecimal premiumSdPct,
      @Range(min = 0.1) BigDecimal premiumHalfLifeSec,
      @Range(max = 100_000) BigDecimal jumpsPerHour,
      @Range(max = 50) BigDecimal jumpSizePct,
      @Range(max = 1_000) BigDecimal volatilityAnnualPct,
      @Range(min = 1, max = 60_000) int tickIntervalMs,
      @Range(max = 60_000) int latencyMsUpbit,
      @Range(max = 60_000) int latencyMsBinance,
      @Range(max = 100, decimals = 4) BigDecimal partialFillPct,
      @Range(max = 100, decimals = 4) BigDecimal rejectPct,
      @Range(max = 5, decimals = 4) BigDecimal upbitFeePct,
      @Range(max = 5, decimals = 4) BigDecimal binanceFeePct,
      @Range BigDecimal krwBalance,
      @Range BigDecimal usdtBalance,
      @Range BigDecimal coinWorthKrw) {}

  /** Section {@code replay}. */
  public record Replay(
      @Range(max = 1_000, decimals = 2) BigDecimal halfSpreadBps,
      @Range(min = 1, max = 30) int levels,
      @Range(min = 1) BigDecimal levelWorthKrw,
      @Range(min = 1, max = 86_400, decimals = 3) BigDecimal fxWindowSec) {}

  /** Section {@code runtime}. */
  public record RuntimeSection(
      @OneOf({"park", "spin"}) String engineIdle,
      @Range(max = 1_000_000) int rehearsalOrders,
      @Range(min = 0.1, max = 3_600, decimals = 3) BigDecimal shutdownTimeoutSec,
      String haltFile,
      String confirmFile) {}
}
