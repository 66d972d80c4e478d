package haetae.app;

import haetae.app.cli.Usage;
import haetae.app.config.HaetaeConfig;
import haetae.app.config.HaetaeConfig.SuperviseSection;
import haetae.app.live.AlertChannels;
import haetae.app.live.Signals;
import haetae.app.live.StartFailure;
import haetae.app.supervise.Budget;
import haetae.app.supervise.Patience;
import haetae.app.supervise.Supervisor;
import haetae.ops.alert.AlertRouter;
import haetae.ops.log.CentralLog;
import haetae.ops.log.LogConfig;
import haetae.ops.log.LogLevel;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** Keeps the service running from a second process. */
@Command(
    name = "supervise",
    description = {
      "Runs the service in a process of its own and starts it again when it dies, or hangs; gives"
          + " up,",
      "with an alert, when that does not help (section supervise of the configuration)."
    },
    mixinStandardHelpOptions = true,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0, 2, 129, 130, 143:the service's own, which ended as it was asked to",
      "1:the service is dead: its restarts are used up",
      "2:bad usage or bad configuration"
    },
    footer = {
      "",
      "Example:",
      "  ./haetae supervise -- run --mode paper",
      "",
      "Under systemd use infra/systemd/haetae.service instead: it sees the same signs of life."
    })
final class SuperviseCommand implements Callable<Integer> {
  /** Names the mark file to the service. */
  static final String MARK = "HAETAE_MARK";

  private static final String CONFIG = "--config";
  private static final long MB = 1_048_576;
  private static final int LOG_MB = 16;
  private static final long STOP_GRACE_MS = 30_000;

  @ParentCommand private @Nullable Main main;
  @Mixin private Usage usage = new Usage();

  @Parameters(
      arity = "1..*",
      paramLabel = "-- run ...",
      description = "The command line of the service, as for ./haetae run.")
  private List<String> service = List.of();

  @Override
  public Integer call() throws Exception {
    usage.check(
        service.getFirst().equals("run"),
        "only run can be supervised: ./haetae supervise -- run ..., not " + service.getFirst());
    Configured given = Configured.load(main, config());
    try (CentralLog log = CentralLog.start(logConfig(given))) {
      AlertRouter alerts =
          new AlertRouter(
              given.config().alert().enabled(),
              AlertChannels.of(given.config(), given.secrets(), given.config().mode().current()));
      try {
        return supervise(given.config(), alerts);
      } finally {
        alerts.close();
        log.flush(2_000);
      }
    }
  }

  private int supervise(HaetaeConfig config, AlertRouter alerts)
      throws IOException, InterruptedException, StartFailure {
    Path folder = Path.of(config.dataDir(), "supervise");
    Files.createDirectories(folder);
    Path mark = folder.resolve("mark-" + ProcessHandle.current().pid()).toAbsolutePath();
    SuperviseSection s = config.supervise();
    Supervisor supervisor =
        new Supervisor(
            new Supervisor.Around(
                () -> start(mark),
                mark,
                folder,
                Path.of(System.getProperty("java.home")),
                alerts::raise),
            new Patience(
                ms(s.startTimeoutSec()),
                ms(s.hungAfterSec()),
                ms(config.runtime().shutdownTimeoutSec()) + STOP_GRACE_MS),
            new Budget(
                s.maxRestarts(),
                ms(s.restartWindowSec()),
                ms(s.backoffSec()),
                ms(s.maxBackoffSec())));
    try (Signals _ = Signals.handle(supervisor::signal)) {
      return supervisor.run();
    } finally {
      Files.deleteIfExists(mark);
    }
  }

  private Process start(Path mark) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(OwnProgram.command(System.getProperty("haetae.run.flags", ""), service));
    builder.environment().put(MARK, mark.toString());
    return builder.inheritIO().start();
  }

  /** The configuration that the service is given, if it is given one. */
  private @Nullable Path config() {
    for (int i = 0; i < service.size(); i++) {
      String word = service.get(i);
      if (word.startsWith(CONFIG + "=")) {
        return Path.of(word.substring(CONFIG.length() + 1));
      }
      if (word.equals(CONFIG) && i + 1 < service.size()) {
        return Path.of(service.get(i + 1));
      }
    }
    return null;
  }

  private static long ms(BigDecimal seconds) {
    return seconds.movePointRight(3).longValue();
  }

  /** Files of its own: two processes must not turn over one file. */
  private static LogConfig logConfig(Configured given) {
    HaetaeConfig.Logging l = given.config().logging();
    Path folder = Path.of(l.file()).toAbsolutePath().resolveSibling("supervise");
    return new LogConfig(
        LogLevel.valueOf(l.level()),
        folder.resolve("supervise.log"),
        l.json(),
        l.console(),
        l.keepDays(),
        LOG_MB * MB,
        given.secrets().toMask(given.config()));
  }
}
