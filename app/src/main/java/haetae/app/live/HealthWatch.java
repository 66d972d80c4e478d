package haetae.app.live;

import haetae.ops.health.HealthCheck;
import haetae.ops.health.HealthReport;
import haetae.ops.log.Loggers;
import haetae.ops.log.SecretMask;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;

/**
 * Writes the health report beside the running service: whole at the start and once an hour, and in
 * between the lines whose state has changed. Threads: its own, so that a dependency that hangs
 * holds up nothing.
 */
final class HealthWatch implements AutoCloseable {
  private static final Logger LOG = Loggers.of("health");
  private static final long TIMEOUT_MS = 5_000;
  private static final long FIRST_REPORT_MS = 15_000;
  private static final long WHOLE_EVERY_NS = 3_600_000_000_000L;

  /** Length of {@code [NAME ] s STATE }, which comes before the details. */
  private static final int STATE_END = 23;

  private final List<HealthCheck> checks;
  private final SecretMask mask;
  private final long intervalNs;
  private final CountDownLatch first = new CountDownLatch(1);
  private final Thread thread = Thread.ofPlatform().daemon().name("health").unstarted(this::run);
  private volatile boolean closed;
  private List<String> told = List.of();

  /** A watch that has not started. */
  HealthWatch(List<HealthCheck> checks, SecretMask mask, long intervalNs) {
    this.checks = List.copyOf(checks);
    this.mask = mask;
    this.intervalNs = intervalNs;
  }

  void start() {
    thread.start();
  }

  private void run() {
    long wholeNs = System.nanoTime() - WHOLE_EVERY_NS;
    while (!closed) {
      boolean whole = System.nanoTime() - wholeNs >= WHOLE_EVERY_NS;
      wholeNs = whole ? System.nanoTime() : wholeNs;
      try {
        look(whole);
      } catch (RuntimeException e) {
        // The one place where this thread's failures end.
        LOG.error("[HEALTH] report failed", e);
      }
      first.countDown();
      LockSupport.parkNanos(intervalNs);
    }
  }

  /** One report; only what has changed, or all of it. */
  void look(boolean whole) {
    HealthReport report = HealthReport.run(checks, TIMEOUT_MS, mask);
    List<String> before = told;
    told = report.lines().stream().map(HealthWatch::state).toList();
    for (String line : report.lines()) {
      if (line.startsWith("─") || (!whole && before.contains(state(line)))) {
        continue;
      }
      String state = state(line);
      if (state.contains(" ERROR")) {
        LOG.error("[HEALTH] {}", line);
      } else if (state.contains(" WARN")) {
        LOG.warn("[HEALTH] {}", line);
      } else {
        LOG.info("[HEALTH] {}", line);
      }
    }
  }

  private static String state(String line) {
    return line.substring(0, Math.min(STATE_END, line.length()));
  }

  /** Ends after the first report, which a very short run waits for. */
  @Override
  public void close() {
    closed = true;
    LockSupport.unpark(thread);
    try {
      if (thread.getState() != Thread.State.NEW
          && !first.await(FIRST_REPORT_MS, TimeUnit.MILLISECONDS)) {
        LOG.warn("[HEALTH] the first report did not end");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
