package haetae.app.research;

import haetae.app.cli.Usage;
import haetae.app.config.ConfigLoader;
import haetae.app.config.HaetaeConfig;
import haetae.app.live.ReadAhead;
import haetae.app.live.RecordedRig;
import haetae.engine.EventSource;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

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

  @Mixin private Usage usage = new Usage();

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
    usage.check(interval.signum() > 0, "--interval must be positive: " + interval);
    usage.check(
        resumeAfter == null || resumeAfter.signum() > 0,
        "--resume-after must be positive: " + resumeAfter);
    long first = Times.option(usage, "--from", from, Long.MIN_VALUE);
    long last = Times.option(usage, "--to", to, Long.MAX_VALUE);
    usage.check(first < last, "--from must be before --to");
    HaetaeConfig loaded = ConfigLoader.load(config);
    long chosen = seed == null ? loaded.mock().seed() : seed;
    RecordedRig.Wish wish = new RecordedRig.Wish(data, chosen, first, last);
    Backtest.Rhythm rhythm =
        new Backtest.Rhythm(
            Times.secondsNs(interval), resumeAfter == null ? 0 : Times.hoursNs(resumeAfter));
    Backtest.Result result;
    try (Progress bar = new Progress("backtest", "permille", 1_000)) {
      result = Backtest.run(loaded, wish, rhythm, bar::at, BacktestCommand::ahead);
    }
    BacktestReport told = new BacktestReport(result);
    told.text().forEach(usage.out()::println);
    if (report != null) {
      Files.createDirectories(report);
      told.write(report);
      usage.out().println("report: " + report.resolve("backtest.html"));
    }
    usage.out().flush();
    return 0;
  }

  /** Where there is a second processor, it reads what the first one trades on. */
  private static EventSource ahead(EventSource market) {
    return Runtime.getRuntime().availableProcessors() > 1 ? new ReadAhead(market) : market;
  }
}
