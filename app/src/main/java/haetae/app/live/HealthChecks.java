package haetae.app.live;

import static haetae.ops.health.HealthState.DISABLED;
import static haetae.ops.health.HealthState.ERROR;
import static haetae.ops.health.HealthState.OK;
import static haetae.ops.health.HealthState.WARN;

import haetae.app.config.HaetaeConfig;
import haetae.app.config.Secrets;
import haetae.engine.EngineSnapshot;
import haetae.ops.health.HealthCheck;
import haetae.ops.health.HealthCheck.Result;
import haetae.ops.log.LogHealth;
import haetae.risk.TradingState;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Year;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** What the service depends on, and how each is looked at. */
public final class HealthChecks {
  private static final int CONNECT_MS = 3_000;
  private static final int FIRST_PLAUSIBLE_YEAR = 2025;
  private static final long MB = 1_048_576;

  private HealthChecks() {}

  /**
   * The checks of a configuration.
   *
   * @param real the venues themselves are used, not a simulation or a recording
   * @param keys how the keys are looked at; none where the service looks at them by itself
   */
  public static List<HealthCheck> of(
      HaetaeConfig config, Secrets secrets, boolean real, List<HealthCheck> keys) {
    List<HealthCheck> checks = new ArrayList<>();
    checks.addAll(venues(config, real));
    checks.addAll(keys);
    checks.addAll(operation(config, secrets));
    return checks;
  }

  /** Asks the venues what the keys may do, and what time it is. */
  public static List<HealthCheck> keys(HaetaeConfig config, Secrets secrets, boolean real) {
    return List.of(
        HealthCheck.of("KEYS", () -> AccountHealth.of(config, secrets, real)),
        HealthCheck.of("CLOCKS", () -> ClockHealth.of(config, real)));
  }

  private static List<HealthCheck> venues(HaetaeConfig config, boolean real) {
    return List.of(
        HealthCheck.of("CONFIG", () -> new Result(OK, "mode " + config.mode().current())),
        HealthCheck.of(
            "UPBIT", () -> venue(config.upbit().enabled(), config.upbit().restUrl(), real)),
        HealthCheck.of(
            "BINANCE", () -> venue(config.binance().enabled(), config.binance().restUrl(), real)));
  }

  private static List<HealthCheck> operation(HaetaeConfig config, Secrets secrets) {
    return List.of(
        HealthCheck.of("DATA", () -> folder(Path.of(config.dataDir()))),
        HealthCheck.of("STORAGE", () -> StorageHealth.look(config, secrets)),
        HealthCheck.of("REDIS", () -> RedisPart.look(config, secrets)),
        HealthCheck.of("CLOCK", HealthChecks::clock),
        HealthCheck.of("DISK", () -> disk(config)),
        HealthCheck.of("LOGS", () -> logs(config)));
  }

  /** Whether the engine takes new risk. */
  static HealthCheck trading(Supplier<EngineSnapshot> engine) {
    return HealthCheck.of(
        "TRADING",
        () -> {
          TradingState state = engine.get().tradingState();
          return switch (state) {
            case NORMAL -> new Result(OK, "entries and exits");
            case REDUCING -> new Result(OK, "exits only, as asked");
            case HALTED -> new Result(WARN, "halted: cancels and hedges only");
          };
        });
  }

  /** Whether log lines reach their files. */
  static HealthCheck logFiles(Supplier<LogHealth> log) {
    return HealthCheck.of(
        "LOGGING",
        () -> {
          LogHealth health = log.get();
          if (health.state() != LogHealth.State.OK) {
            return new Result(ERROR, health.reason());
          }
          boolean whole = health.dropped() + health.lost() == 0;
          String words = health.dropped() + " lines dropped, " + health.lost() + " lost";
          return new Result(whole ? OK : WARN, words);
        });
  }

  private static Result venue(boolean enabled, String restUrl, boolean real) {
    if (!enabled || !real) {
      String why = enabled ? "not used: simulated or recorded quotes" : "enabled: false";
      return new Result(DISABLED, why);
    }
    URI address = URI.create(restUrl);
    int port = address.getPort() > 0 ? address.getPort() : 443;
    return connect(address.getHost(), port);
  }

  private static Result connect(String host, int port) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(host, port), CONNECT_MS);
      return new Result(OK, "connected to " + host + ":" + port);
    } catch (IOException | IllegalArgumentException e) {
      return new Result(ERROR, "cannot connect to " + host + ":" + port + ": " + e.getMessage());
    }
  }

  private static Result clock() {
    int year = Year.now(java.time.ZoneOffset.UTC).getValue();
    return year >= FIRST_PLAUSIBLE_YEAR
        ? new Result(OK, "system clock says " + java.time.Instant.now())
        : new Result(ERROR, "system clock says year " + year);
  }

  /** The fuller one of the disks that logs and data are on. */
  private static Result disk(HaetaeConfig config) throws IOException {
    long free = Long.MAX_VALUE;
    for (String path : List.of(config.logging().file(), config.dataDir())) {
      Path existing = existing(Path.of(path));
      free = Math.min(free, Files.getFileStore(existing).getUsableSpace() / MB);
    }
    if (free < config.watchdog().minDiskFreeMb().longValue()) {
      return new Result(ERROR, free + " MB free");
    }
    boolean low = free < config.watchdog().diskFreeWarnThresholdMb().longValue();
    return new Result(low ? WARN : OK, free + " MB free");
  }

  private static Path existing(Path path) {
    Path existing = path.toAbsolutePath();
    while (!Files.exists(existing) && existing.getParent() != null) {
      existing = existing.getParent();
    }
    return existing;
  }

  private static Result logs(HaetaeConfig config) throws IOException {
    Path parent = Path.of(config.logging().file()).toAbsolutePath().getParent();
    return parent == null ? new Result(ERROR, "logging.file has no folder") : folder(parent);
  }

  private static Result folder(Path folder) throws IOException {
    Path existing = existing(folder);
    if (!Files.isDirectory(existing)) {
      return new Result(ERROR, existing + " is not a folder");
    }
    // A file is really written: permissions alone do not tell a full or read-only disk.
    Path probe = Files.createTempFile(existing, ".haetae", ".probe");
    try {
      Files.writeString(probe, "probe");
    } finally {
      Files.deleteIfExists(probe);
    }
    return new Result(OK, "can be written: " + folder);
  }
}
