package haetae.ops.watchdog;

import java.util.ArrayList;
import java.util.List;

/**
 * Verdict of one evaluation.
 *
 * @param healthy false from ERROR on
 * @param consecutiveErrors evaluations in a row with an ERROR
 * @param shouldShutdown true exactly once a row of errors, when it becomes CRITICAL
 * @param reason why, empty unless CRITICAL
 */
public record WatchdogStatus(
    Level level,
    List<WatchdogAlert> alerts,
    boolean healthy,
    int consecutiveErrors,
    boolean shouldShutdown,
    String reason) {

  /** Takes a copy of the alerts. */
  public WatchdogStatus {
    alerts = List.copyOf(alerts);
  }

  /** For example {@code 🟡 WATCHDOG WARN (1 warnings)}. */
  public String summary() {
    String head = level.symbol() + " WATCHDOG " + level;
    return switch (level) {
      case OK -> head;
      case WARN -> head + " (" + alerts.size() + " warnings)";
      case ERROR -> head + " (" + count(Level.ERROR) + " errors)";
      case CRITICAL -> head + " - Shutdown requested: " + reason;
    };
  }

  private long count(Level wanted) {
    return alerts.stream().filter(a -> a.level() == wanted).count();
  }

  /** The summary, then a line for each finding. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(summary());
    alerts.forEach(alert -> lines.add(alert.toString()));
    return lines;
  }
}
