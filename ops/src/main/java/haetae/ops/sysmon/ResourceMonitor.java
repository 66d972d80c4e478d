package haetae.ops.sysmon;

import java.io.IOException;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Samples this process in the background. Asking for the latest sample never waits; the first one
 * is there when {@link #start} returns.
 *
 * <p>Where the probe does not work, one line says so, the figures are 0 and everything else runs.
 */
public final class ResourceMonitor implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger("arbitrage.sys_monitor");
  private static final double MB = 1_048_576.0;
  private static final int LEAK_WINDOW = 60;
  private static final int LEAK_WARMUP = 20;

  private final Probe probe;
  private final boolean enabled;
  private final long intervalNs;
  private final LongSupplier nanoTime;
  private final LeakTrend rss = new LeakTrend(LEAK_WINDOW, LEAK_WARMUP, 64, 0.2);
  private final LeakTrend files = new LeakTrend(LEAK_WINDOW, LEAK_WARMUP, 50, 0.5);
  private final LeakTrend threads = new LeakTrend(LEAK_WINDOW, LEAK_WARMUP, 20, 0.5);
  private final Thread thread;
  private volatile ResourceSample latest = ResourceSample.none();
  private volatile boolean closed;
  private boolean working;
  private long lastCpuNs;
  private long lastNs;

  /**
   * A monitor that has not started.
   *
   * @param startedNs {@code nanoTime} at the start of the process, so that the first CPU figure is
   *     the mean since then
   */
  public ResourceMonitor(
      Probe probe, boolean enabled, long intervalNs, LongSupplier nanoTime, long startedNs) {
    this.probe = probe;
    this.enabled = enabled;
    this.intervalNs = intervalNs;
    this.nanoTime = nanoTime;
    this.lastNs = startedNs;
    this.thread = Thread.ofPlatform().daemon().name("sysmon").unstarted(this::run);
  }

  /** Takes the first sample and goes on in the background. */
  public void start() {
    if (!enabled) {
      LOG.info("[SysMonitor] System monitoring disabled");
      return;
    }
    working = true;
    sample();
    if (working) {
      LOG.info("[SysMonitor] System monitoring enabled");
      thread.start();
    }
  }

  private void run() {
    while (!closed && working) {
      LockSupport.parkNanos(intervalNs);
      if (!closed) {
        sample();
      }
    }
  }

  /** Takes one sample now. */
  void sample() {
    try {
      Probe.Reading reading = probe.read();
      latest = toSample(reading);
      LOG.info(
          String.format(
              Locale.ROOT,
              "[SysMonitor] cpu=%.1f%% rss=%.1fMB heap=%.1fMB files=%d threads=%d gc=%dms"
                  + " disk=%.0fMB",
              latest.cpuPct(),
              latest.rssMb(),
              latest.heapMb(),
              latest.openFiles(),
              latest.threads(),
              latest.gcMs(),
              latest.diskFreeMb()));
      leaks(latest);
    } catch (IOException | RuntimeException e) {
      working = false;
      latest = ResourceSample.none();
      LOG.warn(
          "[SysMonitor] {} not available, system monitoring disabled ({})",
          probe.name(),
          e.toString());
    }
  }

  private ResourceSample toSample(Probe.Reading reading) {
    long now = nanoTime.getAsLong();
    double elapsed = Math.max(1, now - lastNs);
    double share = (reading.cpuNs() - lastCpuNs) / elapsed / Math.max(1, reading.cores());
    lastNs = now;
    lastCpuNs = reading.cpuNs();
    return new ResourceSample(
        System.currentTimeMillis(),
        Math.clamp(share * 100, 0, 100),
        Math.clamp(share * 100 * Math.min(1, elapsed / intervalNs), 0, 100),
        reading.rssBytes() / MB,
        reading.openFiles(),
        reading.threads(),
        reading.heapBytes() / MB,
        reading.gcMs(),
        reading.gcPauseMs(),
        reading.diskFreeBytes() / MB,
        true);
  }

  private void leaks(ResourceSample sample) {
    warn("memory", rss, sample.timeMs(), sample.rssMb(), "MB");
    warn("open files", files, sample.timeMs(), (double) sample.openFiles(), "");
    warn("threads", threads, sample.timeMs(), sample.threads(), "");
  }

  private static void warn(String what, LeakTrend trend, long timeMs, double value, String unit) {
    trend.add(timeMs, value);
    double leak = trend.leakPerHour();
    if (leak > 0) {
      LOG.warn(
          String.format(
              Locale.ROOT, "[SysMonitor] %s may leak: +%.1f%s an hour", what, leak, unit));
    }
  }

  /** The latest sample; never waits. */
  public ResourceSample latest() {
    return latest;
  }

  @Override
  public void close() {
    closed = true;
    LockSupport.unpark(thread);
  }
}
