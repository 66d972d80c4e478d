package haetae.ops.alert;

import java.util.Locale;

/** How much an alert matters, the least first. */
public enum Severity {
  /** Good to know. */
  INFO,
  /** Look at it today. */
  WARNING,
  /** Look at it now. */
  ERROR,
  /** Somebody must act at once. */
  CRITICAL;

  /** The severity of a word; one that is not known gets through like CRITICAL. */
  public static Severity of(String word) {
    return switch (word.toUpperCase(Locale.ROOT)) {
      case "INFO", "DEBUG", "OK" -> INFO;
      case "WARNING", "WARN" -> WARNING;
      case "ERROR" -> ERROR;
      default -> CRITICAL;
    };
  }

  /** True if this matters as much as another, or more. */
  boolean atLeast(Severity other) {
    return compareTo(other) >= 0;
  }
}
