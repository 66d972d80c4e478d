package haetae.ops.watchdog;

import static java.util.Objects.requireNonNull;

import haetae.ops.metrics.MetricsSnapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Judges the service by its figures. Three evaluations in a row with an ERROR are CRITICAL and ask
 * for a shutdown, once a row; one without an ERROR ends the row.
 *
 * <p>Soft reset: after many evaluations in one level the cycle counters restart (never the row of
 * errors), so that a level that lasts does not look like news for ever. Threads: one.
 */
public final class Watchdog {
  /** Evaluations in a row with an ERROR that are CRITICAL. */
  public static final int CRITICAL_AFTER = 3;

  private static final Logger LOG = LoggerFactory.getLogger("arbitrage.watchdog");

  private static final WatchdogStatus FINE =
      new WatchdogStatus(Level.OK, List.of(), true, 0, false, "");

  private final WatchdogConfig config;
  private final Rule[] rules;
  private int consecutiveErrors;
  private int warnCycles;
  private int errorCycles;
  private long softResets;
  private boolean shutdownAsked;

  /** A watchdog that has seen nothing. */
  public Watchdog(WatchdogConfig config) {
    this.config = requireNonNull(config, "config");
    this.rules =
        config.rules().stream()
            .filter(rule -> !config.disabled().contains(rule.metric()))
            .toArray(Rule[]::new);
  }

  /** Judges one moment. */
  public WatchdogStatus evaluate(MetricsSnapshot metrics) {
    if (!config.enabled()) {
      return FINE;
    }
    List<WatchdogAlert> alerts = List.of();
    boolean error = false;
    for (Rule rule : rules) {
      WatchdogAlert alert = rule.judge(metrics.get(rule.metric()));
      if (alert != null) {
        // The usual evaluation finds nothing and needs no list.
        alerts = alerts.isEmpty() ? new ArrayList<>() : alerts;
        alerts.add(alert);
        error |= alert.level() == Level.ERROR;
      }
    }
    consecutiveErrors = error ? consecutiveErrors + 1 : 0;
    if (consecutiveErrors >= CRITICAL_AFTER) {
      countCycles(Level.CRITICAL);
      return critical(alerts);
    }
    shutdownAsked = false;
    Level level = error ? Level.ERROR : alerts.isEmpty() ? Level.OK : Level.WARN;
    countCycles(level);
    return level == Level.OK
        ? FINE
        : new WatchdogStatus(level, alerts, !error, consecutiveErrors, false, "");
  }

  private WatchdogStatus critical(List<WatchdogAlert> alerts) {
    String metrics =
        alerts.stream()
            .filter(a -> a.level() == Level.ERROR)
            .map(WatchdogAlert::metric)
            .collect(Collectors.joining(", "));
    String reason = "Consecutive errors: " + consecutiveErrors + " (" + metrics + ")";
    alerts.add(
        new WatchdogAlert(
            Level.CRITICAL,
            "Watchdog",
            "consecutive_errors",
            consecutiveErrors,
            CRITICAL_AFTER,
            "Requesting graceful shutdown: " + reason));
    boolean first = !shutdownAsked;
    shutdownAsked = true;
    return new WatchdogStatus(Level.CRITICAL, alerts, false, consecutiveErrors, first, reason);
  }

  private void countCycles(Level level) {
    switch (level) {
      case OK -> {
        warnCycles = 0;
        errorCycles = 0;
      }
      case WARN -> {
        warnCycles++;
        errorCycles = 0;
      }
      case ERROR, CRITICAL -> {
        errorCycles++;
        warnCycles = 0;
      }
    }
    if (warnCycles >= config.warnResetCycles() || errorCycles >= config.errorResetCycles()) {
      warnCycles = 0;
      errorCycles = 0;
      softResets++;
      LOG.info("[Watchdog] Soft reset triggered (auto-recovery)");
    }
  }

  /** Evaluations at WARN since the last reset. */
  public int warnCycles() {
    return warnCycles;
  }

  /** Evaluations at ERROR or CRITICAL since the last reset. */
  public int errorCycles() {
    return errorCycles;
  }

  /** Soft resets so far. */
  public long softResets() {
    return softResets;
  }
}
