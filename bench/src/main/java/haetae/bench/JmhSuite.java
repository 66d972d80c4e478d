package haetae.bench;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.format.OutputFormat;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.util.Statistics;

/** Runs the JMH benchmarks of this package. */
final class JmhSuite {
  private static final String ALLOCATED = "gc.alloc.rate.norm";

  private JmhSuite() {}

  /**
   * Runs what matches and reports the medians of the forks.
   *
   * @param filter regular expression over the names, as in {@code Watchdog.*}
   * @param jvm flags of the forks
   */
  static List<Figures> run(String filter, Effort effort, List<String> jvm) throws RunnerException {
    Options options =
        new OptionsBuilder()
            .include(filter)
            .forks(effort.forks())
            .warmupIterations(effort.warmups())
            .warmupTime(TimeValue.milliseconds(effort.iterationMs()))
            .measurementIterations(effort.iterations())
            .measurementTime(TimeValue.milliseconds(effort.iterationMs()))
            .timeUnit(TimeUnit.NANOSECONDS)
            .shouldFailOnError(true)
            .addProfiler(GCProfiler.class)
            .jvmArgs(jvm.toArray(String[]::new))
            .build();
    List<Figures> all = new ArrayList<>();
    for (RunResult result : new Runner(options, progress()).run()) {
      String name = name(result.getParams().getBenchmark());
      for (BenchmarkResult fork : result.getBenchmarkResults()) {
        all.add(figures(name, result.getParams().getMode(), fork));
      }
    }
    return Figures.medians(all);
  }

  private static String name(String benchmark) {
    return benchmark.replaceFirst("^.*\\.(\\w+)Bench\\.", "$1.");
  }

  private static Figures figures(String name, Mode mode, BenchmarkResult fork) {
    Result<?> primary = fork.getPrimaryResult();
    double nan = Double.NaN;
    if (mode == Mode.SampleTime) {
      Statistics s = primary.getStatistics();
      return new Figures(
          name,
          nan,
          s.getPercentile(50),
          s.getPercentile(99),
          s.getPercentile(99.9),
          s.getMax(),
          allocated(fork));
    }
    return new Figures(name, primary.getScore(), nan, nan, nan, nan, allocated(fork));
  }

  private static double allocated(BenchmarkResult fork) {
    var results = fork.getSecondaryResults();
    for (String label : results.keySet()) {
      if (label.endsWith(ALLOCATED)) {
        return results.get(label).getScore();
      }
    }
    return Double.NaN;
  }

  /** Says which benchmark begins and nothing else. */
  private static OutputFormat progress() {
    return (OutputFormat)
        Proxy.newProxyInstance(
            JmhSuite.class.getClassLoader(),
            new Class<?>[] {OutputFormat.class},
            (_, method, arguments) -> {
              if (method.getName().equals("startBenchmark")
                  && arguments[0] instanceof BenchmarkParams params) {
                String mode = params.getMode() == Mode.SampleTime ? "samples" : "mean";
                System.err.println("  " + name(params.getBenchmark()) + " (" + mode + ")");
              }
              return null;
            });
  }
}
