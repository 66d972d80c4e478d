package haetae.app.live;

import haetae.app.config.HaetaeConfig;
import haetae.ops.alert.Alert;
import haetae.ops.alert.AlertRouter;
import haetae.ops.log.Loggers;
import haetae.ops.watchdog.Heartbeat;
import haetae.ops.watchdog.Level;
import haetae.ops.watchdog.LifeSigns;
import haetae.ops.watchdog.StallDetector;
import haetae.ops.watchdog.WatchdogStatus;
import java.util.List;
import org.slf4j.Logger;

/** What follows when engine or loop stand still, and the supervisor's signs of life. */
final class StallWatch implements StallDetector.Listener {
  private static final Logger WATCHDOG = Loggers.of("watchdog");

  private final AlertRouter alerts;
  private final LifeSigns supervisor;
  private final StopSwitch stop;

  StallWatch(AlertRouter alerts, LifeSigns supervisor, StopSwitch stop) {
    this.alerts = alerts;
    this.supervisor = supervisor;
    this.stop = stop;
  }

  /** A detector that has not started. The first heart that stands still is the one it names. */
  StallDetector over(List<Heartbeat> hearts, HaetaeConfig.WatchdogSection w) {
    long warnMs = w.enabled() ? w.loopLatencyWarnThresholdMs().longValue() : Integer.MAX_VALUE;
    long maxMs = w.enabled() ? w.maxLoopLatencyMs().longValue() : Integer.MAX_VALUE;
    return new StallDetector(
        hearts,
        new StallDetector.Patience(warnMs, maxMs, w.stallCheckIntervalMs()),
        System::nanoTime,
        this);
  }

  @Override
  public void moving() {
    supervisor.alive();
  }

  @Override
  public void changed(WatchdogStatus status) {
    String text = String.join(System.lineSeparator(), status.lines());
    switch (status.level()) {
      case OK -> WATCHDOG.info("[WATCHDOG] moving again: {}", text);
      case WARN -> WATCHDOG.warn("[WATCHDOG] {}", text);
      case ERROR -> WATCHDOG.error("[WATCHDOG] {}", text);
      case CRITICAL -> Loggers.critical(WATCHDOG, "[WATCHDOG] " + text);
    }
    supervisor.status(text);
    if (status.level().compareTo(Level.ERROR) >= 0) {
      String words = status.summary() + ' ' + status.alerts().getFirst().message();
      long now = System.currentTimeMillis();
      alerts.raise(new Alert(now, "watchdog", status.level().name(), "stall", words));
    }
    if (status.shouldShutdown()) {
      stop.critical(status.reason());
    }
  }
}
