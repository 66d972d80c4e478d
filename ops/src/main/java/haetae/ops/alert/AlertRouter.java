package haetae.ops.alert;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends alerts to their channels. The same alert within a minute is sent once and counted; the next
 * one after that says how often it was repeated. Threads: any.
 */
public final class AlertRouter {
  private static final Logger LOG = LoggerFactory.getLogger("arbitrage.alert");
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");
  private static final long REPEAT_MS = 60_000;
  private static final int REMEMBERED = 500;

  /** One kind of alert that was sent lately. */
  private static final class Recent {
    private long sentMs;
    private long repeats;
  }

  private final boolean enabled;
  private final List<AlertChannel> channels;
  private final Map<String, Recent> recent = new LinkedHashMap<>();
  private long sent;

  /** A router. */
  public AlertRouter(boolean enabled, List<AlertChannel> channels) {
    this.enabled = enabled;
    this.channels = List.copyOf(channels);
  }

  /** Raises an alert. */
  public synchronized void raise(Alert alert) {
    if (!enabled) {
      return;
    }
    String key = alert.type() + "|" + alert.text();
    Recent known = recent.computeIfAbsent(key, k -> new Recent());
    if (known.sentMs != 0 && alert.timeMs() - known.sentMs < REPEAT_MS) {
      known.repeats++;
      return;
    }
    Alert told = known.repeats == 0 ? alert : repeated(alert, known.repeats);
    known.sentMs = alert.timeMs();
    known.repeats = 0;
    if (recent.size() > REMEMBERED) {
      recent.remove(recent.keySet().iterator().next());
    }
    sent++;
    log(told);
    channels.forEach(channel -> channel.send(told));
  }

  private static Alert repeated(Alert alert, long repeats) {
    String text = alert.text() + " (repeated " + repeats + " times)";
    return new Alert(alert.timeMs(), alert.type(), alert.severity(), text);
  }

  private static void log(Alert alert) {
    String time = TIME.format(Instant.ofEpochMilli(alert.timeMs()).atZone(ZoneId.systemDefault()));
    String type = alert.type().toUpperCase(Locale.ROOT);
    String line = "[" + time + "] [" + type + "] [" + alert.severity() + "] " + alert.text();
    switch (alert.severity()) {
      case "ERROR", "CRITICAL" -> LOG.error(line);
      case "WARNING" -> LOG.warn(line);
      default -> LOG.info(line);
    }
  }

  /** Alerts sent, repeats not counted. */
  public synchronized long sent() {
    return sent;
  }
}
