package haetae.ops.log;

import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.config.AbstractConfiguration;
import org.apache.logging.log4j.core.config.ConfigurationSource;
import org.apache.logging.log4j.core.config.LoggerConfig;

/**
 * The service's logging from start to close. Everything that logs through SLF4J meanwhile goes to
 * the console and the files. One at a time in a process.
 */
public final class CentralLog implements AutoCloseable {
  private static final long CLOSE_MS = 5_000;

  /** A configuration that is nothing but our appender. */
  private static final class Plain extends AbstractConfiguration {
    Plain(LoggerContext context, LogWriter writer, Level level) {
      super(context, ConfigurationSource.NULL_SOURCE);
      QueueAppender appender = new QueueAppender(writer);
      appender.start();
      addAppender(appender);
      getRootLogger().setLevel(level);
      getRootLogger().addAppender(appender, null, null);
      // It tells each look at its tables.
      addLogger("org.flywaydb", new LoggerConfig("org.flywaydb", Level.WARN, true));
    }

    @Override
    protected void doConfigure() {
      // Already done: nothing is read from a file.
    }
  }

  private final LogWriter writer;

  private CentralLog(LogWriter writer) {
    this.writer = writer;
  }

  /** Starts logging; a folder that cannot be written is told on the console and tried again. */
  public static CentralLog start(LogConfig config) {
    return start(config, Surroundings.real(config.console()));
  }

  static CentralLog start(LogConfig config, Surroundings around) {
    LineFormat format = new LineFormat(around.zone(), config.secrets());
    LogFiles files = new LogFiles(config, around.zone(), format);
    LogWriter writer = new LogWriter(files, format, around);
    LoggerContext context = LoggerContext.getContext(false);
    context.start(new Plain(context, writer, level(config.level())));
    writer.start();
    return new CentralLog(writer);
  }

  private static Level level(LogLevel level) {
    return switch (level) {
      case DEBUG -> Level.DEBUG;
      case INFO -> Level.INFO;
      case WARNING -> Level.WARN;
      // CRITICAL travels as ERROR with a marker.
      case ERROR, CRITICAL -> Level.ERROR;
    };
  }

  /** How logging is doing. */
  public LogHealth health() {
    return writer.health();
  }

  /** The last lines, as they were written. */
  public RecentLines recent() {
    return writer.recent();
  }

  /**
   * Waits until all lines so far are written, or kept if the files cannot be written; false if that
   * took longer than the time.
   */
  public boolean flush(long timeoutMs) {
    return writer.flush(timeoutMs);
  }

  /**
   * Writes what is left and closes the files, within a few seconds. Lines of WARNING and above that
   * come later go to standard error.
   */
  @Override
  public void close() {
    writer.close(CLOSE_MS);
  }
}
