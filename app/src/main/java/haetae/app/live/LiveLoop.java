package haetae.app.live;

import haetae.engine.EngineSnapshot;
import haetae.ops.alert.Alert;
import haetae.ops.alert.AlertRouter;
import haetae.ops.log.Loggers;
import haetae.ops.metrics.MetricsSnapshot;
import haetae.ops.metrics.Window;
import haetae.ops.sysmon.ResourceMonitor;
import haetae.ops.sysmon.ResourceSample;
import haetae.ops.watchdog.Cures;
import haetae.ops.watchdog.Heartbeat;
import haetae.ops.watchdog.Level;
import haetae.ops.watchdog.Watchdog;
import haetae.ops.watchdog.WatchdogAlert;
import haetae.ops.watchdog.WatchdogStatus;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * The live loop: a cycle at each point of a fixed schedule, its metrics line, and the watchdog's
 * verdict. A cycle that is late does not shift the ones after it. Threads: its own.
 */
final class LiveLoop {
  private static final Logger LOG = Loggers.of("live_loop");
  private static final Logger WATCHDOG = Loggers.of("watchdog");
  private static final long NS_PER_MS = 1_000_000;
  private static final int PROFILE = 100;
  private static final String COOLDOWN = "cooling down after a critical shutdown";

  /** What the loop needs around it. */
  record Surroundings(
      EngineHost host,
      Watchdog watchdog,
      Operation operation,
      ResourceMonitor monitor,
      AlertRouter alerts,
      Cures cures,
      Parts parts,
      Cycles cycles,
      EntryBrake brake,
      Heartbeat heart,
      StopSwitch stop,
      Supplier<@Nullable EngineSnapshot> paper) {}

  private final Surroundings around;
  private final Pace pace;
  private final long intervalNs;
  private final long loops;
  private final long patienceNs;
  private final LongConsumer beforeCycle;
  private final Window loopMs = new Window(PROFILE);
  private Level told = Level.OK;
  private boolean coolingDown;
  private long cooldownEndNs;
  private boolean bannerTold;
  private boolean firstTold;
  private List<String> lastBanner = List.of();

  /**
   * A loop.
   *
   * @param loops cycles to run, 0 for no end
   * @param patienceNs longest wait for the engine in one cycle
   * @param beforeCycle called at the beginning of each cycle with its number
   */
  LiveLoop(
      Surroundings around,
      Pace pace,
      long intervalNs,
      long loops,
      long patienceNs,
      LongConsumer beforeCycle) {
    this.around = around;
    this.pace = pace;
    this.intervalNs = intervalNs;
    this.loops = loops;
    this.patienceNs = patienceNs;
    this.beforeCycle = beforeCycle;
  }

  /** Runs until the last cycle, the end of the market, or a stop. */
  void run() throws InterruptedException {
    for (long cycle = 1; !around.stop().requested(); cycle++) {
      awaitSchedule(cycle);
      if (around.stop().requested()) {
        return;
      }
      cycle(cycle);
      boolean last = loops > 0 && cycle >= loops;
      if (last || pace.beyondEnd(cycle)) {
        around
            .stop()
            .request(0, last ? cycle + " of " + loops + " loops done" : "end of the recording");
        return;
      }
    }
  }

  private boolean last(long cycle) {
    return loops > 0 && cycle >= loops;
  }

  private void awaitSchedule(long cycle) {
    if (Double.isInfinite(pace.speed())) {
      return;
    }
    long due = pace.wallStartNs() + (cycle - 1) * intervalNs;
    long left = due - System.nanoTime();
    around.heart().beatAndRest(Math.max(0, left));
    while (left > 0 && !around.stop().requested()) {
      LockSupport.parkNanos(Math.min(left, 50 * NS_PER_MS));
      left = due - System.nanoTime();
    }
  }

  private void cycle(long cycle) throws InterruptedException {
    long begin = System.nanoTime();
    around.heart().beat();
    beforeCycle.accept(cycle);
    cooldown();
    EngineSnapshot fresh = around.host().cycle(cycle, last(cycle), patienceNs);
    EngineSnapshot snapshot = fresh == null ? around.host().snapshot() : fresh;
    if (fresh == null) {
      LOG.error("[LIVE] engine did not answer within {} ms", patienceNs / NS_PER_MS);
    }
    banner(snapshot);
    ResourceSample sample = around.monitor().latest();
    double took = (System.nanoTime() - begin) / (double) NS_PER_MS;
    loopMs.add(took);
    EngineSnapshot paper = around.paper().get();
    LOG.info(
        MetricsLine.of(snapshot, took, sample.cpuPct(), sample.rssMb()) + MetricsLine.paper(paper));
    MetricsSnapshot.Builder figures = around.operation().metrics(snapshot, sample, took);
    around.parts().measure(figures);
    MetricsSnapshot metrics = figures.build();
    WatchdogStatus status = around.watchdog().evaluate(metrics);
    tell(status);
    around.cycles().tell(new CycleFacts(cycle, snapshot, paper, sample, metrics, status, loopMs));
    around.heart().beat();
  }

  private void cooldown() {
    if (coolingDown && System.nanoTime() - cooldownEndNs >= 0) {
      coolingDown = false;
      LOG.info("[LIVE] the cooldown is over: entries are allowed again");
      around.brake().hold(COOLDOWN, false);
    }
  }

  /** Holds entries back for a time, until the first cycle after it. Call before the run. */
  void coolDown(long forMs) {
    coolingDown = true;
    cooldownEndNs = System.nanoTime() + forMs * NS_PER_MS;
    around.brake().hold(COOLDOWN, true);
  }

  /** The guard's verdict at the first cycle and whenever it changes. */
  private void banner(EngineSnapshot snapshot) {
    List<String> banner = snapshot.guard().banner();
    boolean dryRunCountsDown = bannerTold && snapshot.guard().dryRunActive();
    if (!banner.equals(lastBanner) && !dryRunCountsDown) {
      banner.forEach(line -> LOG.info("[LIVE] {}", line));
      lastBanner = banner;
      bannerTold = true;
    }
  }

  private void tell(WatchdogStatus status) {
    switch (status.level()) {
      case OK -> {
        if (told != Level.OK || !firstTold) {
          firstTold = true;
          WATCHDOG.info("[WATCHDOG] {}", status.summary());
        } else {
          WATCHDOG.debug("[WATCHDOG] {}", status.summary());
        }
      }
      case WARN -> WATCHDOG.warn("[WATCHDOG] {}", lines(status));
      case ERROR -> WATCHDOG.error("[WATCHDOG] {}", lines(status));
      case CRITICAL -> Loggers.critical(WATCHDOG, "[WATCHDOG] " + lines(status));
    }
    told = status.level();
    act(status);
  }

  private static String lines(WatchdogStatus status) {
    return String.join(System.lineSeparator(), status.lines());
  }

  private void act(WatchdogStatus status) {
    for (WatchdogAlert alert : status.alerts()) {
      if (alert.level().compareTo(Level.ERROR) >= 0) {
        String text = alert.component() + ": " + alert.message();
        String topic = alert.component() + ' ' + alert.metric();
        long now = System.currentTimeMillis();
        around.alerts().raise(new Alert(now, "watchdog", alert.level().name(), topic, text));
      }
    }
    around.cures().treat(status, System.nanoTime());
    // While something is in ERROR no new risk is taken.
    around.brake().hold("watchdog", !status.healthy());
    if (status.shouldShutdown()) {
      around.stop().critical(status.reason());
    }
  }
}
