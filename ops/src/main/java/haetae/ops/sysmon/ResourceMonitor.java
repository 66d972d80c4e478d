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
 * <p>Where the probe never works, one line says so, the figures are 0 and everything else runs. A
 * probe that has worked and fails later (no file descriptor left) is tried again at each interval;
 * meanwhile the figures are unknown.
 */
public final class ResourceMonitor implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger("arbitrage.sys_monitor");
  private static final double MB = 1_048_576.0;
  private static final long NS_PER_MS = 1_000_000;

  private final Probe probe;
  private final boolean enabled;
  private final long intervalNs;
  private final LongSupplier nanoTime;
  private final Leaks leaks = new Leaks();
  private final Thread thread;
  private volatile ResourceSample latest = ResourceSample.none();
  private volatile boolean closed;
  private volatile boolean working;
  private boolean failing;
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
    try {
      take();
      working = true;
    } catch (IOException | RuntimeException | LinkageError e) {
      LOG.warn(
          "[SysMonitor] {} not available, system monitoring disabled ({})",
          probe.name(),
          e.toString());
      return;
    }
    LOG.info("[SysMonitor] System monitoring enabled");
    thread.start();
  }

  /** True once sampling has begun: the figures are this process's, or unknown for a while. */
  public boolean working() {
    return working;
  }

  private void run() {
    long due = System.nanoTime() + intervalNs;
    while (!closed) {
      long left = due - System.nanoTime();
      if (left > 0) {
        LockSupport.parkNanos(left);
      } else {
        due = System.nanoTime() + intervalNs;
        sample();
      }
    }
  }

  /** Takes one sample now; a failure is told once and tried again. */
  void sample() {
    try {
      take();
      if (failing) {
        failing = false;
        LOG.info("[SysMonitor] {} works again", probe.name());
      }
    } catch (IOException | RuntimeException | Error e) {
      latest = ResourceSample.none();
      if (!failing) {
        failing = true;
        LOG.warn("[SysMonitor] {} fails, figures unknown ({})", probe.name(), e.toString());
      }
    }
  }

  private void take() throws IOException {
    ResourceSample sample = toSample(probe.read());
    latest = sample;
    LOG.info(
        String.format(
            Locale.ROOT,
            "[SysMonitor] cpu=%.1f%% rss=%.1fMB heap=%.1fMB files=%d threads=%d gc=%dms"
                + " disk=%.0fMB",
            sample.cpuPct(),
            sample.rssMb(),
            sample.heapMb(),
            sample.openFiles(),
            sample.threads(),
            sample.gcMs(),
            sample.diskFreeMb()));
    leaks.watch(lastNs / NS_PER_MS, sample).forEach(LOG::warn);
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

  /** The latest sample; never waits. */
  public ResourceSample latest() {
    return latest;
  }

  @Override
  public void close() {
    closed = true;
    LockSupport.unpark(thread);
    probe.close();
  }
}
