package haetae.app.supervise;

import haetae.ops.watchdog.MarkFile.Phase;

/**
 * How long a service may give no sign of life, in ms.
 *
 * @param startMs from the start of its process to the first sign of running
 * @param runMs while it runs
 * @param stopMs while it shuts down
 */
public record Patience(long startMs, long runMs, long stopMs) {
  long of(Phase phase) {
    return switch (phase) {
      case STARTING -> startMs;
      case RUNNING -> runMs;
      case STOPPING -> stopMs;
    };
  }
}
