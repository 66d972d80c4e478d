package haetae.ops.alert;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;

/**
 * The hours of a day in which only what matters much gets through a channel; the rest waits for
 * their end and comes as one message. Immutable.
 *
 * @param from first minute; the hours may go over midnight
 * @param to end, not included; equal to {@code from} there are no quiet hours
 * @param least severity that gets through all the same
 */
public record QuietHours(LocalTime from, LocalTime to, ZoneId zone, Severity least) {
  /** Checks for nulls. */
  public QuietHours {
    requireNonNull(from, "from");
    requireNonNull(to, "to");
    requireNonNull(zone, "zone");
    requireNonNull(least, "least");
  }

  /** No hour is quiet. */
  public static QuietHours none() {
    return new QuietHours(
        LocalTime.MIDNIGHT, LocalTime.MIDNIGHT, ZoneId.of("UTC"), Severity.CRITICAL);
  }

  /** True if an alert has to wait. */
  boolean holds(Alert alert) {
    return !Severity.of(alert.severity()).atLeast(least) && quiet(alert.timeMs());
  }

  /** True at a moment, ms since the epoch, within the hours. */
  boolean quiet(long timeMs) {
    LocalTime time = Instant.ofEpochMilli(timeMs).atZone(zone).toLocalTime();
    boolean begun = !time.isBefore(from);
    boolean open = time.isBefore(to);
    return from.isAfter(to) ? begun || open : begun && open;
  }
}
