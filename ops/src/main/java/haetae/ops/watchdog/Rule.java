package haetae.ops.watchdog;

import haetae.ops.metrics.Metric;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

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

  /** Refuses thresholds that could never be crossed, or in the wrong order. */
  public Rule {
    if (Double.isNaN(warn) || Double.isNaN(max) || (below ? warn < max : warn > max)) {
      throw new IllegalArgumentException(
          metric.key() + ": warn " + warn + " must come before max " + max);
    }
    if (worst != Level.WARN && worst != Level.ERROR) {
      throw new IllegalArgumentException(metric.key() + ": worst must be WARN or ERROR");
    }
  }

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

  /**
   * Judges a figure; null if it is fine. An unknown figure is never fine, and one that is infinite
   * on the good side is as good as unknown.
   */
  public @Nullable WatchdogAlert judge(double value) {
    if (Double.isNaN(value)) {
      return unknown(value);
    }
    if (beyond(value, max)) {
      return alert(worst, value, max, text(maxText, value, max));
    }
    if (Double.isInfinite(value)) {
      return unknown(value);
    }
    return beyond(value, warn) ? alert(Level.WARN, value, warn, text(warnText, value, warn)) : null;
  }

  private WatchdogAlert unknown(double value) {
    return alert(Level.WARN, value, warn, metric.key() + " not available");
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
