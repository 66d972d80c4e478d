package haetae.app.research;

import haetae.app.cli.Usage;
import haetae.app.config.ConfigLoader;
import haetae.app.config.HaetaeConfig;
import haetae.app.live.EngineConfigs;
import haetae.app.live.KilledRuns;
import haetae.engine.EngineConfig;
import haetae.sim.fault.FaultKind;
import haetae.sim.fault.FaultRun;
import haetae.sim.fault.SeedResult;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Simulates trading days with faults, seed by seed, and tells what was violated. */
@Command(
    name = "simulate",
    description = "Trades simulated days full of faults and checks every step.",
    mixinStandardHelpOptions = true,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:nothing was violated",
      "1:something was violated, the seed tells what",
      "2:bad usage or bad configuration"
    },
    footer = {
      "",
      "Examples:",
      "  ./haetae simulate --seeds 1000                     a thousand days, all faults",
      "  ./haetae simulate --seeds 200 --faults crash       only crashes",
      "  ./haetae simulate --seeds 200 --faults=-crash      everything but crashes",
      "  ./haetae simulate --kill --seeds 1000              killed and restarted on real journals",
      "  ./haetae simulate --seed 42 --verbose              one day, its whole story"
    })
public final class SimulateCommand implements Callable<Integer> {
  private static final int VIOLATED = 1;
  private static final int MOST_TOLD = 5;

  @Mixin private Usage usage = new Usage();

  @Option(
      names = "--config",
      paramLabel = "FILE",
      defaultValue = "config/live.yml",
      description = "Configuration whose limits must hold (default: ${DEFAULT-VALUE}).")
  private Path config = Path.of("config/live.yml");

  @Option(
      names = "--seeds",
      paramLabel = "N",
      defaultValue = "200",
      description = "Seeds 1 to N (default: ${DEFAULT-VALUE}).")
  private long seeds = 200;

  @Option(names = "--seed", paramLabel = "S", description = "This seed alone.")
  private @Nullable Long seed;

  @Option(
      names = "--faults",
      paramLabel = "LIST",
      defaultValue = "all",
      description = "all, none, or names; a name after - is left out (default: ${DEFAULT-VALUE}).")
  private String faults = "all";

  @Option(
      names = "--minutes",
      paramLabel = "M",
      defaultValue = "30",
      description = "Virtual minutes with faults a seed (default: ${DEFAULT-VALUE}).")
  private int minutes = 30;

  @Option(names = "--report", paramLabel = "FILE", description = "Writes the report as JSON, too.")
  private @Nullable Path report;

  @Option(
      names = "--threads",
      paramLabel = "T",
      description = "Seeds at a time (default: one a processor).")
  private @Nullable Integer threads;

  @Option(
      names = "--kill",
      description =
          "Kill the process every half minute, at any step; it goes on with its real journal.")
  private boolean kill;

  @Option(names = "--verbose", description = "With --seed: every step of the story.")
  private boolean verbose;

  /** For the command line. */
  public SimulateCommand() {}

  @Override
  public Integer call() throws Exception {
    FaultRun.Plan plan = plan();
    usage.check(report == null || writable(report), "--report " + report + ": no such folder");
    PrintWriter out = usage.out();
    SimulationReport result = seed == null ? many(plan) : one(plan, seed, out);
    result.text().forEach(out::println);
    result.violations().stream()
        .limit(MOST_TOLD)
        .forEach(v -> ViolationText.lines(v, plan, faults).forEach(out::println));
    out.flush();
    if (report != null) {
      Files.writeString(report, result.json() + "\n", StandardCharsets.UTF_8);
    }
    return result.violations().isEmpty() ? 0 : VIOLATED;
  }

  private static boolean writable(Path file) {
    Path folder = file.toAbsolutePath().getParent();
    return folder != null && Files.isDirectory(folder);
  }

  private FaultRun.Plan plan() throws Exception {
    usage.check(seeds >= 1, "--seeds must be at least 1, not " + seeds);
    usage.check(minutes >= 1 && minutes <= 1_440, "--minutes must be 1 to 1440, not " + minutes);
    usage.check(threads == null || threads >= 1, "--threads must be at least 1, not " + threads);
    usage.check(!verbose || seed != null, "--verbose needs --seed");
    Set<FaultKind> kinds;
    try {
      kinds = FaultKind.parse(faults);
    } catch (IllegalArgumentException e) {
      throw usage.problem("--faults: " + e.getMessage());
    }
    HaetaeConfig loaded = ConfigLoader.load(config);
    EngineConfig engine = EngineConfigs.of(loaded, "mock", "sim", new EngineConfigs.Patience(0));
    return new FaultRun.Plan(engine, kinds, minutes);
  }

  private SimulationReport one(FaultRun.Plan plan, long number, PrintWriter out) {
    long began = System.nanoTime();
    SeedResult result =
        kill
            ? killed(plan, number, verbose ? out::println : null)
            : verbose ? FaultRun.told(plan, number, out::println) : FaultRun.of(plan, number);
    SimulationReport report = new SimulationReport(minutes, faults);
    report.add(result);
    report.took(System.nanoTime() - began);
    return report;
  }

  private static SeedResult killed(
      FaultRun.Plan plan, long number, @Nullable Consumer<String> reader) {
    try (KilledRuns memory = KilledRuns.temporary()) {
      return FaultRun.killed(plan, number, memory, reader);
    } catch (IOException e) {
      throw new UncheckedIOException("no folder for the journals", e);
    }
  }

  private SimulationReport many(FaultRun.Plan plan) throws InterruptedException {
    SimulationReport report = new SimulationReport(minutes, faults);
    int workers = threads == null ? Runtime.getRuntime().availableProcessors() : threads;
    long began = System.nanoTime();
    try (Progress bar = new Progress("simulate", "seeds", seeds)) {
      long[] done = {0};
      LongFunction<SeedResult> run =
          kill ? number -> killed(plan, number, null) : number -> FaultRun.of(plan, number);
      new Seeds(run, seeds, workers)
          .run(
              result -> {
                report.add(result);
                bar.at(++done[0]);
                bar.say("violations: " + report.violations().size());
              });
    }
    report.took(System.nanoTime() - began);
    return report;
  }
}
