package haetae.ops.log;

import org.jspecify.annotations.Nullable;

/**
 * One line before it is written.
 *
 * @param timeMs wall clock, ms since the epoch
 * @param logger full logger name
 * @param error its stack trace follows the line, null if none
 */
record LogLine(
    long timeMs,
    LogLevel level,
    String logger,
    String message,
    String thread,
    @Nullable Throwable error) {}
