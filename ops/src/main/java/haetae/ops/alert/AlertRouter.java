package haetae.ops.alert;

import haetae.ops.log.Loggers;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends alerts to the log and to their channels, never on the caller's thread.
 *
 * <p>The same alert within a minute is sent once and counted; the next one after that says how
 * often it was repeated. At most {@value #MAX_A_MINUTE} alerts a minute go to the channels, the
 * rest only to the log, which says so, and the next one that goes tells how many; CRITICAL always
 * goes. Threads: any; nobody waits.
 */
public final class AlertRouter implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger("arbitrage.alert");
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");
  private static final long MINUTE_MS = 60_000;
  private static final int MAX_A_MINUTE = 20;
  private static final int REMEMBERED = 500;
  private static final int SHOWN = 50;
  private static final long CLOSE_MS = 5_000;

  /** One topic that was told lately. */
  private static final class Recent {
    private boolean told;
    private long sentMs;
    private long repeats;
  }

  /**
   * What became of the alerts so far.
   *
   * @param sent told, repeats not counted
   * @param repeated folded into an earlier one
   * @param limited told to the log only, because there were too many
   * @param delivered arrived, over all channels
   * @param retries deliveries tried again
   * @param failed deliveries given up
   * @param dropped for want of room in a queue
   * @param held back in the quiet hours, over all channels
   * @param unwanted below the severity of a channel, over all channels
   */
  public record Stats(
      long sent,
      long repeated,
      long limited,
      long delivered,
      long retries,
      long failed,
      long dropped,
      long held,
      long unwanted) {}

  private final boolean enabled;
  private final List<Delivery> deliveries;
  private final long closeMs;
  private final Map<String, Recent> recent = new LinkedHashMap<>(16, 0.75f, true);
  private final ArrayDeque<Long> sentMs = new ArrayDeque<>();
  private final ArrayDeque<Alert> latest = new ArrayDeque<>();
  private long sent;
  private long repeated;
  private long limited;
  private long silenced;

  /** A router; its channels' threads run until it is closed. */
  public AlertRouter(boolean enabled, List<AlertRoute> routes) {
    this(enabled, routes, Delivery.Patience.real(), CLOSE_MS);
  }

  AlertRouter(boolean enabled, List<AlertRoute> routes, Delivery.Patience patience, long closeMs) {
    this.enabled = enabled;
    this.closeMs = closeMs;
    this.deliveries =
        enabled ? routes.stream().map(route -> new Delivery(route, patience)).toList() : List.of();
  }

  /** Raises an alert. */
  public void raise(Alert alert) {
    if (!enabled) {
      return;
    }
    boolean toChannels;
    Alert told;
    synchronized (this) {
      told = unlessRepeated(alert);
      if (told == null) {
        return;
      }
      sent++;
      toChannels = mayGo(told);
      told = toChannels ? afterSilence(told) : told;
      latest.addLast(told);
      if (latest.size() > SHOWN) {
        latest.removeFirst();
      }
    }
    log(told, toChannels);
    if (toChannels) {
      for (Delivery delivery : deliveries) {
        delivery.offer(told);
      }
    }
  }

  private Alert afterSilence(Alert alert) {
    long before = silenced;
    silenced = 0;
    return before == 0
        ? alert
        : alert.saying(alert.text() + " (" + before + " before it are in the log only: too many)");
  }

  private @Nullable Alert unlessRepeated(Alert alert) {
    String key = alert.type() + '|' + alert.severity() + '|' + alert.topic();
    Recent known = recent.computeIfAbsent(key, _ -> new Recent());
    long since = alert.timeMs() - known.sentMs;
    // A clock that was set back must not silence a topic.
    if (known.told && since >= 0 && since < MINUTE_MS) {
      known.repeats++;
      repeated++;
      return null;
    }
    long repeats = known.repeats;
    known.told = true;
    known.sentMs = alert.timeMs();
    known.repeats = 0;
    if (recent.size() > REMEMBERED) {
      recent.remove(recent.keySet().iterator().next());
    }
    return repeats == 0
        ? alert
        : alert.saying(alert.text() + " (repeated " + repeats + " times before)");
  }

  private boolean mayGo(Alert alert) {
    while (!sentMs.isEmpty()
        && (alert.timeMs() - sentMs.peekFirst() >= MINUTE_MS
            || alert.timeMs() < sentMs.peekFirst())) {
      sentMs.removeFirst();
    }
    if (sentMs.size() >= MAX_A_MINUTE && !alert.critical()) {
      limited++;
      silenced++;
      return false;
    }
    sentMs.addLast(alert.timeMs());
    return true;
  }

  private void log(Alert alert, boolean toChannels) {
    String time = TIME.format(Instant.ofEpochMilli(alert.timeMs()).atZone(ZoneId.systemDefault()));
    String type = alert.type().toUpperCase(Locale.ROOT);
    String line = "[" + time + "] [" + type + "] [" + alert.severity() + "] " + alert.text();
    if (!toChannels && !deliveries.isEmpty()) {
      line += " (not sent: more than " + MAX_A_MINUTE + " alerts a minute)";
    }
    switch (alert.severity()) {
      case "CRITICAL" -> Loggers.critical(LOG, line);
      case "ERROR" -> LOG.error(line);
      case "WARNING" -> LOG.warn(line);
      default -> LOG.info(line);
    }
  }

  /** Alerts sent, repeats not counted. */
  public long sent() {
    return stats().sent();
  }

  /** The last {@value #SHOWN} alerts that were told, oldest first. */
  public synchronized List<Alert> latest() {
    return List.copyOf(latest);
  }

  /** What became of the alerts so far. */
  public synchronized Stats stats() {
    long delivered = 0;
    long retries = 0;
    long failed = 0;
    long dropped = 0;
    long held = 0;
    long unwanted = 0;
    for (Delivery delivery : deliveries) {
      Delivery.Counts counts = delivery.counts();
      delivered += counts.delivered();
      retries += counts.retries();
      failed += counts.failed();
      dropped += counts.dropped();
      held += counts.held();
      unwanted += counts.unwanted();
    }
    return new Stats(sent, repeated, limited, delivered, retries, failed, dropped, held, unwanted);
  }

  /** How each channel is doing. */
  public List<ChannelState> channels() {
    return deliveries.stream().map(Delivery::state).toList();
  }

  /** Gives what is on its way a few seconds, all channels together; the rest is told in the log. */
  @Override
  public void close() {
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(closeMs);
    for (Delivery delivery : deliveries) {
      long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
      try {
        delivery.close(Math.max(0, left));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
