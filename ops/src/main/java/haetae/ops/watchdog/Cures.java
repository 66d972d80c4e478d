package haetae.ops.watchdog;

import java.util.LinkedHashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is tried before CRITICAL: the cure that fits the component, at most once in a pause. Each is
 * logged and counted. Threads: one.
 */
public final class Cures {
  private static final Logger LOG = LoggerFactory.getLogger("arbitrage.watchdog");

  private final Map<String, Runnable> byMetric = new LinkedHashMap<>();
  private final Map<String, Long> lastNs = new LinkedHashMap<>();
  private final Map<String, Long> counts = new LinkedHashMap<>();
  private final long pauseNs;

  /** Cures that are tried again only after a pause. */
  public Cures(long pauseNs) {
    this.pauseNs = pauseNs;
  }

  /** Registers the cure for a metric's errors. */
  public void register(String metric, Runnable cure) {
    byMetric.put(metric, cure);
  }

  /** Tries the fitting cure for each ERROR of an evaluation. */
  public void treat(WatchdogStatus status, long nowNs) {
    for (WatchdogAlert alert : status.alerts()) {
      Runnable cure = byMetric.get(alert.metric());
      if (alert.level() == Level.ERROR && cure != null && due(alert.metric(), nowNs)) {
        lastNs.put(alert.metric(), nowNs);
        long count = counts.merge(alert.metric(), 1L, Long::sum);
        LOG.warn("[Watchdog] trying the cure for {} (time {})", alert.metric(), count);
        cure.run();
      }
    }
  }

  private boolean due(String metric, long nowNs) {
    Long last = lastNs.get(metric);
    return last == null || nowNs - last >= pauseNs;
  }

  /** How often each cure was tried. */
  public Map<String, Long> counts() {
    return Map.copyOf(counts);
  }
}
