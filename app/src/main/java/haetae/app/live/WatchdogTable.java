package haetae.app.live;

import haetae.app.config.HaetaeConfig;
import haetae.ops.metrics.Metric;
import haetae.ops.watchdog.Level;
import haetae.ops.watchdog.Rule;
import haetae.ops.watchdog.WatchdogConfig;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** The watchdog's table of rules, from the configuration. */
final class WatchdogTable {
  private WatchdogTable() {}

  /**
   * The watchdog's configuration.
   *
   * @param sampling the resource monitor works
   * @param recorded quotes come from a recording
   */
  static WatchdogConfig of(HaetaeConfig config, boolean sampling, boolean recorded) {
    var w = config.watchdog();
    List<Rule> rules = new ArrayList<>(connections(w));
    rules.addAll(trading(config));
    rules.addAll(machine(w, config.sysMonitor()));
    return new WatchdogConfig(
        w.enabled(),
        rules,
        disabled(config, sampling, recorded),
        w.warnResetCycles(),
        w.errorResetCycles());
  }

  private static Set<Metric> disabled(HaetaeConfig config, boolean sampling, boolean recorded) {
    Set<Metric> disabled = EnumSet.noneOf(Metric.class);
    if (!config.journal().enabled()) {
      disabled.add(Metric.JOURNAL_LAG_MS);
    }
    if (!config.redis().enabled()) {
      disabled.add(Metric.REDIS_HEARTBEAT_AGE_MS);
    }
    if (!Storage.enabled(config)) {
      disabled.add(Metric.STORAGE_LAG_MS);
    }
    if (recorded) {
      // A gap in a recording is no fault of this process; stale quotes still stop entries.
      disabled.add(Metric.WS_LAG_MS);
    }
    if (!sampling) {
      disabled.addAll(
          EnumSet.of(Metric.CPU_PCT, Metric.RSS_MB, Metric.GC_PAUSE_MS, Metric.DISK_FREE_MB));
    }
    return disabled;
  }

  private static List<Rule> connections(HaetaeConfig.WatchdogSection w) {
    return List.of(
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
        milliseconds(
            Metric.CLOCK_OFFSET_MS,
            "Clock",
            w.clockOffsetWarnThresholdMs(),
            w.maxClockOffsetMs(),
            "Clock offset"));
  }

  private static List<Rule> trading(HaetaeConfig config) {
    var w = config.watchdog();
    BigDecimal slowOrder =
        w.orderAckWarnThresholdMs().min(BigDecimal.valueOf(config.safety().maxOrderDelayMs()));
    return List.of(
        milliseconds(
            Metric.LOOP_LATENCY_MS,
            "MainLoop",
            w.loopLatencyWarnThresholdMs(),
            w.maxLoopLatencyMs(),
            "Loop latency"),
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
        milliseconds(
            Metric.ORDER_ACK_MS, "Orders", slowOrder, w.maxOrderAckMs(), "Order acknowledgement"),
        milliseconds(
            Metric.UNHEDGED_AGE_MS,
            "Execution",
            w.unhedgedAgeWarnThresholdMs(),
            w.maxUnhedgedAgeMs(),
            "Unhedged exposure"));
  }

  private static List<Rule> machine(HaetaeConfig.WatchdogSection w, HaetaeConfig.SysMonitor s) {
    return List.of(
        Rule.above(
            Metric.CPU_PCT, "System", number(s.warnCpuPct()), number(s.maxCpuPct()), "CPU", "%"),
        Rule.above(
            Metric.RSS_MB, "System", number(s.warnRssMb()), number(s.maxRssMb()), "Memory", "MB"),
        milliseconds(
            Metric.GC_PAUSE_MS, "System", w.gcPauseWarnThresholdMs(), w.maxGcPauseMs(), "GC pause"),
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
        milliseconds(
            Metric.JOURNAL_LAG_MS,
            "Journal",
            w.journalLagWarnThresholdMs(),
            w.maxJournalLagMs(),
            "Journal lag"),
        // Behind is a warning, however long: nothing is lost and trading does not need it.
        new Rule(
            Metric.STORAGE_LAG_MS,
            "Storage",
            number(w.storageLagWarnThresholdMs()),
            number(w.storageLagWarnThresholdMs()),
            Level.WARN,
            false,
            "Storage lag",
            "Storage lag",
            " ms"));
  }

  private static Rule milliseconds(
      Metric metric, String component, BigDecimal warn, BigDecimal max, String words) {
    return Rule.above(metric, component, number(warn), number(max), words, " ms");
  }

  private static Rule limit(Metric metric, String component, int max, Level worst, String words) {
    return new Rule(metric, component, max, max, worst, false, words, words, "");
  }

  private static double number(BigDecimal value) {
    return value.doubleValue();
  }
}
