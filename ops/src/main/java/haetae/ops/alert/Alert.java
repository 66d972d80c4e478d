package haetae.ops.alert;

import static java.util.Objects.requireNonNull;

/**
 * Something the operator should know.
 *
 * @param timeMs wall clock, ms since the epoch
 * @param type what it is about, for example {@code stoploss}
 * @param severity INFO, WARNING, ERROR or CRITICAL
 * @param topic alerts of the same type and topic are repeats of each other, even if their numbers
 *     differ
 * @param text plain text for a human
 */
public record Alert(long timeMs, String type, String severity, String topic, String text) {
  /** Checks for nulls. */
  public Alert {
    requireNonNull(type, "type");
    requireNonNull(severity, "severity");
    requireNonNull(topic, "topic");
    requireNonNull(text, "text");
  }

  /** An alert whose text is its topic. */
  public Alert(long timeMs, String type, String severity, String text) {
    this(timeMs, type, severity, text, text);
  }

  /** True if it must get through whatever else is told. */
  boolean critical() {
    return Severity.of(severity) == Severity.CRITICAL;
  }

  /** The same with other words. */
  Alert saying(String words) {
    return new Alert(timeMs, type, severity, topic, words);
  }
}
