package haetae.app;

import haetae.app.config.ConfigException;
import haetae.app.config.Spelling;
import haetae.app.live.StartFailure;
import haetae.app.research.BacktestCommand;
import haetae.app.research.PremiumCommand;
import haetae.app.research.SimulateCommand;
import haetae.app.research.SweepCommand;
import haetae.store.journal.JournalException;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.TypeConversionException;
import picocli.CommandLine.UnmatchedArgumentException;

/** The command line. */
@Command(
    name = "./haetae",
    description = "Watches and trades the price gap between Upbit and Binance.",
    mixinStandardHelpOptions = true,
    version = "haetae 0.1.0",
    footer = {
      "",
      "Examples:",
      "  ./haetae run --once --mock",
      "  ./haetae run --mode mock --loops 50 --interval 0.5",
      "  ./haetae health",
      "  ./haetae simulate --seeds 200",
      "",
      "./haetae COMMAND --help tells more. ./haetae test runs the tests."
    })
public final class Main {
  /** Exit code of a wrong command line or configuration. */
  static final int BAD_USAGE = 2;

  /** Exit code of a start that failed. */
  static final int FAILED = 1;

  private static final List<Map.Entry<String, Class<?>>> COMMANDS =
      List.of(
          Map.entry("backtest", BacktestCommand.class),
          Map.entry("crash-test", CrashTestCommand.class),
          Map.entry("run", RunCommand.class),
          Map.entry("health", HealthCommand.class),
          Map.entry("journal", JournalCommand.class),
          Map.entry("premium", PremiumCommand.class),
          Map.entry("record", RecordCommand.class),
          Map.entry("replay", ReplayCommand.class),
          Map.entry("halt", HaltCommand.class),
          Map.entry("resume", ResumeCommand.class),
          Map.entry("flatten", FlattenCommand.class),
          Map.entry("status", StatusCommand.class),
          Map.entry("storage", StorageCommand.class),
          Map.entry("export", ExportCommand.class),
          Map.entry("import-csv", ImportCsvCommand.class),
          Map.entry("sandbox", SandboxCommand.class),
          Map.entry("simulate", SimulateCommand.class),
          Map.entry("soak", SoakCommand.class),
          Map.entry("storm", StormCommand.class),
          Map.entry("supervise", SuperviseCommand.class),
          Map.entry("sweep", SweepCommand.class));

  private final Map<String, String> environment;

  private Main(Map<String, String> environment) {
    this.environment = environment;
  }

  /** Runs a command and ends the process with its code. */
  public static void main(String[] args) {
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    PrintStream err = new PrintStream(System.err, true, StandardCharsets.UTF_8);
    int code = run(args, System.getenv(), out, err);
    out.flush();
    Runtime.getRuntime().halt(code);
  }

  /** Runs a command; returns the exit code. Errors are one line each on {@code err}. */
  static int run(String[] args, Map<String, String> environment, PrintStream out, PrintStream err) {
    CommandLine line = new CommandLine(new Main(environment));
    String first = args.length == 0 ? "" : args[0];
    boolean known = COMMANDS.stream().anyMatch(command -> command.getKey().equals(first));
    // To look at all of them costs a start more than to run one.
    COMMANDS.stream()
        .filter(command -> !known || command.getKey().equals(first))
        .forEach(command -> line.addSubcommand(command.getKey(), command.getValue()));
    line.setOut(new java.io.PrintWriter(out, true, StandardCharsets.UTF_8));
    line.setErr(new java.io.PrintWriter(err, true, StandardCharsets.UTF_8));
    line.registerConverter(BigDecimal.class, Main::number);
    line.setParameterExceptionHandler((e, arguments) -> usage(e, err));
    line.setExecutionExceptionHandler((e, command, result) -> failure(e, err));
    if (args.length == 0) {
      line.usage(out);
      return BAD_USAGE;
    }
    return line.execute(args);
  }

  private static BigDecimal number(String text) {
    try {
      return new BigDecimal(text);
    } catch (NumberFormatException e) {
      throw new TypeConversionException("'" + text + "' is not a number");
    }
  }

  /**
   * The configuration to use: the one given, else that of the working folder, else the one beside
   * the launcher, which tells its folder in {@code HAETAE_HOME}.
   */
  Path configuration(@Nullable Path given) {
    Path here = Path.of("config", "live.yml");
    String home = environment.getOrDefault("HAETAE_HOME", "");
    if (given != null || Files.exists(here) || home.isEmpty()) {
      return given == null ? here : given;
    }
    return Path.of(home).resolve(here);
  }

  /** The process environment; only this package reads it. */
  Map<String, String> environment() {
    return environment;
  }

  private static int usage(ParameterException e, PrintStream err) {
    String hint = "";
    if (e instanceof UnmatchedArgumentException unmatched && !unmatched.getUnmatched().isEmpty()) {
      List<String> known = new java.util.ArrayList<>(e.getCommandLine().getSubcommands().keySet());
      e.getCommandLine().getCommandSpec().options().forEach(o -> known.addAll(List.of(o.names())));
      hint =
          Spelling.nearest(unmatched.getUnmatched().get(0), known)
              .map(k -> "; did you mean " + k + "?")
              .orElse("");
    }
    String command = e.getCommandLine().getCommandSpec().qualifiedName();
    String message = String.valueOf(e.getMessage()).lines().findFirst().orElse("bad usage");
    err.println(message + hint + " (see " + command + " --help)");
    return BAD_USAGE;
  }

  private static int failure(Exception e, PrintStream err) {
    if (e instanceof ConfigException config) {
      config.problems().forEach(err::println);
      return BAD_USAGE;
    }
    if (e instanceof JournalException) {
      err.println(e.getMessage());
      return FAILED;
    }
    if (e instanceof StartFailure) {
      err.println("cannot start: " + e.getMessage());
      return FAILED;
    }
    err.println("unexpected failure, please report it:");
    e.printStackTrace(err);
    return FAILED;
  }
}
