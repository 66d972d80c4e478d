package haetae.app.live;

import haetae.ops.health.HealthCheck;
import haetae.ops.log.Loggers;
import haetae.ops.metrics.MetricsSnapshot;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.slf4j.Logger;

/** The parts around the engine, in the order of their start. Threads: the service's. */
final class Parts {
  private static final Logger LOG = Loggers.of("live_loop");

  private final List<Part> parts = new ArrayList<>();
  private final Deque<Part> started = new ArrayDeque<>();

  /** Adds a part, which starts after those before it. */
  void add(Part part) {
    parts.add(part);
  }

  /** Starts them in order; if one fails, those before it are stopped again. */
  void start() throws StartFailure, InterruptedException {
    for (Part part : parts) {
      try {
        part.start();
      } catch (StartFailure | RuntimeException e) {
        stop();
        throw e;
      }
      started.push(part);
    }
  }

  /** Stops them, the last first. One that fails does not keep the others from stopping. */
  void stop() throws InterruptedException {
    while (!started.isEmpty()) {
      Part part = started.pop();
      try {
        part.stop();
      } catch (RuntimeException e) {
        LOG.error("[LIVE] {} did not stop in order", part.name(), e);
      }
    }
  }

  /** What they add to the health report. */
  List<HealthCheck> health() {
    return parts.stream().flatMap(part -> part.health().stream()).toList();
  }

  /** Lets them add their figures of a cycle. */
  void measure(MetricsSnapshot.Builder metrics) {
    parts.forEach(part -> part.measure(metrics));
  }
}
