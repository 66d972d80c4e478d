package haetae.app.dashboard;

import haetae.engine.EngineSnapshot;
import haetae.ops.metrics.LatencyHistogram;
import haetae.ops.metrics.MetricsSnapshot;
import haetae.ops.watchdog.Level;
import haetae.ops.watchdog.WatchdogStatus;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where the live loop leaves the figures of each cycle. Threads: the loop writes, any reads. */
public final class CycleBoard {
  private static final long NS_PER_MS = 1_000_000;
  private static final long MS = NS_PER_MS;
  private static final long TEN_SECONDS = 10_000 * MS;

  private final LatencyHistogram loopTimes = LatencyHistogram.decades(MS, TEN_SECONDS);
  private volatile Cycle latest =
      new Cycle(
          0,
          0,
          0,
          MetricsSnapshot.builder().build(),
          new WatchdogStatus(Level.OK, List.of(), true, 0, false, ""),
          null);

  /**
   * One cycle.
   *
   * @param number 0 before the first
   * @param atMs wall clock of its end, 0 before the first
   * @param loopMs time it took
   * @param paper the paper twin in mode live, null where there is none
   */
  public record Cycle(
      long number,
      long atMs,
      double loopMs,
      MetricsSnapshot metrics,
      WatchdogStatus status,
      @Nullable EngineSnapshot paper) {}

  /** Takes the figures of a cycle that has ended. */
  public void ended(Cycle cycle) {
    loopTimes.record((long) (cycle.loopMs() * NS_PER_MS));
    latest = cycle;
  }

  /** The last cycle. */
  Cycle latest() {
    return latest;
  }

  LatencyHistogram.Picture loopTimes() {
    return loopTimes.picture();
  }
}
