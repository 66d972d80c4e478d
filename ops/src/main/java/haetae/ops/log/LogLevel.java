package haetae.ops.log;

/** Levels as they stand in a line, the lowest first. */
public enum LogLevel {
  DEBUG,
  INFO,
  WARNING,
  ERROR,
  /** The watchdog's last level. */
  CRITICAL;

  /** True if a line of this level must never be lost. */
  boolean precious() {
    return compareTo(WARNING) >= 0;
  }
}
