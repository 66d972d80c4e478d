package haetae.portfolio;

import java.time.LocalDate;

/**
 * The business day: the calendar day in Asia/Seoul, UTC+9 without daylight saving since 1988, so it
 * begins at 15:00Z.
 */
public final class SeoulDay {
  private static final long NS_PER_DAY = 86_400_000_000_000L;
  private static final long OFFSET_NS = 9 * 3_600_000_000_000L;

  private SeoulDay() {}

  /** Days since 1970-01-01 of the Seoul day that a time falls in. */
  public static long of(long timeNs) {
    return Math.floorDiv(timeNs + OFFSET_NS, NS_PER_DAY);
  }

  /** The calendar date of a day number. */
  public static LocalDate date(long day) {
    return LocalDate.ofEpochDay(day);
  }
}
