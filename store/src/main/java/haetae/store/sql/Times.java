package haetae.store.sql;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** Times as the tables hold them. */
final class Times {
  private static final DateTimeFormatter MILLIS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

  private Times() {}

  /** ISO 8601 in UTC with milliseconds, so that text sorts as time does. */
  static String iso(long epochNs) {
    return MILLIS.format(Instant.ofEpochSecond(0, epochNs));
  }

  /** The same of milliseconds since the epoch. */
  static String isoOfMs(long epochMs) {
    return MILLIS.format(Instant.ofEpochMilli(epochMs));
  }
}
