package haetae.bench;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.runner.NoBenchmarksException;
import org.openjdk.jmh.runner.RunnerException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Runs benchmarks, prints a table and compares it with a baseline. */
@Command(
    name = "bench",
    description = "Measures the parts that must be quick and compares them with the baseline.",
    mixinStandardHelpOptions = true,
    subcommands = {
      PageLoad.class,
      WireLoad.class,
      ScaleLoad.class,
      StartLoad.class,
      MadeUpRecording.class
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:measured", "1:a benchmark failed", "2:bad usage"},
    footer = {
      "",
      "Examples:",
      "  ./haetae bench --quick",
      "  ./haetae bench --filter 'Watchdog|LogCall' --json figures.json",
      "  ./haetae bench page --pages 20     (loads the page of a service that runs)",
      "  ./haetae bench recording --books 20000000 DIR     (something for a backtest to read)"
    })
public final class Main implements Callable<Integer> {
  private static final int FAILED = 1;

  /** The service's own flags, so that what is measured is what runs. */
  static final List<String> JVM =
      List.of(
          "--enable-native-access=ALL-UNNAMED",
          "--sun-misc-unsafe-memory-access=allow",
          "--add-exports=java.base/jdk.internal.misc=ALL-UNNAMED",
          "-XX:+UseSerialGC",
          "-Xmx512m");

  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = "--filter",
      paramLabel = "REGEX",
      defaultValue = ".",
      description = "Benchmarks whose name matches, for example 'Engine' (default: all).")
  private String filter = ".";

  @Option(
      names = "--quick",
      description = "One fork and short iterations: about a minute; for a first look only.")
  private boolean quick;

  @Option(names = "--json", paramLabel = "FILE", description = "Also writes the figures there.")
  private @Nullable Path json;

  @Option(
      names = "--baseline",
      paramLabel = "FILE",
      defaultValue = "bench/baseline.json",
      description = "Figures to compare with (default: ${DEFAULT-VALUE}).")
  private Path baseline = Path.of("bench/baseline.json");

  /** Starts the program. */
  public static void main(String[] args) {
    System.exit(new CommandLine(new Main()).setOverwrittenOptionsAllowed(true).execute(args));
  }

  @Override
  public Integer call() throws IOException, InterruptedException, RunnerException {
    Pattern wanted = pattern();
    Report before = Report.read(baseline);
    Effort effort = quick ? Effort.QUICK : Effort.FULL;
    List<Figures> figures = new ArrayList<>(jmh(effort));
    if (filter.equals(".") || Pattern.compile("Engine").matcher(filter).find()) {
      figures.addAll(EngineMixFork.run(wanted, effort, JVM));
    }
    PrintWriter out = out();
    if (figures.isEmpty()) {
      out.println("no benchmark matches " + filter);
      out.flush();
      return FAILED;
    }
    Path folder = baseline.toAbsolutePath().getParent();
    String commit = Machine.commit(folder == null ? Path.of(".") : folder);
    String java = Runtime.version().toString();
    Report report =
        new Report(Machine.describe(), java, commit, effort.forks(), Figures.medians(figures));
    report.table(before).forEach(out::println);
    if (json != null) {
      report.write(json);
    }
    out.flush();
    return 0;
  }

  private List<Figures> jmh(Effort effort) throws RunnerException {
    try {
      return JmhSuite.run(filter, effort, JVM);
    } catch (NoBenchmarksException e) {
      // The engine's mixture, which is no JMH benchmark, may still match.
      return List.of();
    }
  }

  private Pattern pattern() {
    try {
      return Pattern.compile(filter);
    } catch (PatternSyntaxException e) {
      throw new ParameterException(
          requireSpec().commandLine(), "--filter: " + e.getDescription() + " in '" + filter + "'");
    }
  }

  private CommandSpec requireSpec() {
    return java.util.Objects.requireNonNull(spec, "set by picocli");
  }

  private PrintWriter out() {
    return requireSpec().commandLine().getOut();
  }
}
