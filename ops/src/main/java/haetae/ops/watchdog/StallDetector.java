package haetae.ops.watchdog;

import haetae.ops.metrics.Metric;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches heartbeats from a thread of its own, so that it works while what it watches hangs.
 *
 * <p>A heart later than the warn threshold is WARN, later than the max is ERROR, three such looks
 * in a row are CRITICAL: one thread dump a stall, an alert, and the request to shut down. When the
 * detector itself was held up (a suspended machine), nobody else is blamed.
 */
public final class StallDetector implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger("arbitrage.watchdog");
  private static final long NS_PER_MS = 1_000_000;

  private final List<Heartbeat> hearts;
  private final long warnNs;
  private final long maxNs;
  private final long intervalNs;
  private final LongSupplier clock;
  private final Consumer<WatchdogStatus> listener;
  private final Thread thread;
  private volatile boolean closed;
  private boolean dumped;
  private Level told = Level.OK;
  private int errorsInRow;
  private boolean asked;
  private long lastLookNs;

  /**
   * A detector that has not started.
   *
   * @param listener told of each change of level, and of CRITICAL with its request to shut down; on
   *     the detector's thread
   */
  public StallDetector(
      List<Heartbeat> hearts,
      long warnMs,
      long maxMs,
      long intervalMs,
      LongSupplier clock,
      Consumer<WatchdogStatus> listener) {
    this.hearts = List.copyOf(hearts);
    this.warnNs = warnMs * NS_PER_MS;
    this.maxNs = maxMs * NS_PER_MS;
    this.intervalNs = intervalMs * NS_PER_MS;
    this.clock = clock;
    this.listener = listener;
    this.lastLookNs = clock.getAsLong();
    this.thread = Thread.ofPlatform().daemon().name("watchdog").unstarted(this::run);
  }

  /** Starts watching. */
  public void start() {
    thread.start();
  }

  private void run() {
    while (!closed) {
      LockSupport.parkNanos(intervalNs);
      look();
    }
  }

  /** One look at all hearts. */
  void look() {
    long now = clock.getAsLong();
    long late = now - lastLookNs - intervalNs;
    lastLookNs = now;
    if (late > maxNs) {
      LOG.warn("[Watchdog] was itself held up for {} ms; no stall is judged", late / NS_PER_MS);
      return;
    }
    WatchdogStatus status = judge();
    if (status.level() == Level.OK) {
      dumped = false;
    } else if (!dumped && status.level() != Level.WARN) {
      dumped = true;
      LOG.error("[Watchdog] stall, all threads:\n{}", threadDump());
    }
    if (status.level() != told || status.shouldShutdown()) {
      told = status.level();
      listener.accept(status);
    }
  }

  private WatchdogStatus judge() {
    List<WatchdogAlert> alerts = new ArrayList<>();
    boolean error = false;
    for (Heartbeat heart : hearts) {
      long late = heart.lateNs();
      if (late > warnNs) {
        boolean beyond = late > maxNs;
        error |= beyond;
        alerts.add(alert(heart, late, beyond));
      }
    }
    errorsInRow = error ? errorsInRow + 1 : 0;
    if (errorsInRow < Watchdog.CRITICAL_AFTER) {
      Level level = error ? Level.ERROR : alerts.isEmpty() ? Level.OK : Level.WARN;
      return new WatchdogStatus(level, alerts, !error, errorsInRow, false, "");
    }
    String reason = "Stalled: " + alerts.get(0).message();
    boolean first = !asked;
    asked = true;
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

  /** All threads with their stacks, locks and deadlocks. */
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
