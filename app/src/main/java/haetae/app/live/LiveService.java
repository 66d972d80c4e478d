package haetae.app.live;

import haetae.app.config.HaetaeConfig;
import haetae.app.config.Secrets;
import haetae.engine.EngineSnapshot;
import haetae.engine.EventHandler;
import haetae.engine.OrderGateway;
import haetae.market.Venue;
import haetae.ops.log.CentralLog;
import haetae.ops.log.LogConfig;
import haetae.ops.log.LogLevel;
import haetae.ops.log.Loggers;
import haetae.ops.watchdog.Cooldown;
import haetae.ops.watchdog.LifeSigns;
import haetae.risk.Gate;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;
import org.slf4j.Logger;

/** Starts, runs and stops the service. One at a time in a process. */
public final class LiveService {
  private static final Logger LOG = Loggers.of("live_loop");
  private static final Logger WATCHDOG = Loggers.of("watchdog");
  private static final long NS_PER_MS = 1_000_000;
  private static final long MB = 1_048_576L;
  private static final int SIGNAL_BASE = 128;
  private static final long REMEMBER_MS = 2_000;
  private static final long GRACE_MS = 20_000;

  /** A terminal signals the whole group, and a supervisor passes its own on: that is one signal. */
  private static final long SAME_SIGNAL_NS = 2_000_000_000L;

  private final RunOptions options;
  private final HaetaeConfig config;
  private final Secrets secrets;
  private final Hooks hooks;
  private final Cooldown cooldown;
  private final LifeSigns supervisor;
  private final StopSwitch stop;
  private final AtomicLong firstSignalNs = new AtomicLong();

  /** A service that has not started. */
  public LiveService(
      RunOptions options, HaetaeConfig config, Secrets secrets, LifeSigns supervisor) {
    this(options, config, secrets, supervisor, new Hooks(cycle -> {}, () -> {}));
  }

  /**
   * Where only tests reach in.
   *
   * @param beforeCycle on the live loop's thread, at the beginning of each cycle
   * @param inEngine on the engine's thread, in each cycle
   * @param steps on the engine's thread, at each event and order
   */
  record Hooks(LongConsumer beforeCycle, Runnable inEngine, Steps steps) {
    /** Without a look at single steps. */
    Hooks(LongConsumer beforeCycle, Runnable inEngine) {
      this(beforeCycle, inEngine, new Steps() {});
    }
  }

  /** Stands around the engine of mode live, and between it and the venues. */
  interface Steps {
    /** What is to be given the events instead. */
    default EventHandler handler(EventHandler next) {
      return next;
    }

    /** What is to be given the orders instead. */
    default OrderGateway gateway(OrderGateway next) {
      return next;
    }
  }

  /** With hooks that only tests use. */
  LiveService(
      RunOptions options, HaetaeConfig config, Secrets secrets, LifeSigns supervisor, Hooks hooks) {
    this.options = options;
    this.config = config;
    this.secrets = secrets;
    this.hooks = hooks;
    this.cooldown =
        new Cooldown(
            Path.of(config.dataDir(), "cooldown"),
            config.watchdog().cooldownAfterCritical().doubleValue());
    this.supervisor = supervisor;
    this.stop = new StopSwitch();
  }

  /**
   * Runs until it is stopped.
   *
   * @return the exit code: 0 done, 1 failed, 3 the watchdog asked, 130 and 143 on signals
   * @throws StartFailure if it cannot start; nothing is left running
   */
  public int run() throws StartFailure, InterruptedException {
    // Signals first: one that comes during the start must end in an orderly way, too.
    try (CentralLog log = CentralLog.start(logConfig());
        Signals _ = Signals.handle(this::signalled)) {
      secrets.warnings().forEach(warning -> LOG.warn("[LIVE] {}", warning));
      try {
        return serve(log);
      } catch (StartFailure e) {
        LOG.error("[LIVE] cannot start: {}", e.getMessage());
        throw e;
      } finally {
        log.flush(2_000);
      }
    }
  }

  private LogConfig logConfig() {
    HaetaeConfig.Logging l = config.logging();
    return new LogConfig(
        LogLevel.valueOf(l.level()),
        Path.of(l.file()),
        l.json(),
        l.console(),
        l.keepDays(),
        l.maxTotalMb() * MB,
        secrets.toMask(config));
  }

  private int serve(CentralLog log) throws StartFailure, InterruptedException {
    Built run = new Wiring(options, config, secrets, hooks, cooldown, supervisor, stop).build(log);
    startLines();
    startParts(run);
    run.detector().start();
    run.host().start();
    run.health().start();
    LOG.info("[LIVE] Engine initialized: {} pairs", config.pairs().size());
    supervisor.ready("running in mode " + options.mode());
    Thread loop = Thread.ofPlatform().name("live-loop").start(() -> runLoop(run.loop()));
    StopSwitch.Request request = stop.await();
    return shutDown(run, loop, request);
  }

  private void startParts(Built run) throws StartFailure, InterruptedException {
    try {
      run.parts().start();
    } catch (StartFailure | RuntimeException e) {
      run.monitor().close();
      run.tape().market().close();
      run.alerts().close();
      if (run.journal() != null) {
        run.journal().close();
      }
      throw e;
    }
  }

  private void runLoop(LiveLoop loop) {
    try {
      loop.run();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException | Error e) {
      // The one place where this thread's failures end.
      LOG.error("[LIVE] live loop failed", e);
      stop.request(1, "live loop failed: " + e);
    }
  }

  private void startLines() {
    StartLines.parts(options.mode()).forEach(part -> LOG.info("[LIVE] {} initialized", part));
    StartLines.absent(config).forEach(line -> LOG.info("[LIVE] not in this version: {}", line));
  }

  private void signalled(int number) {
    long now = System.nanoTime();
    if (firstSignalNs.compareAndSet(0, now)) {
      stop.request(SIGNAL_BASE + number, "signal " + number);
    } else if (now - firstSignalNs.get() > SAME_SIGNAL_NS) {
      Runtime.getRuntime().halt(SIGNAL_BASE + number);
    }
  }

  /** Remembers a critical shutdown for the next start, beside the shutdown itself. */
  private Thread remember(StopSwitch.Request request) {
    return Thread.ofPlatform()
        .daemon()
        .name("cooldown")
        .start(
            () -> {
              if (request.exitCode() != StopSwitch.WATCHDOG_CODE) {
                return;
              }
              try {
                cooldown.begin(System.currentTimeMillis(), request.reason());
              } catch (IOException | RuntimeException e) {
                WATCHDOG.error("[Watchdog] cooldown cannot be remembered: {}", e.toString());
              }
            });
  }

  private int shutDown(Built h, Thread loop, StopSwitch.Request request)
      throws InterruptedException {
    long timeoutMs = config.runtime().shutdownTimeoutSec().movePointRight(3).longValue();
    int failed = Math.max(1, request.exitCode());
    try (LastResort _ = new LastResort(timeoutMs + GRACE_MS, failed, Runtime.getRuntime()::halt)) {
      return stopAll(h, loop, request, timeoutMs);
    }
  }

  private int stopAll(Built h, Thread loop, StopSwitch.Request request, long timeoutMs)
      throws InterruptedException {
    LOG.info("[LIVE] Shutting down: {}", request.reason());
    supervisor.stopping(request.reason());
    Thread remembering = remember(request);
    h.detector().close();
    loop.join(Math.min(timeoutMs, 2_000));
    if (loop.isAlive()) {
      LOG.warn("[LIVE] live loop does not end; going on without it");
      loop.interrupt();
    }
    boolean drained = h.host().stop(timeoutMs * NS_PER_MS);
    h.monitor().close();
    h.health().close();
    // What watches the venues stops before them.
    h.parts().stop();
    EngineSnapshot end = h.host().snapshot();
    List<String> notes = new ArrayList<>(h.ticks().words());
    notes.addAll(h.tape().notes());
    List<String> left = leftBehind(h, drained, notes);
    Summary.of(end, h.host().endHash(), h.host().positions(), notes).forEach(LOG::info);
    left.forEach(line -> LOG.error("[LIVE] LEFT BEHIND: {}", line));
    h.tape().market().close();
    if (h.journal() != null && drained) {
      h.journal().close();
    }
    h.alerts().close();
    remembering.join(REMEMBER_MS);
    boolean well = fedAsAsked(end) && left.isEmpty();
    int code = request.exitCode() == 0 && !well ? 1 : request.exitCode();
    LOG.info("[LIVE] Stopped, exit code {}", code);
    return code;
  }

  /** What is wrong at the end; what is well at the venues becomes a note of the summary. */
  private List<String> leftBehind(Built h, boolean drained, List<String> notes)
      throws InterruptedException {
    EngineHost host = h.host();
    List<String> left =
        new ArrayList<>(
            LeftBehind.of(drained, host.snapshot(), host.positions(), h.engine().pairs()));
    if (h.engine().gate() == Gate.LIVE && h.tape().market() instanceof LiveMarket market) {
      left.addAll(LeftBehind.resting(market.links().census(), h.lease(), notes));
    }
    return left;
  }

  /** A feed test tells what each venue delivered; true if nothing was asked or all did. */
  private boolean fedAsAsked(EngineSnapshot end) {
    boolean fed = true;
    for (Venue venue : Venue.values()) {
      long age = end.feedAgeMs().get(venue.ordinal());
      boolean fresh = age >= 0 && age <= config.watchdog().maxWsLagMs().longValue();
      fed &= fresh;
      if (options.feedTest() && fresh) {
        LOG.info("[LIVE] feed {}: last book {} ms ago", venue, age);
      } else if (options.feedTest()) {
        LOG.error("[LIVE] feed {}: {}", venue, age < 0 ? "no book" : "last " + age + " ms ago");
      }
    }
    return fed || !options.feedTest();
  }
}
