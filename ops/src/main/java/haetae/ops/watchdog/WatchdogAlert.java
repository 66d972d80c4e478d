package haetae.ops.watchdog;

/**
 * One finding of an evaluation.
 *
 * @param component what it is about
 * @param metric stable name of the figure
 * @param value what was found, NaN if unknown
 * @param threshold what it was compared with
 */
public record WatchdogAlert(
    Level level, String component, String metric, double value, double threshold, String message) {

  @Override
  public String toString() {
    return "  [" + level + "] " + component + ": " + message;
  }
}
