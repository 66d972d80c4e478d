package haetae.app.live;

import haetae.app.config.HaetaeConfig;
import haetae.engine.EngineSnapshot;
import haetae.market.Fixed;
import haetae.ops.log.Loggers;
import haetae.ops.metrics.Metric;
import haetae.ops.sysmon.ResourceSample;
import haetae.ops.watchdog.WatchdogStatus;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * A picture of the service's stability every so many loops, as a JSON file of its own. The loop
 * only makes the text; a thread beside it writes. A disk that cannot be written is a warning, one
 * that hangs skips checkpoints. The newest {@value #KEPT} files are kept.
 */
final class Checkpoints implements Part {
  static final int KEPT = 1_000;
  private static final Logger LOG = Loggers.of("longrun");
  private static final String PREFIX = "snapshot_";
  private static final double STABLE_WS_LAG_MS = 5_000;
  private static final double STABLE_REDIS_MS = 30_000;
  private static final double STABLE_LOOP_MS = 5_000;
  private static final int MOST_WAITING = 8;
  private static final long CLOSE_MS = 3_000;

  private final boolean enabled;
  private final int every;
  private final Path folder;
  private final boolean live;
  private final boolean redis;
  private final Cycles cycles;
  private final AtomicInteger waiting = new AtomicInteger();
  private final ExecutorService writer =
      Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().name("checkpoints").factory());

  /**
   * Checkpoints of a run.
   *
   * @param mode in mode live, trades are counted as live ones
   * @param cycles tells of each cycle
   */
  Checkpoints(HaetaeConfig config, String mode, Cycles cycles) {
    this.enabled = config.longrun().enabled();
    this.every = config.longrun().intervalLoops();
    this.folder = Path.of(config.longrun().snapshotPath());
    this.live = mode.equals("live");
    this.redis = config.redis().enabled();
    this.cycles = cycles;
  }

  @Override
  public String name() {
    return "checkpoints";
  }

  @Override
  public void start() {
    cycles.listen(this::cycle);
  }

  /** Takes the facts of a cycle; never waits for the disk. Threads: live-loop. */
  private void cycle(CycleFacts facts) {
    if (!enabled || facts.cycle() % every != 0) {
      return;
    }
    String time = Instant.now().truncatedTo(ChronoUnit.MILLIS).toString();
    Map<String, Object> values = values(time, facts);
    Path file = folder.resolve(PREFIX + time.replace(':', '-').replace('.', '-') + ".json");
    if (waiting.getAndIncrement() >= MOST_WAITING) {
      waiting.decrementAndGet();
      LOG.warn("[LONGRUN] Checkpoint skipped: earlier ones are still being written");
      return;
    }
    boolean stable = Boolean.TRUE.equals(values.get("is_stable"));
    writer.execute(() -> write(file, json(values), facts.cycle(), stable));
  }

  private void write(Path file, String json, long cycle, boolean stable) {
    try {
      Files.createDirectories(folder);
      Path fresh = file.resolveSibling(file.getFileName() + ".tmp");
      Files.writeString(fresh, json);
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      prune();
      LOG.info("[LONGRUN] Checkpoint saved (loop={}, stable={})", cycle, stable);
    } catch (IOException | RuntimeException e) {
      LOG.warn("[LONGRUN] Checkpoint not saved: {}", e.toString());
    } finally {
      waiting.decrementAndGet();
    }
  }

  private void prune() throws IOException {
    List<Path> old;
    try (Stream<Path> files = Files.list(folder)) {
      List<Path> all =
          files.filter(f -> f.getFileName().toString().startsWith(PREFIX)).sorted().toList();
      old = all.subList(0, Math.max(0, all.size() - KEPT));
    }
    for (Path file : old) {
      Files.deleteIfExists(file);
    }
  }

  private Map<String, Object> values(String time, CycleFacts facts) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("timestamp", '"' + time + '"');
    values.put("loop_count", facts.cycle());
    machine(values, facts.sample());
    double lag = facts.metrics().get(Metric.WS_LAG_MS);
    double heartbeat = facts.metrics().get(Metric.REDIS_HEARTBEAT_AGE_MS);
    double loop = facts.metrics().get(Metric.LOOP_LATENCY_MS);
    boolean fresh = lag < STABLE_WS_LAG_MS;
    boolean redisOk = !redis || heartbeat < STABLE_REDIS_MS;
    values.put("ws_lag_ms", number(lag));
    values.put("ws_freshness_ok", fresh);
    values.put("redis_heartbeat_age_ms", number(heartbeat));
    values.put("redis_ok", redisOk);
    values.put("loop_latency_ms", number(loop));
    values.put("loop_latency_avg_ms", number(facts.loopMs().mean()));
    values.put("loop_latency_p95_ms", number(facts.loopMs().percentile(95)));
    values.put("loop_latency_max_ms", number(facts.loopMs().max()));
    trading(values, facts.engine(), facts.paper());
    WatchdogStatus status = facts.status();
    values.put("watchdog_healthy", status.healthy());
    values.put("watchdog_alerts", status.alerts().size());
    values.put("watchdog_consecutive_errors", status.consecutiveErrors());
    values.put("is_stable", fresh && redisOk && status.healthy() && loop < STABLE_LOOP_MS);
    return values;
  }

  private static void machine(Map<String, Object> values, ResourceSample sample) {
    values.put("cpu_pct", number(sample.cpuPct()));
    values.put("rss_mb", number(sample.rssMb()));
    values.put("heap_mb", number(sample.heapMb()));
    values.put("open_files", sample.openFiles());
    values.put("num_threads", sample.threads());
  }

  private void trading(
      Map<String, Object> values, EngineSnapshot engine, @Nullable EngineSnapshot twin) {
    long onPaper = live ? 0 : engine.trades();
    values.put("num_live_trades", live ? engine.trades() : 0);
    values.put("num_paper_trades", twin == null ? onPaper : twin.trades());
    values.put("num_open_positions", engine.openPositions());
    values.put("total_exposure_krw", Fixed.toDecimal(engine.exposureKrwE8()).toPlainString());
    values.put("pnl_krw", Fixed.toDecimal(engine.pnlKrwE8()).toPlainString());
    values.put("stoploss_triggers", engine.stopLosses());
    values.put("safety_rejections", engine.safetyRejections());
  }

  /** Three decimals; null where the figure is not known, as JSON has no NaN. */
  private static String number(double value) {
    return Double.isFinite(value)
        ? BigDecimal.valueOf(value).setScale(3, RoundingMode.HALF_EVEN).toPlainString()
        : "null";
  }

  private static String json(Map<String, Object> values) {
    return values.entrySet().stream()
        .map(e -> "  \"" + e.getKey() + "\": " + e.getValue())
        .collect(Collectors.joining(",\n", "{\n", "\n}\n"));
  }

  /** Waits for a checkpoint that is being written, within a few seconds. */
  @Override
  public void stop() throws InterruptedException {
    writer.shutdown();
    if (!writer.awaitTermination(CLOSE_MS, TimeUnit.MILLISECONDS)) {
      LOG.warn("[LONGRUN] the last checkpoint could not be written in time");
    }
  }
}
