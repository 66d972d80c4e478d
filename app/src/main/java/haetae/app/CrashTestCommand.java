package haetae.app;

import haetae.app.cli.Usage;
import haetae.app.live.CrashResult;
import haetae.app.live.CrashRuns;
import haetae.app.live.CrashScript;
import haetae.app.research.Progress;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Kills the live service on the sandbox and looks whether it comes back right. */
@Command(
    name = "crash-test",
    description = {
      "Kills the service in mode live at seeded steps of two-leg trades on a sandbox of its own,"
          + " lets it",
      "go on with its files, and compares what it believes with what the venues hold."
    },
    mixinStandardHelpOptions = true,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:every run ended hedged, flat, or halted with its reason, and with the venues' ledger",
      "1:one did not; its number repeats it",
      "2:bad usage"
    },
    footer = {
      "",
      "Examples:",
      "  ./haetae crash-test --runs 1000        at any step, in this process",
      "  ./haetae crash-test --run 17           one run again",
      "  ./haetae crash-test --runs 0 --kill 20 processes of their own, with kill -9"
    })
final class CrashTestCommand implements Callable<Integer> {
  @Mixin private Usage usage = new Usage();

  @Option(
      names = "--runs",
      paramLabel = "N",
      defaultValue = "40",
      description = "Runs 1 to N (default: ${DEFAULT-VALUE}).")
  private int runs = 40;

  @Option(names = "--run", paramLabel = "I", description = "This run alone.")
  private @Nullable Long one;

  @Option(
      names = "--kill",
      paramLabel = "N",
      defaultValue = "0",
      description = "And so many whose first life is a process that is killed with SIGKILL.")
  private int kills;

  @Option(
      names = "--workers",
      paramLabel = "W",
      description = "Runs side by side (default: three a processor; they mostly wait).")
  private @Nullable Integer workers;

  @Override
  public Integer call() throws Exception {
    usage.check(runs >= 0 && runs <= 1_000_000, "--runs must be 0 to 1000000");
    usage.check(kills >= 0 && kills <= 100_000, "--kill must be 0 to 100000");
    int side = workers == null ? 3 * Runtime.getRuntime().availableProcessors() : workers;
    usage.check(side >= 1 && side <= 100, "--workers must be 1 to 100");
    long began = System.nanoTime();
    CrashTable table = new CrashTable();
    List<Throwable> faults;
    try (CrashRuns crashes = CrashRuns.temporary();
        ExecutorService pool = Executors.newFixedThreadPool(side)) {
      measure(crashes, pool);
      await(pool, jobs(crashes), table);
      faults = crashes.faults();
    }
    PrintWriter out = usage.out();
    table.lines((System.nanoTime() - began) / 1e9).forEach(out::println);
    faults.forEach(fault -> out.println("the sandbox failed: " + fault));
    out.flush();
    return table.failed() == 0 && faults.isEmpty() ? 0 : Main.FAILED;
  }

  /** Each script once without a kill, to know its steps. */
  private static void measure(CrashRuns crashes, ExecutorService pool)
      throws InterruptedException, ExecutionException {
    List<Callable<Integer>> scripts = new ArrayList<>();
    for (CrashScript script : CrashScript.values()) {
      scripts.add(() -> crashes.measure(script));
    }
    for (var measured : pool.invokeAll(scripts)) {
      measured.get();
    }
  }

  private List<Callable<CrashResult>> jobs(CrashRuns crashes) {
    List<Callable<CrashResult>> jobs = new ArrayList<>();
    Long number = one;
    if (number != null) {
      return List.of(() -> crashes.run(number));
    }
    for (long i = 1; i <= runs; i++) {
      long run = i;
      jobs.add(() -> crashes.run(run));
    }
    for (long i = 1; i <= kills; i++) {
      long run = i;
      jobs.add(() -> crashes.kill(run, CrashTestCommand::service));
    }
    return jobs;
  }

  private static Process service(Path settings, Path output) throws IOException {
    List<String> run =
        List.of("run", "--mode", "live", "--interval", "0.1", "--config", settings.toString());
    ProcessBuilder builder = new ProcessBuilder(OwnProgram.command("", run));
    builder.environment().put("LIVE_TRADING", "1");
    return builder.redirectErrorStream(true).redirectOutput(output.toFile()).start();
  }

  private void await(ExecutorService pool, List<Callable<CrashResult>> jobs, CrashTable table)
      throws InterruptedException, ExecutionException {
    ExecutorCompletionService<CrashResult> done = new ExecutorCompletionService<>(pool);
    jobs.forEach(done::submit);
    try (Progress bar = new Progress("crash-test", "runs", jobs.size())) {
      for (int i = 1; i <= jobs.size(); i++) {
        CrashResult result = done.take().get();
        table.add(result);
        if (result.end() == CrashResult.End.FAILED) {
          // At once: the rest may take hours.
          usage.out().println(CrashTable.line(result));
          usage.out().flush();
        }
        bar.at(i);
        bar.say("failed: " + table.failed());
      }
    }
  }
}
