package haetae.app.research;

import haetae.app.config.ConfigLoader;
import haetae.app.config.HaetaeConfig;
import haetae.app.live.RecordedRig;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Runs the engine over recordings as fast as it goes and reports what came of it. */
@Command(
    name = "backtest",
    description = "The engine of mock, paper and live over recorded data, with a report.",
    mixinStandardHelpOptions = true,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:done, whatever was earned",
      "1:the recordings cannot be used",
      "2:bad usage or bad configuration"
    },
    footer = {
      "",
      "Examples:",
      "  ./haetae backtest --data data/demo/*.gz --report out",
      "  ./haetae backtest --config my.yml --data FILE... --from 2020-01-01 --to 2021-01-01"
    })
public final class BacktestCommand implements Callable<Integer> {
  private static final long NS_PER_SECOND = 1_000_000_000L;

  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      defaultValue = "config/live.yml",
      description = "Strategy, limits, fees and models (default: ${DEFAULT-VALUE}).")
  private Path config = Path.of("config/live.yml");

  @Option(
      names = "--data",
      paramLabel = "FILE",
      arity = "1..*",
      required = true,
      description = "Recordings, ticks or candles.")
  private List<Path> data = List.of();

  @Option(names = "--from", paramLabel = "TIME", description = "First day or moment, UTC.")
  private @Nullable String from;

  @Option(names = "--to", paramLabel = "TIME", description = "Last moment, UTC.")
  private @Nullable String to;

  @Option(
      names = "--interval",
      paramLabel = "SECONDS",
      defaultValue = "60",
      description = "Recorded time between two cycles (default: ${DEFAULT-VALUE}).")
  private BigDecimal interval = BigDecimal.valueOf(60);

  @Option(
      names = "--resume-after",
      paramLabel = "HOURS",
      description =
          "An operator resumes so long after a limit has stopped trading (default: never).")
  private @Nullable BigDecimal resumeAfter;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Seed of latencies, faults and models (default: mock.seed).")
  private @Nullable Long seed;

  @Option(
      names = "--report",
      paramLabel = "DIR",
      description =
          "Writes backtest.html, trades.csv and .parquet, equity.csv and the charts as PNG there.")
  private @Nullable Path report;

  /** For the command line. */
  public BacktestCommand() {}

  @Override
  public Integer call() throws Exception {
    check(interval.signum() > 0, "--interval must be positive: " + interval);
    check(
        resumeAfter == null || resumeAfter.signum() > 0,
        "--resume-after must be positive: " + resumeAfter);
    long first = time("--from", from, Long.MIN_VALUE);
    long last = time("--to", to, Long.MAX_VALUE);
    check(first < last, "--from must be before --to");
    HaetaeConfig loaded = ConfigLoader.load(config);
    long chosen = seed == null ? loaded.mock().seed() : seed;
    RecordedRig.Wish wish = new RecordedRig.Wish(data, chosen, first, last);
    Backtest.Rhythm rhythm = new Backtest.Rhythm(ns(interval, 1), ns(resumeAfter, 3_600));
    Backtest.Result result;
    try (Progress bar = new Progress("backtest", "permille", 1_000)) {
      result = Backtest.run(loaded, wish, rhythm, bar::at);
    }
    BacktestReport told = new BacktestReport(result);
    told.text().forEach(out()::println);
    if (report != null) {
      Files.createDirectories(report);
      told.write(report);
      out().println("report: " + report.resolve("backtest.html"));
    }
    out().flush();
    return 0;
  }

  private static long ns(@Nullable BigDecimal count, long seconds) {
    return count == null
        ? 0
        : count.multiply(BigDecimal.valueOf(seconds * NS_PER_SECOND)).longValue();
  }

  private long time(String option, @Nullable String text, long otherwise) {
    try {
      return text == null ? otherwise : Times.parse(text);
    } catch (DateTimeException | ArithmeticException e) {
      throw problem(
          option
              + " must be a day or a moment, like 2024-12-03 or 2024-12-03T13:27:00Z, not "
              + text);
    }
  }

  private PrintWriter out() {
    return spec == null
        ? new PrintWriter(System.out, true, StandardCharsets.UTF_8)
        : spec.commandLine().getOut();
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
