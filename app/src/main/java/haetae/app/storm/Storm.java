package haetae.app.storm;

import haetae.app.config.ConfigException;
import haetae.app.config.ConfigLoader;
import haetae.app.config.HaetaeConfig;
import haetae.app.config.Secrets;
import haetae.app.live.LiveService;
import haetae.app.live.RunJournal;
import haetae.app.live.RunOptions;
import haetae.app.live.StartFailure;
import haetae.ops.watchdog.LifeSigns;
import haetae.sandbox.Ports;
import haetae.sandbox.Sandbox;
import haetae.sandbox.Scenario;
import haetae.store.journal.JournalException;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Mode live, unchanged, on a sandbox of this process whose venues fail all the time; towards the
 * end they become calm, so that whatever is under way can come to its end. Threads: one.
 */
public final class Storm {
  /** Time without faults at the end. */
  public static final int CALM_SEC = 10;

  private static final int AGE_MS = 3_000;

  /** Between two looks of the watchdog, three of which end a run: as in earnest. */
  private static final int INTERVAL_SEC = 30;

  /** In a storm that is too short for that there is no watchdog. */
  private static final int SHORT_INTERVAL_SEC = 5;

  private static final int SHORT_SEC = 10 * INTERVAL_SEC;

  private final Scenario scenario;
  private final Path folder;
  private final int ageMs;

  /**
   * A storm that has not begun.
   *
   * @param scenario market and faults
   * @param folder takes configuration, logs, journal and data; what is there is not gone on with
   */
  public Storm(Scenario scenario, Path folder) {
    this(scenario, folder, AGE_MS);
  }

  /** The same with quotes of another age that are traded on: a busy machine is slow to hear. */
  Storm(Scenario scenario, Path folder, int ageMs) {
    this.scenario = scenario;
    this.folder = folder.toAbsolutePath();
    this.ageMs = ageMs;
  }

  /**
   * Runs it.
   *
   * @param seconds how long, the calm at the end included
   */
  public StormReport run(int seconds)
      throws IOException, ConfigException, StartFailure, InterruptedException, JournalException {
    Files.createDirectories(folder);
    List<Throwable> failures = new CopyOnWriteArrayList<>();
    try (Sandbox sandbox = Sandbox.start(scenario, Ports.any(), failures::add)) {
      Path file =
          Files.writeString(
              folder.resolve("settings.yml"),
              StormSettings.of(sandbox, folder, ageMs, seconds >= SHORT_SEC));
      HaetaeConfig config = ConfigLoader.load(file);
      Weather weather = new Weather(sandbox);
      int code;
      try (ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor()) {
        Future<?> calm =
            timer.schedule(weather::calm, Math.max(0, seconds - CALM_SEC), TimeUnit.SECONDS);
        code = service(file, config, seconds).run();
        calm.cancel(false);
      }
      Path journal = RunJournal.all(RunJournal.home(config)).getLast();
      List<Long> stopsMs = EntryStops.told(folder.resolve("logs/live.log"));
      return new StormReport(
          new Audit(journal, sandbox.truth()), weather.calmNs(), code, stopsMs, failures);
    }
  }

  private LiveService service(Path file, HaetaeConfig config, int seconds)
      throws IOException, ConfigException {
    Files.writeString(folder.resolve("confirmed"), "");
    Secrets secrets = Secrets.load(Map.of("LIVE_TRADING", "1"), folder.resolve("no.env"));
    int intervalSec = seconds < SHORT_SEC ? SHORT_INTERVAL_SEC : INTERVAL_SEC;
    RunOptions options =
        new RunOptions(
            file,
            "live",
            // The last cycle is the end.
            seconds / intervalSec + 1,
            BigDecimal.valueOf(intervalSec),
            OptionalLong.empty(),
            List.of(),
            OptionalDouble.empty(),
            false,
            true);
    return new LiveService(options, config, secrets, LifeSigns.none());
  }

  /** When the faults ended. */
  private static final class Weather {
    private final Sandbox sandbox;
    private volatile long calmNs;

    Weather(Sandbox sandbox) {
      this.sandbox = sandbox;
    }

    void calm() {
      sandbox.calm();
      calmNs = TimeUnit.MILLISECONDS.toNanos(System.currentTimeMillis());
    }

    long calmNs() {
      return calmNs;
    }
  }
}
