package haetae.ops.log;

import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.Property;

/** Hands Log4j's events to the writer. Never blocks. */
final class QueueAppender extends AbstractAppender {
  private final LogWriter writer;

  QueueAppender(LogWriter writer) {
    super("haetae", null, null, false, Property.EMPTY_ARRAY);
    this.writer = writer;
  }

  @Override
  public void append(LogEvent event) {
    writer.offer(
        new LogLine(
            writer.clock().getAsLong(),
            level(event),
            event.getLoggerName(),
            String.valueOf(event.getMessage().getFormattedMessage()),
            event.getThreadName(),
            Correlation.current(),
            event.getThrown()));
  }

  private static LogLevel level(LogEvent event) {
    boolean critical =
        event.getMarker() != null && Loggers.CRITICAL.equals(event.getMarker().getName());
    if (critical || event.getLevel().equals(Level.FATAL)) {
      return LogLevel.CRITICAL;
    }
    if (event.getLevel().equals(Level.ERROR)) {
      return LogLevel.ERROR;
    }
    if (event.getLevel().equals(Level.WARN)) {
      return LogLevel.WARNING;
    }
    return event.getLevel().equals(Level.INFO) ? LogLevel.INFO : LogLevel.DEBUG;
  }
}
