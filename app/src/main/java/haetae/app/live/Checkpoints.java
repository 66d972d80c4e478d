package haetae.app.live;

import haetae.app.config.HaetaeConfig;
import haetae.engine.EngineSnapshot;
import haetae.market.Fixed;
import haetae.ops.log.Loggers;
import haetae.ops.metrics.Window;
import haetae.ops.sysmon.ResourceSample;
import haetae.ops.watchdog.WatchdogStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.slf4j.Logger;

/**
 * A picture of the service's stability every so many loops, as a JSON file. Written beside the
 * loop; a disk that cannot be written is a warning.
 */
final class Checkpoints {
  private static final Logger LOG = Loggers.of("longrun");

  private final boolean enabled;
  private final int every;
  private final Path folder;

  Checkpoints(HaetaeConfig.Longrun config) {
    this.enabled = config.enabled();
    this.every = config.intervalLoops();
    this.folder = Path.of(config.snapshotPath());
  }

  void cycle(
      long cycle,
      EngineSnapshot engine,
      ResourceSample sample,
      WatchdogStatus status,
      Window loopMs) {
    if (!enabled || cycle % every != 0) {
      return;
    }
    String time = Instant.now().toString();
    boolean stable = status.healthy();
    String json = json(time, cycle, engine, sample, status, loopMs);
    Path file = folder.resolve("snapshot_" + time.replace(':', '-').replace('.', '-') + ".json");
    Thread.ofVirtual().name("checkpoint").start(() -> write(file, json, cycle, stable));
  }

  private static void write(Path file, String json, long cycle, boolean stable) {
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      Files.writeString(file, json);
      LOG.info("[LONGRUN] Checkpoint saved (loop={}, stable={})", cycle, stable);
    } catch (IOException e) {
      LOG.warn("[LONGRUN] Checkpoint not saved: {}", e.toString());
    }
  }

  private static String json(
      String time,
      long cycle,
      EngineSnapshot engine,
      ResourceSample sample,
      WatchdogStatus status,
      Window loopMs) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("timestamp", '"' + time + '"');
    values.put("loop_count", cycle);
    values.put("cpu_pct", sample.cpuPct());
    values.put("rss_mb", sample.rssMb());
    values.put("open_files", sample.openFiles());
    values.put("num_threads", sample.threads());
    values.put("loop_latency_ms", loopMs.mean());
    values.put("loop_latency_p95_ms", loopMs.percentile(95));
    values.put("loop_latency_max_ms", loopMs.max());
    values.put("num_trades", engine.trades());
    values.put("num_open_positions", engine.openPositions());
    values.put("total_exposure_krw", Fixed.toDecimal(engine.exposureKrwE8()));
    values.put("stoploss_triggers", engine.stopLosses());
    values.put("safety_rejections", engine.safetyRejections());
    values.put("watchdog_healthy", status.healthy());
    values.put("watchdog_alerts", status.alerts().size());
    values.put("watchdog_consecutive_errors", status.consecutiveErrors());
    values.put("is_stable", status.healthy());
    return values.entrySet().stream()
        .map(e -> "  \"" + e.getKey() + "\": " + e.getValue())
        .collect(Collectors.joining(",\n", "{\n", "\n}\n"));
  }
}
