package haetae.ops.watchdog;

import haetae.ops.metrics.Metric;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches heartbeats from a thread of its own, so that it works while what it watches hangs.
 *
 * <p>A heart later than the warn threshold is WARN, later than the max is ERROR, three such looks
 * in a row are CRITICAL: one thread dump a stall, an alert, and the request to shut down. When the
 * detector itself was held up (a stopped process, a starved machine), its first look blames nobody;
 * the next one does, so that a machine that stays starved is not a blind spot.
 */
public final class StallDetector implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger("arbitrage.watchdog");
  private static final long NS_PER_MS = 1_000_000;

  /**
   * How long a heart may be late, in ms.
   *
   * @param warnMs later is WARN
   * @param maxMs later is ERROR; not below {@code warnMs}
   * @param intervalMs time between two looks, 1 or more
   */
  public record Patience(long warnMs, long maxMs, long intervalMs) {
    /** Checks the ranges. */
    public Patience {
      if (warnMs < 0 || maxMs < warnMs || intervalMs < 1) {
        throw new IllegalArgumentException("impossible patience: " + warnMs + "/" + maxMs);
      }
    }
  }

  /** Told on the detector's thread. What it throws is logged and ends nothing. */
  public interface Listener {
    /** The level changed, or became CRITICAL with its request to shut down. */
    void changed(WatchdogStatus status);

    /** A look found that every heart makes progress. */
    void moving();
  }

  private final List<Heartbeat> hearts;
  private final long warnNs;
  private final long maxNs;
  private final long intervalNs;
  private final LongSupplier clock;
  private final Listener listener;
  private final Thread thread;
  private volatile boolean closed;
  private boolean heldUp;
  private boolean dumped;
  private Level told = Level.OK;
  private int errorsInRow;
  private long lastLookNs;

  /**
   * A detector that has not started.
   *
   * @param clock monotonic nanoseconds
   */
  public StallDetector(
      List<Heartbeat> hearts, Patience patience, LongSupplier clock, Listener listener) {
    this.hearts = List.copyOf(hearts);
    this.warnNs = patience.warnMs() * NS_PER_MS;
    this.maxNs = patience.maxMs() * NS_PER_MS;
    this.intervalNs = patience.intervalMs() * NS_PER_MS;
    this.clock = clock;
    this.listener = listener;
    this.lastLookNs = clock.getAsLong();
    this.thread = Thread.ofPlatform().daemon().name("watchdog").unstarted(this::run);
  }

  /** Starts watching. */
  public void start() {
    lastLookNs = clock.getAsLong();
    thread.start();
  }

  private void run() {
    while (true) {
      LockSupport.parkNanos(intervalNs);
      if (closed) {
        return;
      }
      try {
        look();
      } catch (RuntimeException | Error e) {
        // Whatever fails here, the thread that notices hangs must be the last to go.
        LOG.error("[Watchdog] a look at the loops failed", e);
      }
    }
  }

  /** One look at all hearts. */
  void look() {
    long now = clock.getAsLong();
    long late = now - lastLookNs - intervalNs;
    lastLookNs = now;
    heldUp = late > warnNs && !heldUp;
    if (heldUp) {
      LOG.warn("[Watchdog] was itself held up for {} ms; no stall is judged", late / NS_PER_MS);
      return;
    }
    WatchdogStatus status = judge();
    boolean stalled = status.level().compareTo(Level.ERROR) >= 0;
    if (status.level() == Level.OK) {
      dumped = false;
    } else if (stalled && !dumped) {
      dumped = true;
      LOG.error("[Watchdog] stall, all threads:\n{}", threadDump());
    }
    if (!stalled) {
      listener.moving();
    }
    if (status.level() != told || status.shouldShutdown()) {
      told = status.level();
      listener.changed(status);
    }
  }

  private WatchdogStatus judge() {
    List<WatchdogAlert> alerts = new ArrayList<>();
    String firstError = "";
    for (Heartbeat heart : hearts) {
      long late = heart.lateNs();
      if (late > warnNs) {
        WatchdogAlert alert = alert(heart, late, late > maxNs);
        alerts.add(alert);
        if (alert.level() == Level.ERROR && firstError.isEmpty()) {
          firstError = alert.message();
        }
      }
    }
    boolean error = !firstError.isEmpty();
    errorsInRow = error ? errorsInRow + 1 : 0;
    if (errorsInRow < Watchdog.CRITICAL_AFTER) {
      Level level = error ? Level.ERROR : alerts.isEmpty() ? Level.OK : Level.WARN;
      return new WatchdogStatus(level, alerts, !error, errorsInRow, false, "");
    }
    boolean first = errorsInRow == Watchdog.CRITICAL_AFTER;
    String reason = "Stalled: " + firstError;
    return new WatchdogStatus(Level.CRITICAL, alerts, false, errorsInRow, first, reason);
  }

  private WatchdogAlert alert(Heartbeat heart, long lateNs, boolean beyond) {
    long threshold = (beyond ? maxNs : warnNs) / NS_PER_MS;
    return new WatchdogAlert(
        beyond ? Level.ERROR : Level.WARN,
        heart.name(),
        Metric.LOOP_LATENCY_MS.key(),
        lateNs / (double) NS_PER_MS,
        threshold,
        heart.name() + " has not moved for " + lateNs / NS_PER_MS + " ms > " + threshold + " ms");
  }

  /** All platform threads with their stacks, locks and deadlocks. */
  public static String threadDump() {
    var threads = ManagementFactory.getThreadMXBean();
    StringBuilder dump = new StringBuilder();
    long[] deadlocked = threads.findDeadlockedThreads();
    if (deadlocked != null) {
      dump.append("DEADLOCK between ").append(deadlocked.length).append(" threads\n");
    }
    for (ThreadInfo info : threads.dumpAllThreads(true, true)) {
      dump.append('"').append(info.getThreadName()).append("\" ").append(info.getThreadState());
      if (info.getLockName() != null) {
        dump.append(" on ").append(info.getLockName());
      }
      dump.append('\n');
      for (StackTraceElement frame : info.getStackTrace()) {
        dump.append("    at ").append(frame).append('\n');
      }
    }
    return dump.toString();
  }

  @Override
  public void close() {
    closed = true;
    LockSupport.unpark(thread);
  }
}
