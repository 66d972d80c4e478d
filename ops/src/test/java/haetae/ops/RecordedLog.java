package haetae.ops;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.Logger;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.Configurator;
import org.apache.logging.log4j.core.config.Property;

/** Remembers the lines that one logger writes while it is open, as {@code LEVEL text}. */
public final class RecordedLog implements AutoCloseable {
  /** Log4j's way to be told of a line. */
  private static final class Recorder extends AbstractAppender {
    private final List<String> lines = new CopyOnWriteArrayList<>();

    Recorder(String name) {
      super(name, null, null, false, Property.EMPTY_ARRAY);
    }

    @Override
    public void append(LogEvent event) {
      lines.add(event.getLevel() + " " + event.getMessage().getFormattedMessage());
    }
  }

  private final Logger logger;
  private final Recorder recorder;
  private final Level before;

  /** Records a logger, for example {@code arbitrage.watchdog}, from DEBUG on. */
  public RecordedLog(String name) {
    this.logger = (Logger) LogManager.getLogger(name);
    this.recorder = new Recorder("recorded " + name);
    this.before = logger.getLevel();
    recorder.start();
    logger.addAppender(recorder);
    logger.setAdditive(false);
    Configurator.setLevel(name, Level.DEBUG);
  }

  /** Lines so far. */
  public List<String> lines() {
    return List.copyOf(recorder.lines);
  }

  /** How many lines hold the text. */
  public long count(String text) {
    return recorder.lines.stream().filter(line -> line.contains(text)).count();
  }

  @Override
  public void close() {
    logger.removeAppender(recorder);
    logger.setAdditive(true);
    Configurator.setLevel(logger.getName(), before);
    recorder.stop();
  }
}
