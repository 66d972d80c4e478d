package haetae.app.dashboard;

import haetae.engine.EngineSnapshot;
import haetae.ops.alert.AlertRouter;
import haetae.ops.alert.TelegramInbox;
import haetae.ops.log.LogHealth;
import haetae.ops.metrics.Metric;
import haetae.ops.sysmon.ResourceSample;
import haetae.ops.watchdog.Heartbeat;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Everything that is measured, as {@code /metrics} answers it. Names are stable: a family that
 * changes its meaning gets a new name. docs/dashboard.md has the table. Threads: any.
 */
final class Exposition {
  private static final double MB = 1_048_576.0;

  private final DeskSources sources;
  private final Readiness readiness;
  private final DeskCounters counters;

  Exposition(DeskSources sources, Readiness readiness, DeskCounters counters) {
    this.sources = sources;
    this.readiness = readiness;
    this.counters = counters;
  }

  byte[] bytes() {
    PrometheusText text = new PrometheusText();
    EnginePicture picture = sources.engine().get();
    service(text, picture);
    EngineMetrics.write(text, picture.view(), sources.tap());
    MarketMetrics.write(text, picture.view(), sources);
    loop(text);
    paper(text, sources.cycles().latest().paper());
    process(text);
    store(text);
    counters.write(text);
    OldNames.write(text, picture.view(), sources.tap());
    return text.bytes();
  }

  private void service(PrometheusText text, EnginePicture picture) {
    text.gauge("haetae_build_info", "1; the labels tell version and mode.")
        .sample(1, "version", "0.1.0", "mode", sources.mode());
    text.gauge("haetae_uptime_seconds", "Time since the start.")
        .ms(System.currentTimeMillis() - sources.startedMs(), -1);
    text.gauge("haetae_alive", "1 while engine and live loop make progress.")
        .sample(readiness.silent().isEmpty());
    text.gauge("haetae_ready", "1 while an entry would be taken; /health/ready tells why not.")
        .sample(readiness.obstacles().isEmpty());
    text.gauge("haetae_view_age_seconds", "Age of the engine's last published state.")
        .ms(picture.ageMs(System.nanoTime()), -1);
    text.gauge("haetae_heartbeat_late_seconds", "How late a thread's next progress is.");
    for (Heartbeat heart : sources.hearts()) {
      text.sample(heart.lateNs() / 1e9, "thread", heart.name());
    }
  }

  private void loop(PrometheusText text) {
    CycleBoard.Cycle cycle = sources.cycles().latest();
    text.counter("haetae_cycles_total", "Cycles of the live loop.").sample(cycle.number());
    text.histogram("haetae_loop_seconds", "Time a cycle of the live loop took.")
        .buckets(sources.cycles().loopTimes());
    text.gauge("haetae_watchdog_level", "0 OK, 1 WARN, 2 ERROR, 3 CRITICAL.")
        .sample(cycle.status().level().ordinal());
    text.gauge("haetae_watchdog_errors_in_a_row", "Evaluations in a row with an ERROR; 3 stop.")
        .sample(cycle.status().consecutiveErrors());
    text.gauge("haetae_watchdog_findings", "Findings of the last evaluation.")
        .sample(cycle.status().alerts().size());
    text.gauge("haetae_watched", "Figures the watchdog judges, by its own names and units.");
    for (Metric metric : Metric.values()) {
      text.sample(cycle.metrics().get(metric), "metric", metric.key());
    }
  }

  /** Families without a sample where there is no paper twin. */
  private static void paper(PrometheusText text, @Nullable EngineSnapshot twin) {
    text.gauge("haetae_paper_pnl_krw", "Profit of the paper twin, in mode live.");
    if (twin != null) {
      text.e8(twin.pnlKrwE8());
    }
    text.counter("haetae_paper_trades_total", "Pair trades of the paper twin, in mode live.");
    if (twin != null) {
      text.sample(twin.trades());
    }
    text.gauge("haetae_paper_open_positions", "Pair trades that the paper twin holds.");
    if (twin != null) {
      text.sample(twin.openPositions());
    }
  }

  private void process(PrometheusText text) {
    ResourceSample r = sources.resources().get();
    double known = r.available() ? 1 : Double.NaN;
    text.gauge("haetae_cpu_ratio", "CPU of this process, share of the machine.")
        .sample(known * r.cpuPct() / 100);
    text.gauge("haetae_rss_bytes", "Resident memory.").sample(known * r.rssMb() * MB);
    text.gauge("haetae_heap_bytes", "Heap in use.").sample(known * r.heapMb() * MB);
    text.gauge("haetae_open_files", "Open file descriptors.").sample(known * r.openFiles());
    text.gauge("haetae_threads", "Threads.").sample(known * r.threads());
    text.counter("haetae_gc_seconds_total", "Time spent in garbage collection.")
        .sample(known * r.gcMs() / 1e3);
    text.gauge("haetae_gc_pause_seconds", "Longest pause between the last two samples.")
        .sample(known * r.gcPauseMs() / 1e3);
    text.gauge("haetae_disk_free_bytes", "Free space for logs and data.")
        .sample(known * r.diskFreeMb() * MB);
  }

  private void store(PrometheusText text) {
    DeskSources.JournalFigures journal = sources.journal().get();
    text.gauge("haetae_journal_state", "1 for the state the journal is in.");
    for (String state : new String[] {"GOOD", "LOW", "FULL", "OFF"}) {
      text.sample(state.equals(journal.state()), "state", state.toLowerCase(Locale.ROOT));
    }
    text.gauge("haetae_journal_lag_seconds", "Age of the oldest input not yet safe on the disk.")
        .ms(journal.lagMs(), -1);
    text.counter("haetae_journal_lost_records_total", "Records that found no room.")
        .sample(journal.lost());
    LogHealth log = sources.log().get();
    text.gauge("haetae_log_writable", "1 while lines reach their files.")
        .sample(log.filesWritable());
    text.gauge("haetae_log_backlog_lines", "Lines waiting to be written.").sample(log.backlog());
    text.gauge("haetae_log_bytes", "All log files together.").sample(log.bytesUsed());
    text.counter("haetae_log_lines_total", "Lines written to the files.").sample(log.written());
    text.counter("haetae_log_dropped_lines_total", "Lines lost for want of room, by kind.")
        .sample(log.dropped(), "kind", "info")
        .sample(log.lost(), "kind", "warning");
    alerts(text);
  }

  private void alerts(PrometheusText text) {
    AlertRouter.Stats alerts = sources.alerts().stats();
    text.counter("haetae_alerts_total", "What became of alerts.")
        .sample(alerts.sent(), "outcome", "told")
        .sample(alerts.repeated(), "outcome", "repeated")
        .sample(alerts.limited(), "outcome", "limited")
        .sample(alerts.delivered(), "outcome", "delivered")
        .sample(alerts.retries(), "outcome", "retried")
        .sample(alerts.failed(), "outcome", "failed")
        .sample(alerts.dropped(), "outcome", "dropped")
        .sample(alerts.held(), "outcome", "held")
        .sample(alerts.unwanted(), "outcome", "unwanted");
    text.gauge("haetae_alerts_waiting", "Alerts a channel has not delivered yet.");
    sources.alerts().channels().forEach(c -> text.sample(c.waiting(), "channel", c.name()));
    text.gauge("haetae_alert_channel_up", "0 while a channel's last delivery failed.");
    sources.alerts().channels().forEach(c -> text.sample(c.fault().isEmpty(), "channel", c.name()));
    TelegramInbox.Stats telegram = sources.telegram().get();
    text.counter("haetae_telegram_messages_total", "Messages to the bot.")
        .sample(telegram.heard(), "outcome", "heard")
        .sample(telegram.strangers(), "outcome", "stranger")
        .sample(telegram.replayed(), "outcome", "replayed");
    text.counter("haetae_telegram_failures_total", "Questions and answers that failed.")
        .sample(telegram.failures());
    text.gauge("haetae_telegram_up", "0 while commands over Telegram are switched on, unheard.")
        .sample(telegram.fault().isEmpty());
  }
}
