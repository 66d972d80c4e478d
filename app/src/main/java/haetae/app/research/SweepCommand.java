package haetae.app.research;

import haetae.app.cli.Usage;
import haetae.app.config.ConfigException;
import haetae.app.live.RecordedRig;
import haetae.app.live.StartFailure;
import haetae.app.research.Variants.Variant;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Backtests many variants of a configuration and judges the choice on data it was not made on. */
@Command(
    name = "sweep",
    description = "Backtests variants of a configuration over all processors, walking forward.",
    mixinStandardHelpOptions = true,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:done",
      "1:the recordings cannot be used, or the folder holds results of something else",
      "2:bad usage or bad configuration"
    },
    footer = {
      "",
      "Examples:",
      "  ./haetae sweep --data data/demo/*.gz --out out \\",
      "      --set signal_engine.min_spread_pct=0.2,0.4,0.8 --set stoploss.static_pct=0.5,1",
      "  The same command again goes on where it was stopped."
    })
public final class SweepCommand implements Callable<Integer> {

  @Mixin private Usage usage = new Usage();

  @Option(
      names = "--config",
      paramLabel = "FILE",
      defaultValue = "config/live.yml",
      description = "What is varied (default: ${DEFAULT-VALUE}).")
  private Path config = Path.of("config/live.yml");

  @Option(
      names = "--set",
      paramLabel = "KEY=A,B,...",
      required = true,
      description = "Values to try of a setting; may be repeated.")
  private List<String> sets = List.of();

  @Option(
      names = "--random",
      paramLabel = "N",
      defaultValue = "0",
      description = "N combinations by chance instead of all of them.")
  private int random;

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
      names = "--stretches",
      paramLabel = "N",
      defaultValue = "4",
      description = "Parts of the time for walking forward (default: ${DEFAULT-VALUE}).")
  private int stretches = 4;

  @Option(
      names = "--interval",
      paramLabel = "SECONDS",
      defaultValue = "60",
      description = "Recorded time between two cycles (default: ${DEFAULT-VALUE}).")
  private BigDecimal interval = BigDecimal.valueOf(60);

  @Option(
      names = "--resume-after",
      paramLabel = "HOURS",
      defaultValue = "24",
      description = "An operator resumes so long after a stop (default: ${DEFAULT-VALUE}).")
  private BigDecimal resumeAfter = BigDecimal.valueOf(24);

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "Seed of latencies, models and of --random (default: ${DEFAULT-VALUE}).")
  private long seed = 1;

  @Option(
      names = "--threads",
      paramLabel = "T",
      description = "Runs at a time (default: one a processor).")
  private @Nullable Integer threads;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      required = true,
      description = "Results, configurations and report; going on needs the same folder.")
  private Path out = Path.of("out");

  private final @Nullable SweepFarm farm;

  /** For the command line: on the processors of this machine. */
  public SweepCommand() {
    this.farm = null;
  }

  /** The same on other machines. */
  public SweepCommand(SweepFarm farm) {
    this.farm = farm;
  }

  @Override
  public Integer call() throws Exception {
    usage.check(stretches >= 1, "--stretches must be at least 1, not " + stretches);
    usage.check(random >= 0, "--random must not be negative: " + random);
    usage.check(interval.signum() > 0, "--interval must be positive: " + interval);
    usage.check(resumeAfter.signum() > 0, "--resume-after must be positive: " + resumeAfter);
    usage.check(threads == null || threads >= 1, "--threads must be at least 1, not " + threads);
    Grid grid;
    List<Map<String, String>> chosen;
    try {
      grid = Grid.parse(sets);
      chosen = grid.choose(random, seed);
    } catch (IllegalArgumentException e) {
      throw usage.problem("--set " + e.getMessage());
    }
    Sweep.Plan plan;
    Sweep sweep;
    try {
      Files.createDirectories(out);
      Variants variants = Variants.of(config, out.resolve("configs"));
      plan = plan(variants, chosen);
      sweep = new Sweep(plan, SweepFile.open(out.resolve("results.tsv"), what(variants.hash())));
    } catch (IOException e) {
      throw new StartFailure(String.valueOf(e.getMessage()));
    } catch (IllegalArgumentException e) {
      throw usage.problem("--set: " + e.getMessage());
    }
    int workers = threads == null ? Runtime.getRuntime().availableProcessors() : threads;
    Map<String, Sweep.Cell> cells;
    long runs = (long) plan.variants().size() * stretches;
    try (Progress progress = new Progress("sweep", "runs", runs)) {
      cells = farm == null ? sweep.run(workers, progress) : sweep.run(farm, progress);
    }
    SweepReport report = new SweepReport(grid, plan, WalkForward.of(plan, cells));
    report.text().forEach(usage.out()::println);
    report.write(out);
    usage.out().println("report: " + out.resolve("sweep.html"));
    usage.out().flush();
    return 0;
  }

  private Sweep.Plan plan(Variants variants, List<Map<String, String>> chosen)
      throws ConfigException, StartFailure, IOException {
    List<Variant> made = new ArrayList<>();
    for (Map<String, String> settings : chosen) {
      made.add(variants.make(made.size(), settings));
    }
    RecordedRig.Wish wish =
        new RecordedRig.Wish(
            data,
            seed,
            Times.option(usage, "--from", from, Long.MIN_VALUE),
            Times.option(usage, "--to", to, Long.MAX_VALUE));
    Backtest.Rhythm rhythm =
        new Backtest.Rhythm(Times.secondsNs(interval), Times.hoursNs(resumeAfter));
    RecordedRig.Around nothing = new RecordedRig.Around(m -> m, e -> e);
    try (RecordedRig rig = RecordedRig.open(made.getFirst().config(), wish, nothing)) {
      List<Sweep.Stretch> parts = Sweep.cut(rig.startNs(), rig.endNs(), stretches);
      return new Sweep.Plan(made, wish, rhythm, parts);
    }
  }

  /** All that a result depends on beside variant and stretch. */
  private String what(int base) throws IOException {
    List<String> files = new ArrayList<>();
    for (Path file : data) {
      files.add(file.getFileName() + ":" + Files.size(file));
    }
    return "sweep of %s, configuration %08x, seed %d, interval %s, resume %s"
        .formatted(String.join(" ", files), base, seed, interval, resumeAfter);
  }
}
