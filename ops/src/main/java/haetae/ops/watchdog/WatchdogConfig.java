package haetae.ops.watchdog;

import haetae.ops.metrics.Metric;
import java.util.List;
import java.util.Set;

/**
 * What the watchdog watches and how patient it is.
 *
 * @param enabled false: always OK
 * @param rules the table, evaluated in this order
 * @param disabled figures whose source is switched off: not watched
 * @param warnResetCycles evaluations at WARN after which the cycle counters restart
 * @param errorResetCycles the same at ERROR
 */
public record WatchdogConfig(
    boolean enabled,
    List<Rule> rules,
    Set<Metric> disabled,
    int warnResetCycles,
    int errorResetCycles) {
  /** Takes copies and checks the ranges. */
  public WatchdogConfig {
    rules = List.copyOf(rules);
    disabled = Set.copyOf(disabled);
    if (warnResetCycles < 1 || errorResetCycles < 1) {
      throw new IllegalArgumentException("reset cycles must be positive");
    }
  }
}
