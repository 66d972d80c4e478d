package haetae.ops.log;

import org.jspecify.annotations.Nullable;

/**
 * One line before it is written.
 *
 * @param timeMs wall clock, ms since the epoch
 * @param logger full logger name
 * @param trade correlation id, null if the line is about no trade
 * @param error its stack trace follows the line, null if none
 */
record LogLine(
    long timeMs,
    LogLevel level,
    String logger,
    String message,
    String thread,
    @Nullable String trade,
    @Nullable Throwable error) {

  /** A line of the log about itself. */
  static LogLine own(long timeMs, LogLevel level, String message) {
    return new LogLine(timeMs, level, Loggers.PREFIX + "log", message, "log", null, null);
  }
}
