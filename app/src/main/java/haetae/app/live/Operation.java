package haetae.app.live;

import haetae.app.config.HaetaeConfig;
import haetae.engine.EngineSnapshot;
import haetae.ops.metrics.Metric;
import haetae.ops.metrics.MetricsSnapshot;
import haetae.ops.metrics.MinuteCounter;
import haetae.ops.sysmon.ResourceSample;
import haetae.ops.watchdog.Level;
import haetae.ops.watchdog.Rule;
import haetae.ops.watchdog.WatchdogConfig;
import java.math.BigDecimal;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Brings the engine's figures and the process's together for the watchdog. Threads: live-loop. */
final class Operation {
  private final MinuteCounter rejections = new MinuteCounter();
  private final MinuteCounter errors = new MinuteCounter();
  private final long cadenceMs;

  Operation(long cadenceMs) {
    this.cadenceMs = cadenceMs;
  }

  /** The figures of one cycle; what is not known stays out. */
  MetricsSnapshot metrics(EngineSnapshot engine, ResourceSample sample, double loopMs) {
    rejections.total(engine.timeNs(), engine.safetyRejections());
    errors.total(engine.timeNs(), engine.orderErrors());
    MetricsSnapshot.Builder metrics =
        MetricsSnapshot.builder()
            .set(Metric.WS_LAG_MS, lagMs(engine))
            .set(Metric.LOOP_LATENCY_MS, loopMs)
            .set(
                Metric.SAFETY_REJECTIONS_PER_MINUTE,
                (double) rejections.lastMinute(engine.timeNs()))
            .set(Metric.LIVE_ERRORS_PER_MINUTE, (double) errors.lastMinute(engine.timeNs()))
            .set(Metric.ORDER_ACK_MS, (double) engine.worstOrderAckMs())
            .set(Metric.UNHEDGED_AGE_MS, (double) engine.unhedgedMs())
            .set(Metric.CLOCK_OFFSET_MS, (double) engine.clockOffsetMs());
    if (engine.clockOffsetMs() < 0) {
      metrics.set(Metric.CLOCK_OFFSET_MS, Double.NaN);
    }
    if (sample.available()) {
      metrics
          .set(Metric.CPU_PCT, sample.cpuLoadPct())
          .set(Metric.RSS_MB, sample.rssMb())
          .set(Metric.GC_PAUSE_MS, (double) sample.gcPauseMs())
          .set(Metric.DISK_FREE_MB, sample.diskFreeMb());
    }
    return metrics.build();
  }

  /** Age of the stalest venue beyond the recording's own gap; unknown while one was never seen. */
  private double lagMs(EngineSnapshot engine) {
    double worst = 0;
    for (long age : engine.feedAgeMs()) {
      if (age < 0) {
        return Double.NaN;
      }
      worst = Math.max(worst, (double) Math.max(0, age - cadenceMs));
    }
    return worst;
  }

  /**
   * The watchdog's table from the configuration.
   *
   * @param sampling the resource monitor works
   * @param recorded quotes come from a recording
   */
  static WatchdogConfig watchdog(HaetaeConfig config, boolean sampling, boolean recorded) {
    var w = config.watchdog();
    var s = config.sysMonitor();
    // No journal is written yet: a source that does not exist is no fault.
    Set<Metric> disabled = EnumSet.of(Metric.JOURNAL_LAG_MS);
    if (!config.redis().enabled()) {
      disabled.add(Metric.REDIS_HEARTBEAT_AGE_MS);
    }
    if (recorded) {
      // A gap in a recording is no fault of this process; stale quotes still stop entries.
      disabled.add(Metric.WS_LAG_MS);
    }
    if (!sampling) {
      disabled.addAll(
          EnumSet.of(Metric.CPU_PCT, Metric.RSS_MB, Metric.GC_PAUSE_MS, Metric.DISK_FREE_MB));
    }
    List<Rule> rules =
        List.of(
            new Rule(
                Metric.WS_LAG_MS,
                "WebSocket",
                number(w.wsLagWarnThresholdMs()),
                number(w.maxWsLagMs()),
                Level.ERROR,
                false,
                "WS lag warning",
                "WS lag critical",
                " ms"),
            new Rule(
                Metric.REDIS_HEARTBEAT_AGE_MS,
                "Redis",
                number(w.redisHeartbeatWarnThresholdMs()),
                number(w.maxRedisHeartbeatAgeMs()),
                Level.ERROR,
                false,
                "Redis heartbeat aging",
                "Redis heartbeat stale",
                " ms"),
            above(
                Metric.LOOP_LATENCY_MS,
                "MainLoop",
                w.loopLatencyWarnThresholdMs(),
                w.maxLoopLatencyMs(),
                "Loop latency",
                " ms"),
            limit(
                Metric.SAFETY_REJECTIONS_PER_MINUTE,
                "Safety",
                w.maxSafetyRejectionsPerMinute(),
                Level.WARN,
                "Safety rejections high"),
            limit(
                Metric.LIVE_ERRORS_PER_MINUTE,
                "Live",
                w.maxLiveErrorsPerMinute(),
                Level.ERROR,
                "Live errors high"),
            above(Metric.CPU_PCT, "System", s.warnCpuPct(), s.maxCpuPct(), "CPU", "%"),
            above(Metric.RSS_MB, "System", s.warnRssMb(), s.maxRssMb(), "Memory", "MB"),
            above(
                Metric.ORDER_ACK_MS,
                "Orders",
                w.orderAckWarnThresholdMs(),
                w.maxOrderAckMs(),
                "Order acknowledgement",
                " ms"),
            above(
                Metric.UNHEDGED_AGE_MS,
                "Execution",
                w.unhedgedAgeWarnThresholdMs(),
                w.maxUnhedgedAgeMs(),
                "Unhedged exposure",
                " ms"),
            above(
                Metric.CLOCK_OFFSET_MS,
                "Clock",
                w.clockOffsetWarnThresholdMs(),
                w.maxClockOffsetMs(),
                "Clock offset",
                " ms"),
            above(
                Metric.GC_PAUSE_MS,
                "System",
                w.gcPauseWarnThresholdMs(),
                w.maxGcPauseMs(),
                "GC pause",
                " ms"),
            new Rule(
                Metric.DISK_FREE_MB,
                "Disk",
                number(w.diskFreeWarnThresholdMb()),
                number(w.minDiskFreeMb()),
                Level.ERROR,
                true,
                "Disk space warning",
                "Disk space critical",
                "MB"),
            above(
                Metric.JOURNAL_LAG_MS,
                "Journal",
                w.journalLagWarnThresholdMs(),
                w.maxJournalLagMs(),
                "Journal lag",
                " ms"));
    return new WatchdogConfig(
        w.enabled(), rules, disabled, w.warnResetCycles(), w.errorResetCycles());
  }

  private static Rule above(
      Metric metric, String component, BigDecimal warn, BigDecimal max, String words, String unit) {
    return Rule.above(metric, component, number(warn), number(max), words, unit);
  }

  private static Rule limit(Metric metric, String component, int max, Level worst, String words) {
    return new Rule(metric, component, max, max, worst, false, words, words, "");
  }

  private static double number(BigDecimal value) {
    return value.doubleValue();
  }
}
