package haetae.ops.alert;

import static java.util.Objects.requireNonNull;

/**
 * Which alerts go over a channel, and when. Immutable.
 *
 * @param least severity below which an alert does not go over it; the log has it all the same
 * @param quiet hours in which most alerts wait
 */
public record AlertRoute(AlertChannel channel, Severity least, QuietHours quiet) {
  /** Checks for nulls. */
  public AlertRoute {
    requireNonNull(channel, "channel");
    requireNonNull(least, "least");
    requireNonNull(quiet, "quiet");
  }

  /** All alerts, at any hour. */
  public static AlertRoute all(AlertChannel channel) {
    return new AlertRoute(channel, Severity.INFO, QuietHours.none());
  }
}
