package haetae.app.live;

import haetae.app.config.ConfigException;
import haetae.app.config.ConfigLoader;
import haetae.app.config.HaetaeConfig;
import haetae.app.config.Secrets;
import haetae.app.live.CrashResult.End;
import haetae.market.Asset;
import haetae.ops.log.CentralLog;
import haetae.ops.log.LogConfig;
import haetae.ops.log.LogLevel;
import haetae.sandbox.Ports;
import haetae.sandbox.Sandbox;
import haetae.sandbox.Scenario;
import haetae.sandbox.ScenarioException;
import haetae.sandbox.ScenarioReader;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * Kills the live service at seeded steps of two-leg trades on the sandbox, and lets it go on with
 * its files. Each run has a sandbox, a data folder and connections of its own. Threads: any; runs
 * may go on side by side.
 */
public final class CrashRuns implements AutoCloseable {
  private static final String COIN = "ETH";
  private static final int TRIES = 100;
  private static final long PAUSE_NS = 50_000_000;
  private static final String CALM =
      """
      market: {premium_pct: 3, premium_sd_pct: 0.01, usdt_krw: 1400, tick_ms: 100}
      binance: {leverage: 3}
      """;
  private final Path home;
  private final CentralLog log;
  private final Secrets secrets;
  private final Map<CrashScript, Integer> steps = new ConcurrentHashMap<>();
  private final List<Throwable> faults = new CopyOnWriteArrayList<>();

  private CrashRuns(Path home, CentralLog log, Secrets secrets) {
    this.home = home;
    this.log = log;
    this.secrets = secrets;
  }

  /** In a new folder where the system has temporary files; it is deleted at the end. */
  public static CrashRuns temporary() throws IOException, ConfigException {
    Path home = Files.createTempDirectory("haetae-crash");
    Secrets secrets = Secrets.load(Map.of("LIVE_TRADING", "1"), home.resolve("none"));
    LogConfig quiet =
        new LogConfig(
            LogLevel.ERROR, home.resolve("crash.log"), false, false, 1, 64 << 20, secrets.toMask());
    return new CrashRuns(home, CentralLog.start(quiet), secrets);
  }

  /**
   * Runs a script to its end once, to know how many steps there are to be killed at.
   *
   * @return its steps
   */
  public int measure(CrashScript script) throws InterruptedException {
    CrashResult whole = run(0, script, 0);
    if (whole.end() == End.FAILED) {
      throw new IllegalStateException(script + " fails without a kill: " + whole.detail());
    }
    return steps.getOrDefault(script, 0);
  }

  /** One run: the number chooses the script and the step at which it is killed. */
  public CrashResult run(long number) throws InterruptedException {
    CrashScript[] scripts = CrashScript.values();
    CrashScript script = scripts[(int) (number % scripts.length)];
    int last = steps.getOrDefault(script, 1);
    return run(number, script, 1 + new SplittableRandom(number).nextInt(last));
  }

  private CrashResult run(long number, CrashScript script, int killAt) throws InterruptedException {
    return on(
        number,
        script,
        run -> {
          CrashRun.First first = run.live(killAt);
          if (killAt == 0) {
            steps.put(script, first.steps());
          }
          return first.place();
        });
  }

  /**
   * One run whose first life is a process of its own, which is killed with SIGKILL a moment after
   * one of its orders.
   *
   * @param service starts the service with a configuration and an output
   */
  public CrashResult kill(long number, Service service) throws InterruptedException {
    return on(number, CrashScript.TRADE, run -> run.kill(number, service));
  }

  /** Starts the service in a process of its own. */
  @FunctionalInterface
  public interface Service {
    /** Starts it in mode live. */
    Process start(Path settings, Path output) throws IOException;
  }

  /** The first life of a run; says where it was killed. */
  private interface FirstLife {
    String live(CrashRun run) throws StartFailure, IOException, InterruptedException;
  }

  private CrashResult on(long number, CrashScript script, FirstLife life)
      throws InterruptedException {
    try {
      // A folder of its own also for a run that is repeated.
      Path folder = Files.createTempDirectory(home, "run");
      try (Sandbox sandbox =
          Sandbox.start(script.on(calm().seed(number + 1)), Ports.any(), faults::add)) {
        HaetaeConfig config = settings(folder, sandbox);
        Files.createFile(Path.of(config.runtime().confirmFile()));
        CrashRun run = new CrashRun(script, config, secrets, log);
        CrashTruth truth = new CrashTruth(new Asset(COIN), sandbox.truth());
        return run.settle(number, life.live(run), truth, sandbox::truth);
      } finally {
        delete(folder);
      }
    } catch (StartFailure | IOException e) {
      String why = e.toString();
      return new CrashResult(number, script, "the beginning", End.FAILED, why, 0);
    }
  }

  private static Scenario calm() throws IOException {
    Path file = Files.createTempFile("haetae-calm", ".yml");
    try {
      return ScenarioReader.read(Files.writeString(file, CALM));
    } catch (ScenarioException e) {
      throw new IllegalStateException("own scenario is refused", e);
    } finally {
      Files.delete(file);
    }
  }

  private static HaetaeConfig settings(Path folder, Sandbox sandbox) throws IOException {
    String text =
        SandboxVenues.settings(sandbox)
            + """
            mode: {current: "live"}
            pairs:
              - {base: "ETH", upbit: "KRW-ETH", binance: "ETHUSDT", binance_market: "futures",
                 lot: 0.001, tick: 0.01, min_notional_usdt: 20}
            websocket: {start_timeout_sec: 60}
            stoploss: {enabled: false}
            live_guards: {require_safety_pass: false, dry_run_on_startup: false}
            # How busy this machine is must not matter here.
            watchdog: {enabled: false, max_ws_lag_ms: 60000}
            safety:
              {max_quote_age_ms_upbit: 60000, max_quote_age_ms_binance: 60000,
               max_quote_age_ms_fx: 60000, max_quote_skew_ms: 60000, max_clock_offset_ms: 30000,
               premium_gap_pct: 50}
            storage: {backend: "none"}
            shadow: {enabled: false}
            metrics_server: {enabled: false}
            alert: {enabled: false}
            longrun: {enabled: false}
            journal: {segment_mb: 1, keep_mb: 4, snapshot_sec: 0.5}
            data_dir: "%1$s/data"
            logging: {file: "%1$s/live.log"}
            runtime: {confirm_file: "%1$s/confirmed", halt_file: "%1$s/HALT", rehearsal_orders: 0}
            """
                .formatted(folder);
    try {
      return ConfigLoader.load(Files.writeString(folder.resolve("settings.yml"), text));
    } catch (ConfigException e) {
      throw new IllegalStateException("own settings are refused: " + e.problems(), e);
    }
  }

  /** Failures of the sandbox itself. */
  public List<Throwable> faults() {
    return List.copyOf(faults);
  }

  @Override
  public void close() throws IOException {
    log.close();
    delete(home);
  }

  /** Deletes all; what a thread that is just ending adds meanwhile, too. */
  private static void delete(Path folder) throws IOException {
    for (int i = 1; i < TRIES; i++) {
      try {
        deleteOnce(folder);
        return;
      } catch (DirectoryNotEmptyException | NoSuchFileException e) {
        LockSupport.parkNanos(PAUSE_NS);
      }
    }
    deleteOnce(folder);
  }

  private static void deleteOnce(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    }
  }
}
