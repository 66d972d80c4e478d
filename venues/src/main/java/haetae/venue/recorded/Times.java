package haetae.venue.recorded;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/** Times as recordings write them, in ns since the epoch. */
final class Times {
  static final long NS_PER_MS = 1_000_000L;
  static final long NS_PER_SECOND = 1_000_000_000L;
  static final long NS_PER_DAY = 86_400 * NS_PER_SECOND;
  private static final int MS_DIGITS = 13;
  private static final int SECOND_DIGITS = 10;
  private static final int DAY_LETTERS = 10;
  private static final int ONE_DIGIT_HOUR = 12;

  private Times() {}

  /**
   * Epoch ms, epoch seconds with decimals, a day, or a date and time (UTC unless it says).
   *
   * @throws java.time.DateTimeException if it is none of these
   * @throws NumberFormatException if it begins like a number and is none
   */
  static long parse(String text) {
    if (text.indexOf('-') < 0 && !text.isEmpty()) {
      return number(text);
    }
    if (text.length() == DAY_LETTERS) {
      return LocalDate.parse(text).toEpochDay() * NS_PER_DAY;
    }
    String iso = text.replace(' ', 'T');
    // Hours of one digit occur: 2017-09-26 0:00.
    if (iso.indexOf(':') == ONE_DIGIT_HOUR) {
      iso = iso.substring(0, ONE_DIGIT_HOUR - 1) + "0" + iso.substring(ONE_DIGIT_HOUR - 1);
    }
    boolean offset =
        iso.endsWith("Z") || Math.max(iso.lastIndexOf('+'), iso.lastIndexOf('-')) > DAY_LETTERS;
    Instant instant =
        offset
            ? OffsetDateTime.parse(iso).toInstant()
            : LocalDateTime.parse(iso).toInstant(ZoneOffset.UTC);
    return Math.addExact(
        Math.multiplyExact(instant.getEpochSecond(), NS_PER_SECOND), instant.getNano());
  }

  private static long number(String text) {
    int point = text.indexOf('.');
    int digits = point < 0 ? text.length() : point;
    if (digits == MS_DIGITS && point < 0) {
      return Math.multiplyExact(Long.parseLong(text), NS_PER_MS);
    }
    if (digits == SECOND_DIGITS) {
      return new BigDecimal(text).movePointRight(9).longValue();
    }
    throw new NumberFormatException("neither epoch ms nor seconds: " + text);
  }
}
