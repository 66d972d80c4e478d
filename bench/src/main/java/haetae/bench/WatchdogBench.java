package haetae.bench;

import haetae.ops.metrics.Metric;
import haetae.ops.metrics.MetricsSnapshot;
import haetae.ops.watchdog.Rule;
import haetae.ops.watchdog.Watchdog;
import haetae.ops.watchdog.WatchdogConfig;
import haetae.ops.watchdog.WatchdogStatus;
import java.util.Arrays;
import java.util.Set;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** The watchdog's verdict over a rule for every metric. */
@State(Scope.Thread)
@BenchmarkMode({Mode.AverageTime, Mode.SampleTime})
public class WatchdogBench {
  private final Watchdog watchdog =
      new Watchdog(
          new WatchdogConfig(
              true,
              Arrays.stream(Metric.values())
                  .map(metric -> Rule.above(metric, "Bench", 2_000, 5_000, "Figure", " ms"))
                  .toList(),
              Set.of(),
              5,
              20));
  private final MetricsSnapshot fine = snapshot(100);
  private final MetricsSnapshot late = snapshot(3_000);

  private static MetricsSnapshot snapshot(double lagMs) {
    MetricsSnapshot.Builder builder = MetricsSnapshot.builder();
    for (Metric metric : Metric.values()) {
      builder.set(metric, 10);
    }
    return builder.set(Metric.WS_LAG_MS, lagMs).build();
  }

  /** Everything is fine: the usual evaluation. */
  @Benchmark
  public WatchdogStatus allFine() {
    return watchdog.evaluate(fine);
  }

  /** One figure is above its warn threshold, with the text of the warning. */
  @Benchmark
  public WatchdogStatus oneWarning() {
    return watchdog.evaluate(late);
  }

  /** Collecting the figures of a cycle. */
  @Benchmark
  public MetricsSnapshot snapshot() {
    return snapshot(100);
  }
}
