package haetae.app.config;

import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads a configuration file strictly: whatever is not understood is an error with its place. */
public final class ConfigLoader {
  private static final String DEFAULTS = "live.yml";

  private ConfigLoader() {}

  /**
   * Loads a file over the defaults.
   *
   * @throws ConfigException with one line per problem
   */
  public static HaetaeConfig load(Path file) throws ConfigException {
    String name = file.toString();
    Node node = parse(name, read(file));
    return bind(name, node);
  }

  /** The defaults: the shipped file itself. */
  public static HaetaeConfig defaults() {
    try {
      return bind(DEFAULTS, defaultsNode());
    } catch (ConfigException e) {
      throw new IllegalStateException("the shipped configuration is broken", e);
    }
  }

  private static HaetaeConfig bind(String name, Node node) throws ConfigException {
    Binder binder = new Binder(name);
    HaetaeConfig config = binder.bind(HaetaeConfig.class, node, defaultsNode(), "");
    if (config != null) {
      check(config, node, binder);
      StrategyRules.check(config, node, binder);
    }
    if (config == null || binder.failed()) {
      throw new ConfigException(binder.problems());
    }
    return config;
  }

  private static Node defaultsNode() throws ConfigException {
    try (InputStream in = ConfigLoader.class.getResourceAsStream(DEFAULTS)) {
      if (in == null) {
        throw new IllegalStateException("resource " + DEFAULTS + " is missing");
      }
      return parse(DEFAULTS, new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new IllegalStateException("resource " + DEFAULTS + " cannot be read", e);
    }
  }

  private static String read(Path file) throws ConfigException {
    try {
      byte[] bytes = Files.readAllBytes(file);
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (NoSuchFileException e) {
      throw one(file + ": no such file; give another with --config FILE");
    } catch (AccessDeniedException e) {
      throw one(file + ": permission denied");
    } catch (CharacterCodingException e) {
      throw one(file + ": not UTF-8; convert it, for example: iconv -f cp949 -t utf-8");
    } catch (IOException e) {
      throw one(file + ": cannot be read (" + e.getMessage() + ")");
    }
  }

  private static Node parse(String name, String text) throws ConfigException {
    LoadSettings settings =
        LoadSettings.builder().setAllowDuplicateKeys(false).setLabel(name).build();
    try {
      Optional<Node> node = new Compose(settings).composeString(text);
      return node.orElseThrow(() -> one(name + ":1:1: the file is empty"));
    } catch (MarkedYamlEngineException e) {
      String where =
          e.getProblemMark()
              .map(m -> ":" + (m.getLine() + 1) + ":" + (m.getColumn() + 1))
              .orElse("");
      throw one(name + where + ": " + e.getProblem());
    } catch (YamlEngineException e) {
      throw one(name + ": " + e.getMessage());
    }
  }

  private static ConfigException one(String problem) {
    return new ConfigException(List.of(problem));
  }

  /** What no single key can tell. */
  private static void check(HaetaeConfig c, Node root, Binder binder) {
    var w = c.watchdog();
    order(
        root,
        binder,
        "watchdog",
        "ws_lag_warn_threshold_ms",
        w.wsLagWarnThresholdMs(),
        "max_ws_lag_ms",
        w.maxWsLagMs());
    order(
        root,
        binder,
        "watchdog",
        "redis_heartbeat_warn_threshold_ms",
        w.redisHeartbeatWarnThresholdMs(),
        "max_redis_heartbeat_age_ms",
        w.maxRedisHeartbeatAgeMs());
    order(
        root,
        binder,
        "watchdog",
        "loop_latency_warn_threshold_ms",
        w.loopLatencyWarnThresholdMs(),
        "max_loop_latency_ms",
        w.maxLoopLatencyMs());
    order(
        root,
        binder,
        "watchdog",
        "order_ack_warn_threshold_ms",
        w.orderAckWarnThresholdMs(),
        "max_order_ack_ms",
        w.maxOrderAckMs());
    order(
        root,
        binder,
        "watchdog",
        "unhedged_age_warn_threshold_ms",
        w.unhedgedAgeWarnThresholdMs(),
        "max_unhedged_age_ms",
        w.maxUnhedgedAgeMs());
    order(
        root,
        binder,
        "watchdog",
        "clock_offset_warn_threshold_ms",
        w.clockOffsetWarnThresholdMs(),
        "max_clock_offset_ms",
        w.maxClockOffsetMs());
    order(
        root,
        binder,
        "watchdog",
        "gc_pause_warn_threshold_ms",
        w.gcPauseWarnThresholdMs(),
        "max_gc_pause_ms",
        w.maxGcPauseMs());
    order(
        root,
        binder,
        "watchdog",
        "min_disk_free_mb",
        w.minDiskFreeMb(),
        "disk_free_warn_threshold_mb",
        w.diskFreeWarnThresholdMb());
    order(
        root,
        binder,
        "watchdog",
        "journal_lag_warn_threshold_ms",
        w.journalLagWarnThresholdMs(),
        "max_journal_lag_ms",
        w.maxJournalLagMs());
    var s = c.sysMonitor();
    order(
        root, binder, "sys_monitor", "warn_cpu_pct", s.warnCpuPct(), "max_cpu_pct", s.maxCpuPct());
    order(root, binder, "sys_monitor", "warn_rss_mb", s.warnRssMb(), "max_rss_mb", s.maxRssMb());
    var r = c.rebalancer();
    order(
        root,
        binder,
        "rebalancer",
        "hard_band_pct",
        r.hardBandPct(),
        "soft_band_pct",
        r.softBandPct());
    if (c.pairs().isEmpty()) {
      binder.problem(Binder.find(root, "pairs"), "pairs must name at least one pair");
    }
    long distinct = c.pairs().stream().map(HaetaeConfig.Route::upbit).distinct().count();
    if (distinct != c.pairs().size()) {
      binder.problem(Binder.find(root, "pairs"), "pairs names the same upbit market twice");
    }
  }

  private static void order(
      Node root,
      Binder binder,
      String section,
      String lowKey,
      BigDecimal low,
      String highKey,
      BigDecimal high) {
    if (low.compareTo(high) > 0) {
      Node node = Binder.find(root, section);
      Node place = firstOf(Binder.find(node, lowKey), Binder.find(node, highKey), node);
      binder.problem(
          place,
          section
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
              + ")");
    }
  }

  private static @Nullable Node firstOf(@Nullable Node... nodes) {
    for (Node node : nodes) {
      if (node != null) {
        return node;
      }
    }
    return null;
  }
}
