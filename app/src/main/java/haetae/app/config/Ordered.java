package haetae.app.config;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/**
 * Two keys of a section of which the first must not be above the second, for example a warn
 * threshold and its max.
 */
record Ordered(String section, String lowKey, BigDecimal low, String highKey, BigDecimal high) {

  /** All such keys of a configuration. */
  static List<Ordered> of(HaetaeConfig config) {
    List<Ordered> all = new ArrayList<>(watchdog(config.watchdog()));
    var s = config.sysMonitor();
    all.add(
        new Ordered("sys_monitor", "warn_cpu_pct", s.warnCpuPct(), "max_cpu_pct", s.maxCpuPct()));
    all.add(new Ordered("sys_monitor", "warn_rss_mb", s.warnRssMb(), "max_rss_mb", s.maxRssMb()));
    var r = config.rebalancer();
    all.add(
        new Ordered(
            "rebalancer", "hard_band_pct", r.hardBandPct(), "soft_band_pct", r.softBandPct()));
    all.addAll(margin(config.safety()));
    return all;
  }

  private static List<Ordered> margin(HaetaeConfig.Safety s) {
    return List.of(
        new Ordered("safety", "margin_alarm", s.marginAlarm(), "margin_severe", s.marginSevere()),
        new Ordered("safety", "margin_severe", s.marginSevere(), "margin_reduce", s.marginReduce()),
        new Ordered("safety", "margin_reduce", s.marginReduce(), "margin_close", s.marginClose()));
  }

  private static List<Ordered> watchdog(HaetaeConfig.WatchdogSection w) {
    return List.of(
        watched(
            "ws_lag_warn_threshold_ms", w.wsLagWarnThresholdMs(), "max_ws_lag_ms", w.maxWsLagMs()),
        watched(
            "redis_heartbeat_warn_threshold_ms",
            w.redisHeartbeatWarnThresholdMs(),
            "max_redis_heartbeat_age_ms",
            w.maxRedisHeartbeatAgeMs()),
        watched(
            "loop_latency_warn_threshold_ms",
            w.loopLatencyWarnThresholdMs(),
            "max_loop_latency_ms",
            w.maxLoopLatencyMs()),
        watched(
            "order_ack_warn_threshold_ms",
            w.orderAckWarnThresholdMs(),
            "max_order_ack_ms",
            w.maxOrderAckMs()),
        watched(
            "unhedged_age_warn_threshold_ms",
            w.unhedgedAgeWarnThresholdMs(),
            "max_unhedged_age_ms",
            w.maxUnhedgedAgeMs()),
        watched(
            "clock_offset_warn_threshold_ms",
            w.clockOffsetWarnThresholdMs(),
            "max_clock_offset_ms",
            w.maxClockOffsetMs()),
        watched(
            "gc_pause_warn_threshold_ms",
            w.gcPauseWarnThresholdMs(),
            "max_gc_pause_ms",
            w.maxGcPauseMs()),
        watched(
            "journal_lag_warn_threshold_ms",
            w.journalLagWarnThresholdMs(),
            "max_journal_lag_ms",
            w.maxJournalLagMs()),
        watched(
            "min_disk_free_mb",
            w.minDiskFreeMb(),
            "disk_free_warn_threshold_mb",
            w.diskFreeWarnThresholdMb()));
  }

  private static Ordered watched(String lowKey, BigDecimal low, String highKey, BigDecimal high) {
    return new Ordered("watchdog", lowKey, low, highKey, high);
  }

  /** What is wrong if they are not in order. */
  String problem() {
    return section
        + "."
        + lowKey
        + " ("
        + low.toPlainString()
        + ") must not be above "
        + section
        + "."
        + highKey
        + " ("
        + high.toPlainString()
        + ")";
  }
}
