package haetae.ops.log;

import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.Marker;
import org.slf4j.MarkerFactory;

/** Names of the loggers, the files they have, and the one level SLF4J does not know. */
public final class Loggers {
  /** Prefix of every logger. */
  public static final String PREFIX = "arbitrage.";

  /** Main loop. */
  public static final String LIVE_LOOP = PREFIX + "live_loop";

  /** Health report. */
  public static final String HEALTH = PREFIX + "health";

  /** Safety validator and live guard. */
  public static final String SAFETY = PREFIX + "safety";

  /** Watchdog. */
  public static final String WATCHDOG = PREFIX + "watchdog";

  /** Resource monitor. */
  public static final String SYS_MONITOR = PREFIX + "sys_monitor";

  /** Loggers with a file of their own, beside the one with everything. */
  static final Map<String, String> FILES =
      Map.of(
          LIVE_LOOP, "live_loop.log",
          HEALTH, "health.log",
          SAFETY, "safety.log",
          WATCHDOG, "watchdog.log",
          SYS_MONITOR, "sys_monitor.log");

  static final String CRITICAL = "CRITICAL";

  private static final Marker MARKER = MarkerFactory.getMarker(CRITICAL);

  private Loggers() {}

  /** The logger of a component, for example {@code execution}. */
  public static Logger of(String component) {
    return LoggerFactory.getLogger(PREFIX + component);
  }

  /** Logs a line at CRITICAL. */
  public static void critical(Logger logger, String message) {
    logger.error(MARKER, message);
  }
}
