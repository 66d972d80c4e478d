package haetae.app.live;

import static haetae.ops.health.HealthState.DISABLED;
import static haetae.ops.health.HealthState.ERROR;
import static haetae.ops.health.HealthState.OK;
import static haetae.ops.health.HealthState.WARN;

import haetae.app.config.HaetaeConfig;
import haetae.app.config.Secrets;
import haetae.ops.health.HealthCheck;
import haetae.ops.health.HealthCheck.Result;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Year;
import java.util.List;

/** What the service depends on, and how each is looked at. */
public final class HealthChecks {
  private static final int CONNECT_MS = 3_000;
  private static final int FIRST_PLAUSIBLE_YEAR = 2025;
  private static final long MB = 1_048_576;

  private HealthChecks() {}

  /** The checks of a configuration. */
  public static List<HealthCheck> of(HaetaeConfig config, Secrets secrets) {
    boolean real = !config.mode().current().equals("mock");
    return List.of(
        HealthCheck.of("CONFIG", () -> new Result(OK, "mode " + config.mode().current())),
        HealthCheck.of(
            "UPBIT", () -> venue(config.upbit().enabled(), config.upbit().restUrl(), real)),
        HealthCheck.of(
            "BINANCE", () -> venue(config.binance().enabled(), config.binance().restUrl(), real)),
        HealthCheck.of("KEYS", () -> keys(secrets, real)),
        HealthCheck.of("STORAGE", () -> folder(Path.of(config.dataDir()))),
        HealthCheck.of("REDIS", () -> redis(config.redis())),
        HealthCheck.of("CLOCK", HealthChecks::clock),
        HealthCheck.of("DISK", () -> disk(config)),
        HealthCheck.of("LOGS", () -> logs(config)));
  }

  private static Result venue(boolean enabled, String restUrl, boolean real) {
    if (!enabled || !real) {
      String why = enabled ? "not used in mode mock" : "enabled: false";
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

  private static Result keys(Secrets secrets, boolean real) {
    long present =
        Secrets.SECRET_NAMES.stream().limit(4).filter(n -> secrets.get(n).isPresent()).count();
    if (!secrets.warnings().isEmpty()) {
      return new Result(WARN, String.join("; ", secrets.warnings()));
    }
    if (present == 4) {
      return new Result(OK, "all four API keys are set");
    }
    return new Result(real ? WARN : DISABLED, present + " of 4 API keys are set");
  }

  private static Result redis(HaetaeConfig.Redis redis) {
    if (!redis.enabled()) {
      return new Result(DISABLED, "redis.enabled: false");
    }
    URI address = URI.create(redis.url());
    return connect(address.getHost(), address.getPort() > 0 ? address.getPort() : 6379);
  }

  private static Result clock() {
    int year = Year.now(java.time.ZoneOffset.UTC).getValue();
    return year >= FIRST_PLAUSIBLE_YEAR
        ? new Result(OK, "system clock says " + java.time.Instant.now())
        : new Result(ERROR, "system clock says year " + year);
  }

  private static Result disk(HaetaeConfig config) throws IOException {
    long free = Files.getFileStore(Path.of("").toAbsolutePath()).getUsableSpace() / MB;
    if (free < config.watchdog().minDiskFreeMb().longValue()) {
      return new Result(ERROR, free + " MB free");
    }
    boolean low = free < config.watchdog().diskFreeWarnThresholdMb().longValue();
    return new Result(low ? WARN : OK, free + " MB free");
  }

  private static Result logs(HaetaeConfig config) throws IOException {
    Path parent = Path.of(config.logging().file()).toAbsolutePath().getParent();
    return parent == null ? new Result(ERROR, "logging.file has no folder") : folder(parent);
  }

  private static Result folder(Path folder) throws IOException {
    Path existing = folder.toAbsolutePath();
    while (!Files.exists(existing) && existing.getParent() != null) {
      existing = existing.getParent();
    }
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
