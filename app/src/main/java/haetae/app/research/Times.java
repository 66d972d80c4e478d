package haetae.app.research;

import haetae.app.cli.Usage;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ParameterException;

/** Times as they are read from the command line and written to reports; UTC. */
final class Times {
  private static final long NS_PER_SECOND = 1_000_000_000L;

  private Times() {}

  /** To the second, such as {@code 2024-12-03T13:27:00Z}. */
  static String text(long ns) {
    return Instant.ofEpochSecond(0, ns).truncatedTo(ChronoUnit.SECONDS).toString();
  }

  /**
   * A day or a moment, in ns since the epoch.
   *
   * @throws DateTimeException if it is neither
   */
  static long parse(String text) {
    Instant instant =
        text.length() == "2024-12-03".length()
            ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
            : Instant.parse(text);
    return Math.addExact(
        Math.multiplyExact(instant.getEpochSecond(), NS_PER_SECOND), instant.getNano());
  }

  /**
   * Value of an option that takes a day or a moment, in ns since the epoch.
   *
   * @param otherwise value if the option was not given
   * @throws ParameterException if the text is neither
   */
  static long option(Usage usage, String option, @Nullable String text, long otherwise) {
    try {
      return text == null ? otherwise : parse(text);
    } catch (DateTimeException | ArithmeticException e) {
      throw usage.problem(
          option
              + " must be a day or a moment, like 2024-12-03 or 2024-12-03T13:27:00Z, not "
              + text);
    }
  }

  /** Seconds in ns, the rest cut off. */
  static long secondsNs(BigDecimal seconds) {
    return seconds.multiply(BigDecimal.valueOf(NS_PER_SECOND)).longValue();
  }

  /** Hours in ns, the rest cut off. */
  static long hoursNs(BigDecimal hours) {
    return secondsNs(hours.multiply(BigDecimal.valueOf(3_600)));
  }

  /** A length of time in the unit that suits it. */
  static String length(double seconds) {
    if (Double.isNaN(seconds)) {
      return "none";
    }
    if (seconds < 120) {
      return "%.1f s".formatted(seconds);
    }
    if (seconds < 7_200) {
      return "%.1f min".formatted(seconds / 60);
    }
    return seconds < 172_800
        ? "%.1f h".formatted(seconds / 3_600)
        : "%.1f d".formatted(seconds / 86_400);
  }
}
