package haetae.ops.watchdog;

import haetae.ops.metrics.Metric;
import java.util.Locale;
import java.util.Optional;

/**
 * One row of the watchdog's table.
 *
 * @param warn strictly beyond it is a WARN
 * @param max strictly beyond it is {@code worst}
 * @param worst level beyond {@code max}
 * @param below true if small values are the bad ones
 * @param warnText words before the numbers of a WARN
 * @param maxText words before the numbers beyond {@code max}
 * @param unit shown after the numbers
 */
public record Rule(
    Metric metric,
    String component,
    double warn,
    double max,
    Level worst,
    boolean below,
    String warnText,
    String maxText,
    String unit) {

  /** A rule for a figure that must not grow. */
  public static Rule above(
      Metric metric, String component, double warn, double max, String words, String unit) {
    return new Rule(
        metric,
        component,
        warn,
        max,
        Level.ERROR,
        false,
        words + " warning",
        words + " critical",
        unit);
  }

  /** Judges a figure; empty if it is fine. An unknown figure is never fine. */
  public Optional<WatchdogAlert> judge(double value) {
    if (Double.isNaN(value)) {
      return Optional.of(alert(Level.WARN, value, warn, metric.key() + " not available"));
    }
    if (beyond(value, max)) {
      return Optional.of(alert(worst, value, max, text(maxText, value, max)));
    }
    return beyond(value, warn)
        ? Optional.of(alert(Level.WARN, value, warn, text(warnText, value, warn)))
        : Optional.empty();
  }

  private boolean beyond(double value, double threshold) {
    return below ? value < threshold : value > threshold;
  }

  private WatchdogAlert alert(Level level, double value, double threshold, String message) {
    return new WatchdogAlert(level, component, metric.key(), value, threshold, message);
  }

  private String text(String words, double value, double threshold) {
    return words + ": " + show(value) + (below ? " < " : " > ") + show(threshold);
  }

  private String show(double number) {
    return unit.isEmpty()
        ? String.format(Locale.ROOT, "%.0f", number)
        : String.format(Locale.ROOT, "%.1f%s", number, unit);
  }
}
