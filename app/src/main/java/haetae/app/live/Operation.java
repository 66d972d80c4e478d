package haetae.app.live;

import haetae.engine.EngineSnapshot;
import haetae.ops.metrics.Metric;
import haetae.ops.metrics.MetricsSnapshot;
import haetae.ops.metrics.MinuteCounter;
import haetae.ops.sysmon.ResourceSample;

/** Brings the engine's figures and the process's together for the watchdog. Threads: live-loop. */
final class Operation {
  private final MinuteCounter rejections = new MinuteCounter();
  private final MinuteCounter errors = new MinuteCounter();
  private final long cadenceMs;

  Operation(long cadenceMs) {
    this.cadenceMs = cadenceMs;
  }

  /** The figures of one cycle; what is not known stays out. */
  MetricsSnapshot.Builder metrics(EngineSnapshot engine, ResourceSample sample, double loopMs) {
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
    return metrics;
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
}
