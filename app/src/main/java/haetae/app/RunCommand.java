package haetae.app;

import haetae.app.cli.Usage;
import haetae.app.config.ConfigException;
import haetae.app.config.ConfigLoader;
import haetae.app.config.HaetaeConfig;
import haetae.app.config.Secrets;
import haetae.app.live.LiveService;
import haetae.app.live.RunOptions;
import haetae.app.live.WsTest;
import haetae.ops.log.Loggers;
import haetae.ops.watchdog.LifeSigns;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** Runs the live service. */
@Command(
    name = "run",
    description = "Runs the live service until it is stopped.",
    mixinStandardHelpOptions = true,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:done",
      "1:failed start",
      "2:bad usage or bad configuration",
      "3:the watchdog asked for the shutdown",
      "130, 143:stopped by SIGINT, SIGTERM, in the same orderly way"
    },
    footer = {
      "",
      "Examples:",
      "  ./haetae run --once --mock                          one cycle on the simulated market",
      "  ./haetae run --mode mock --loops 50 --interval 0.5  fifty cycles, half a second apart",
      "  ./haetae run --mode mock --seed 7 --loops 20        the same market again and again",
      "  ./haetae run --mode paper                           real quotes, simulated fills",
      "  ./haetae run --mode paper --fresh                   the same, with nothing of the last"
          + " run",
      "  ./haetae run --mode paper --ws-test                 are all streams healthy?",
      "  ./haetae run --mode paper --replay data/demo/*.gz   recorded quotes, simulated fills"
    })
final class RunCommand implements Callable<Integer> {
  private static final int WS_TEST_SECONDS = 10;
  private static final BigDecimal SHORTEST = new BigDecimal("0.01");
  private static final String REPLAY_NEEDS_PAPER =
      "--replay needs recorded quotes: use it with --mode paper";
  private static final BigDecimal LONGEST = BigDecimal.valueOf(86_400);

  @ParentCommand private @Nullable Main main;
  @Mixin private Usage usage = new Usage();

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "Configuration (default: config/live.yml here, or else beside ./haetae).")
  private @Nullable Path config;

  @Option(
      names = "--mode",
      paramLabel = "MODE",
      description = "mock, paper or live (default: mode.current of the configuration).")
  private @Nullable String mode;

  @Option(names = "--mock", description = "The same as --mode mock.")
  private boolean mock;

  @Option(names = "--once", description = "One cycle, then stop.")
  private boolean once;

  @Option(
      names = "--loops",
      paramLabel = "N",
      description = "N cycles, then stop; wins over --once.")
  private @Nullable Long loops;

  @Option(
      names = "--interval",
      paramLabel = "SECONDS",
      defaultValue = "30",
      description = "Time between two cycles, decimals allowed (default: ${DEFAULT-VALUE}).")
  private BigDecimal interval = BigDecimal.valueOf(30);

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Seed of everything simulated (default: mock.seed).")
  private @Nullable Long seed;

  @Option(
      names = "--replay",
      paramLabel = "FILE",
      arity = "1..*",
      description = "Recordings to trade on, in paper mode.")
  private List<Path> replay = List.of();

  @Option(
      names = "--speed",
      paramLabel = "X|max",
      description = "Recorded or simulated seconds a second (replay: max, mock: mock.speed).")
  private @Nullable String speed;

  @Option(
      names = "--fresh",
      description = "Begin anew instead of going on with the last run of this mode.")
  private boolean fresh;

  @Option(
      names = "--ws-test",
      description = "Watch the feeds without entries; exit 1 if one of them is silent.")
  private boolean feedTest;

  @Override
  public Integer call() throws Exception {
    // A wrong command line is told before a file is looked at.
    checkNumbers();
    checkMode();
    Path file = Configured.path(main, config);
    // Logging takes as long to load as the configuration: both at once.
    Thread logging = Thread.ofPlatform().name("log-start").start(() -> Loggers.of("live_loop"));
    HaetaeConfig loaded = ConfigLoader.load(file);
    logging.join();
    RunOptions options = options(file, loaded);
    if (feedTest && options.mode().equals("paper") && replay.isEmpty()) {
      return WsTest.run(loaded, WS_TEST_SECONDS, usage.out()) ? 0 : Main.FAILED;
    }
    Secrets secrets = secrets();
    LifeSigns supervisor =
        new LifeSigns(environment().get("NOTIFY_SOCKET"), environment().get(SuperviseCommand.MARK));
    return new LiveService(options, loaded, secrets, supervisor).run();
  }

  private Secrets secrets() throws ConfigException {
    return Secrets.load(environment(), Path.of(".env"));
  }

  private java.util.Map<String, String> environment() {
    return main == null ? java.util.Map.of() : main.environment();
  }

  private void checkNumbers() {
    usage.check(
        interval.compareTo(SHORTEST) >= 0 && interval.compareTo(LONGEST) <= 0,
        "--interval must be between " + SHORTEST + " and " + LONGEST + " seconds, not " + interval);
    usage.check(loops == null || loops > 0, "--loops must be at least 1, not " + loops);
    chosenSpeed();
  }

  private RunOptions options(Path file, HaetaeConfig loaded) {
    String chosen = mock ? "mock" : mode == null ? loaded.mode().current() : mode;
    usage.check(replay.isEmpty() || !chosen.equals("mock"), REPLAY_NEEDS_PAPER);
    long count = loops != null ? loops : once || feedTest ? 1 : 0;
    return new RunOptions(
        file,
        chosen,
        count,
        interval,
        seed == null ? OptionalLong.empty() : OptionalLong.of(seed),
        replay,
        chosenSpeed(),
        feedTest,
        fresh);
  }

  private void checkMode() {
    List<String> modes = List.of("mock", "paper", "live");
    usage.check(
        mode == null || modes.contains(mode),
        "--mode must be one of mock, paper, live, not \"" + mode + "\"");
    usage.check(
        !mock || mode == null || mode.equals("mock"),
        "--mock and --mode " + mode + " contradict each other");
    usage.check(replay.isEmpty() || !(mock || "mock".equals(mode)), REPLAY_NEEDS_PAPER);
  }

  private OptionalDouble chosenSpeed() {
    if (speed == null) {
      return OptionalDouble.empty();
    }
    if (speed.equals("max")) {
      return OptionalDouble.of(Double.POSITIVE_INFINITY);
    }
    try {
      double factor = Double.parseDouble(speed);
      usage.check(
          factor > 0 && !Double.isInfinite(factor), "--speed must be above 0 or max, not " + speed);
      return OptionalDouble.of(factor);
    } catch (NumberFormatException e) {
      throw usage.problem("--speed must be a number or max, not " + speed);
    }
  }
}
