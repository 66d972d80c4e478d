package haetae.app.live;

import haetae.ops.health.HealthCheck;
import haetae.ops.metrics.MetricsSnapshot;
import java.util.List;

/**
 * Something around the engine that is started before it and stopped after it. What it depends on
 * and what it measures it tells through here, so that adding one is a line in {@link OuterParts}.
 */
interface Part {
  /** What it is called in the log, in a word or two. */
  String name();

  /**
   * Starts it; what may take long goes to a thread of its own.
   *
   * @throws StartFailure if the service must not run without it
   */
  default void start() throws StartFailure {}

  /** Stops it within a few seconds. Never called if it has not started. */
  default void stop() throws InterruptedException {}

  /** Its lines of the health report. */
  default List<HealthCheck> health() {
    return List.of();
  }

  /** Adds its figures of a cycle. Threads: live-loop; must not wait. */
  default void measure(MetricsSnapshot.Builder metrics) {}
}
