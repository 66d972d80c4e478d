package haetae.ops.watchdog;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is tried before CRITICAL: the cure that fits the figure, at most once in a pause and never
 * while it is still at work. Each is logged and counted; one that fails is logged and may be tried
 * again.
 *
 * <p>Threads: one treats; cures run on threads of their own, since they may wait for the network.
 */
public final class Cures {
  private static final Logger LOG = LoggerFactory.getLogger("arbitrage.watchdog");

  /** A registered cure and what became of it. */
  private static final class Cure {
    private final Runnable work;
    private final AtomicBoolean working = new AtomicBoolean();
    private long lastNs;
    private long count;

    Cure(Runnable work) {
      this.work = work;
    }

    boolean due(long nowNs, long pauseNs) {
      return (count == 0 || nowNs - lastNs >= pauseNs) && !working.get();
    }
  }

  private final Map<String, Cure> byMetric = new LinkedHashMap<>();
  private final long pauseNs;
  private final Executor executor;

  /** Cures that are tried again only after a pause. */
  public Cures(long pauseNs) {
    this(pauseNs, task -> Thread.ofVirtual().name("cure").start(task));
  }

  Cures(long pauseNs, Executor executor) {
    this.pauseNs = pauseNs;
    this.executor = executor;
  }

  /** Registers the cure for a metric's errors. */
  public void register(String metric, Runnable work) {
    byMetric.put(metric, new Cure(work));
  }

  /** Starts the fitting cure for each ERROR of an evaluation; never waits for it. */
  public void treat(WatchdogStatus status, long nowNs) {
    for (WatchdogAlert alert : status.alerts()) {
      Cure cure = alert.level() == Level.ERROR ? byMetric.get(alert.metric()) : null;
      if (cure != null && cure.due(nowNs, pauseNs)) {
        start(alert.metric(), cure, nowNs);
      }
    }
  }

  private void start(String metric, Cure cure, long nowNs) {
    cure.lastNs = nowNs;
    cure.count++;
    cure.working.set(true);
    LOG.warn("[Watchdog] trying the cure for {} (time {})", metric, cure.count);
    executor.execute(
        () -> {
          try {
            cure.work.run();
          } catch (RuntimeException e) {
            LOG.error("[Watchdog] the cure for {} failed", metric, e);
          } finally {
            cure.working.set(false);
          }
        });
  }

  /** How often each cure was tried; one that never was is left out. */
  public Map<String, Long> counts() {
    Map<String, Long> counts = new LinkedHashMap<>();
    byMetric.forEach(
        (metric, cure) -> {
          if (cure.count > 0) {
            counts.put(metric, cure.count);
          }
        });
    return counts;
  }
}
