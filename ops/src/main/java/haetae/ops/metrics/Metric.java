package haetae.ops.metrics;

/** Figures that the operation watches; a figure that is not known is NaN. */
public enum Metric {
  /** Age of the stalest feed beyond its usual gap, ms. */
  WS_LAG_MS("ws_lag_ms"),
  /** Age of the last answer of Redis, ms. */
  REDIS_HEARTBEAT_AGE_MS("redis_heartbeat_age_ms"),
  /** Time the last cycle of the live loop took, ms. */
  LOOP_LATENCY_MS("loop_latency_ms"),
  /** Safety rejections in the last 60 s. */
  SAFETY_REJECTIONS_PER_MINUTE("safety_rejections_per_minute"),
  /** Errors of orders and venues in the last 60 s. */
  LIVE_ERRORS_PER_MINUTE("live_errors_per_minute"),
  /** CPU of this process, percent of the machine. */
  CPU_PCT("cpu_pct"),
  /** Resident memory of this process, MB. */
  RSS_MB("rss_mb"),
  /** Age of the oldest order without an answer, ms. */
  ORDER_ACK_MS("order_ack_ms"),
  /** Age of the oldest leg that stands alone, ms. */
  UNHEDGED_AGE_MS("unhedged_age_ms"),
  /** Largest absolute offset of a venue clock, ms. */
  CLOCK_OFFSET_MS("clock_offset_ms"),
  /** Longest pause for garbage collection since the last sample, ms. */
  GC_PAUSE_MS("gc_pause_ms"),
  /** Free space of the disk that logs and data are on, MB. */
  DISK_FREE_MB("disk_free_mb"),
  /** Age of the oldest input that the journal has not yet made safe, ms. */
  JOURNAL_LAG_MS("journal_lag_ms"),
  /** Age of the oldest journaled record that the tables do not have yet, ms. */
  STORAGE_LAG_MS("storage_lag_ms");

  private final String key;

  Metric(String key) {
    this.key = key;
  }

  /** Stable lower-case name. */
  public String key() {
    return key;
  }
}
