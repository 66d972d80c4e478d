package haetae.app;

import haetae.app.cli.Usage;
import haetae.app.storm.Storm;
import haetae.app.storm.StormReport;
import haetae.sandbox.Scenario;
import haetae.sandbox.ScenarioException;
import haetae.sandbox.ScenarioReader;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** Runs mode live in a storm of faults and audits it. */
@Command(
    name = "storm",
    description = {
      "Runs mode live on a sandbox whose venues fail every few seconds, then compares its journal",
      "and ledger with the orders and balances that the venues have of record."
    },
    mixinStandardHelpOptions = true,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:no order lost or doubled, the ledger is the venues'",
      "1:something differs, or the service failed",
      "2:bad usage or bad scenario"
    },
    footer = {
      "",
      "Examples:",
      "  ./haetae storm                                   ten minutes, data/scenarios/storm.yml",
      "  ./haetae storm --minutes 1 --seed 5              shorter, with other luck",
      "  ./haetae storm --scenario mine.yml --folder out  your own faults; keeps logs and journal",
      "",
      "docs/sandbox.md has the scenario format; nothing leaves this machine."
    })
final class StormCommand implements Callable<Integer> {
  private static final int SECONDS_PER_MINUTE = 60;

  @Mixin private Usage usage = new Usage();

  @ParentCommand private @Nullable Main main;

  @Option(
      names = "--minutes",
      paramLabel = "M",
      defaultValue = "10",
      description = "How long, the calm at the end included (default: ${DEFAULT-VALUE}).")
  private double minutes = 10;

  @Option(
      names = "--scenario",
      paramLabel = "FILE",
      description = "Market and faults (default: data/scenarios/storm.yml).")
  private @Nullable Path scenario;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Seed of the market and of faults by chance (default: the scenario's).")
  private @Nullable Long seed;

  @Option(
      names = "--folder",
      paramLabel = "FOLDER",
      description = "Keeps logs and journal here (default: a temporary folder, named at the end).")
  private @Nullable Path folder;

  @Override
  public Integer call() throws Exception {
    int seconds = (int) Math.round(minutes * SECONDS_PER_MINUTE);
    usage.check(seconds > Storm.CALM_SEC && minutes <= 1_440, "--minutes must be 0.2 to 1440");
    Scenario chosen = scenario();
    Path home = folder == null ? Files.createTempDirectory("haetae-storm") : folder;
    PrintWriter out = usage.out();
    out.printf("mode live in a storm for %d s; tail -f %s/logs/live.log%n", seconds, home);
    out.flush();
    StormReport report = new Storm(chosen, home).run(seconds);
    report.lines().forEach(out::println);
    out.println("logs, journal and shadow report: " + home);
    out.flush();
    return report.faults().isEmpty() ? 0 : Main.FAILED;
  }

  private Scenario scenario() {
    Path file = scenario == null ? shipped() : scenario;
    try {
      Scenario chosen = ScenarioReader.read(file);
      return seed == null ? chosen : chosen.seed(seed);
    } catch (ScenarioException e) {
      throw usage.problem(e.problems().get(0));
    }
  }

  /** In the working folder, or beside the launcher. */
  private Path shipped() {
    Path here = Path.of("data/scenarios/storm.yml");
    String home = main == null ? "" : main.environment().getOrDefault("HAETAE_HOME", "");
    return Files.exists(here) || home.isEmpty() ? here : Path.of(home).resolve(here);
  }
}
