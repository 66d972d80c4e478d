package haetae.app;

import haetae.app.config.ConfigException;
import haetae.app.config.ConfigLoader;
import haetae.app.config.HaetaeConfig;
import haetae.app.config.Secrets;
import haetae.app.live.LiveService;
import haetae.app.live.WsTest;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

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
      "  ./haetae run --ws-test                              are all streams healthy?",
      "  ./haetae run --mode paper --replay data/demo/*.gz   recorded quotes, simulated fills"
    })
final class RunCommand implements Callable<Integer> {
  private static final int WS_TEST_SECONDS = 10;

  @ParentCommand private @Nullable Main main;
  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      defaultValue = "config/live.yml",
      description = "Configuration (default: ${DEFAULT-VALUE}).")
  private Path config = Path.of("config/live.yml");

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
      names = "--ws-test",
      description = "Listens to all streams for ten seconds and says how they are; trades nothing.")
  private boolean wsTest;

  @Override
  public Integer call() throws Exception {
    HaetaeConfig loaded = ConfigLoader.load(config);
    if (wsTest) {
      return WsTest.run(loaded, WS_TEST_SECONDS, out()) ? 0 : Main.FAILED;
    }
    RunOptions options = options(loaded);
    Secrets secrets = secrets();
    String notifySocket = environment().getOrDefault("NOTIFY_SOCKET", "");
    return new LiveService(options, loaded, secrets, notifySocket).run();
  }

  private PrintWriter out() {
    if (spec == null) {
      throw new IllegalStateException("not started by the command line");
    }
    return spec.commandLine().getOut();
  }

  private Secrets secrets() throws ConfigException {
    return Secrets.load(environment(), Path.of(".env"));
  }

  private java.util.Map<String, String> environment() {
    return main == null ? java.util.Map.of() : main.environment();
  }

  private RunOptions options(HaetaeConfig loaded) {
    check(interval.signum() > 0, "--interval must be above 0, not " + interval.toPlainString());
    check(interval.compareTo(BigDecimal.valueOf(86_400)) <= 0, "--interval must be at most 86400");
    check(loops == null || loops > 0, "--loops must be at least 1, not " + loops);
    String chosen = chosenMode(loaded);
    check(
        replay.isEmpty() || !chosen.equals("mock"),
        "--replay needs recorded quotes: use it with --mode paper");
    long count = loops != null ? loops : once ? 1 : 0;
    return new RunOptions(
        config,
        chosen,
        count,
        interval,
        seed == null ? OptionalLong.empty() : OptionalLong.of(seed),
        replay,
        chosenSpeed());
  }

  private String chosenMode(HaetaeConfig loaded) {
    List<String> modes = List.of("mock", "paper", "live");
    check(
        mode == null || modes.contains(mode),
        "--mode must be one of mock, paper, live, not \"" + mode + "\"");
    check(
        !mock || mode == null || mode.equals("mock"),
        "--mock and --mode " + mode + " contradict each other");
    if (mock) {
      return "mock";
    }
    return mode == null ? loaded.mode().current() : mode;
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
      check(
          factor > 0 && !Double.isInfinite(factor), "--speed must be above 0 or max, not " + speed);
      return OptionalDouble.of(factor);
    } catch (NumberFormatException e) {
      throw problem("--speed must be a number or max, not " + speed);
    }
  }

  private void check(boolean fine, String message) {
    if (!fine) {
      throw problem(message);
    }
  }

  private ParameterException problem(String message) {
    if (spec == null) {
      throw new IllegalStateException(message);
    }
    return new ParameterException(spec.commandLine(), message);
  }
}
