package haetae.app.live;

import haetae.app.config.HaetaeConfig;
import haetae.app.config.Secrets;
import haetae.engine.Engine;
import haetae.engine.EngineConfig;
import haetae.engine.EngineSnapshot;
import haetae.engine.EventHandler;
import haetae.market.Venue;
import haetae.ops.alert.Alert;
import haetae.ops.alert.AlertRouter;
import haetae.ops.health.HealthCheck;
import haetae.ops.log.CentralLog;
import haetae.ops.log.LogConfig;
import haetae.ops.log.LogLevel;
import haetae.ops.log.Loggers;
import haetae.ops.log.SecretMask;
import haetae.ops.sysmon.LinuxProbe;
import haetae.ops.sysmon.ResourceMonitor;
import haetae.ops.watchdog.Cooldown;
import haetae.ops.watchdog.Cures;
import haetae.ops.watchdog.Heartbeat;
import haetae.ops.watchdog.Level;
import haetae.ops.watchdog.SdNotify;
import haetae.ops.watchdog.StallDetector;
import haetae.ops.watchdog.Watchdog;
import haetae.ops.watchdog.WatchdogStatus;
import haetae.risk.GuardFacts;
import haetae.sim.ExchangeModel;
import haetae.sim.VirtualRun;
import haetae.store.journal.Journal;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/** Starts, runs and stops the service. One at a time in a process. */
public final class LiveService {
  private static final Logger LOG = Loggers.of("live_loop");
  private static final Logger WATCHDOG = Loggers.of("watchdog");
  private static final long NS_PER_MS = 1_000_000;
  private static final long WARM_UP_NS = 2_000_000_000L;
  private static final long MB = 1_048_576L;
  private static final int SIGNAL_BASE = 128;
  private static final long REMEMBER_MS = 2_000;
  private static final long GRACE_MS = 20_000;

  private final RunOptions options;
  private final HaetaeConfig config;
  private final Secrets secrets;
  private final Hooks hooks;
  private final Cooldown cooldown;
  private final SdNotify supervisor;
  private final StopSwitch stop;
  private final AtomicInteger signals = new AtomicInteger();

  /** A service that has not started. */
  public LiveService(
      RunOptions options, HaetaeConfig config, Secrets secrets, String notifySocket) {
    this(options, config, secrets, notifySocket, new Hooks(cycle -> {}, () -> {}));
  }

  /**
   * Where only tests reach in.
   *
   * @param beforeCycle on the live loop's thread, at the beginning of each cycle
   * @param inEngine on the engine's thread, in each cycle
   */
  record Hooks(LongConsumer beforeCycle, Runnable inEngine) {}

  /** With hooks that only tests use. */
  LiveService(
      RunOptions options, HaetaeConfig config, Secrets secrets, String notifySocket, Hooks hooks) {
    this.options = options;
    this.config = config;
    this.secrets = secrets;
    this.hooks = hooks;
    this.cooldown =
        new Cooldown(
            Path.of(config.dataDir(), "cooldown"),
            config.watchdog().cooldownAfterCritical().doubleValue());
    this.supervisor = new SdNotify(notifySocket);
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
    Handoff h = build(log);
    startLines();
    h.detector.start();
    h.host.start();
    h.health.start();
    LOG.info("[LIVE] Engine initialized: {} pairs", config.pairs().size());
    supervisor.ready("running in mode " + options.mode());
    Thread loop = Thread.ofPlatform().name("live-loop").start(() -> runLoop(h.loop));
    StopSwitch.Request request = stop.await();
    return shutDown(h, loop, request);
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

  /** Everything that was built and must be stopped again. */
  private record Handoff(
      EngineHost host,
      LiveLoop loop,
      ResourceMonitor monitor,
      StallDetector detector,
      AlertRouter alerts,
      Checkpoints checkpoints,
      HealthWatch health,
      @Nullable Journal journal,
      Tape tape) {}

  private Handoff build(CentralLog log) throws StartFailure {
    String mode = options.mode();
    Tapes.Choice choice = Tapes.choose(options, config, System.currentTimeMillis());
    EngineConfig engineConfig = choice.engine();
    Tape tape = choice.tape();
    tape.notes().forEach(note -> LOG.info("[LIVE] {}", note));
    AlertRouter alerts =
        new AlertRouter(config.alert().enabled(), AlertChannels.of(config, secrets, mode));
    Engine engine = new Engine(engineConfig);
    ExchangeModel exchange = MockTape.exchange(config, engineConfig, choice.seed());
    @Nullable Journal journal =
        config.journal().enabled() ? RunJournal.begin(config, engineConfig) : null;
    EventHandler handler =
        journal == null
            ? engine
            : new JournaledEngine(engine, journal, config.journal().syncOrders());
    VirtualRun run =
        new VirtualRun(tape.market(), exchange, handler, new StoryLog(alerts), tape.startNs());
    Pace pace = pace(tape, choice.speed());
    Heartbeat engineHeart = new Heartbeat("engine", System::nanoTime);
    Heartbeat loopHeart = new Heartbeat("live-loop", System::nanoTime);
    GuardProbe guard = new GuardProbe(mode, config, secrets, cooldown);
    EngineHost host =
        new EngineHost(engine, run, pace, engineHeart, () -> facts(guard), this::engineFailed);
    EntryBrake brake = new EntryBrake(host::operator);
    brake.hold("feed test", options.feedTest());
    ResourceMonitor monitor = monitor();
    monitor.start();
    LOG.info("[LIVE] System monitor initialized");
    Watchdog watchdog =
        new Watchdog(WatchdogTable.of(config, monitor.working(), !options.replay().isEmpty()));
    Cures cures = new Cures(10_000 * NS_PER_MS);
    cures.register("rss_mb", System::gc);
    Checkpoints checkpoints = new Checkpoints(config, mode.equals("live"));
    var around =
        new LiveLoop.Surroundings(
            host,
            watchdog,
            new Operation(tape.cadenceMs()),
            monitor,
            alerts,
            cures,
            checkpoints,
            brake,
            loopHeart,
            stop);
    long patience = Math.max(1, config.watchdog().maxLoopLatencyMs().longValue()) * 3 * NS_PER_MS;
    long loops = options.loops();
    LiveLoop loop =
        new LiveLoop(around, pace, options.intervalNs(), loops, patience, hooks.beforeCycle());
    coolDown(loop);
    // The engine first: a loop that only waits for it is not the one to name.
    StallDetector detector = detector(List.of(engineHeart, loopHeart), alerts);
    return new Handoff(
        host, loop, monitor, detector, alerts, checkpoints, health(host, log), journal, tape);
  }

  private GuardFacts facts(GuardProbe guard) {
    hooks.inEngine().run();
    return guard.facts();
  }

  private HealthWatch health(EngineHost host, CentralLog log) {
    boolean connected = !options.mode().equals("mock") && options.replay().isEmpty();
    List<HealthCheck> checks = new ArrayList<>(HealthChecks.of(config, secrets, connected));
    checks.add(HealthChecks.trading(host::snapshot));
    checks.add(HealthChecks.logFiles(log::health));
    SecretMask mask = new SecretMask(secrets.toMask(config));
    return new HealthWatch(
        checks, mask, config.health().intervalSec().movePointRight(9).longValue());
  }

  private Pace pace(Tape tape, double speed) {
    boolean flatOut = Double.isInfinite(speed);
    long gap = flatOut ? options.intervalNs() : Math.round(options.intervalNs() * speed);
    gap = Math.max(gap, tape.cadenceMs() * NS_PER_MS);
    long warmUp = Math.max(WARM_UP_NS, 2 * tape.cadenceMs() * NS_PER_MS);
    return new Pace(tape.startNs(), tape.endNs(), System.nanoTime(), speed, gap, warmUp);
  }

  private ResourceMonitor monitor() {
    long upMs = ManagementFactory.getRuntimeMXBean().getUptime();
    return new ResourceMonitor(
        new LinuxProbe(Path.of(config.logging().file())),
        config.sysMonitor().enabled(),
        config.sysMonitor().sampleIntervalSec().movePointRight(9).longValue(),
        System::nanoTime,
        System.nanoTime() - upMs * NS_PER_MS);
  }

  private StallDetector detector(List<Heartbeat> hearts, AlertRouter alerts) {
    var w = config.watchdog();
    long warnMs = w.enabled() ? w.loopLatencyWarnThresholdMs().longValue() : Integer.MAX_VALUE;
    long maxMs = w.enabled() ? w.maxLoopLatencyMs().longValue() : Integer.MAX_VALUE;
    return new StallDetector(
        hearts,
        new StallDetector.Patience(warnMs, maxMs, w.stallCheckIntervalMs()),
        System::nanoTime,
        new StallDetector.Listener() {
          @Override
          public void changed(WatchdogStatus status) {
            stalled(status, alerts);
          }

          @Override
          public void moving() {
            supervisor.alive();
          }
        });
  }

  private void stalled(WatchdogStatus status, AlertRouter alerts) {
    String text = String.join(System.lineSeparator(), status.lines());
    switch (status.level()) {
      case OK -> WATCHDOG.info("[WATCHDOG] moving again: {}", text);
      case WARN -> WATCHDOG.warn("[WATCHDOG] {}", text);
      case ERROR -> WATCHDOG.error("[WATCHDOG] {}", text);
      case CRITICAL -> Loggers.critical(WATCHDOG, "[WATCHDOG] " + text);
    }
    supervisor.status(text);
    if (status.level().compareTo(Level.ERROR) >= 0) {
      String words = status.summary() + ' ' + status.alerts().getFirst().message();
      long now = System.currentTimeMillis();
      alerts.raise(new Alert(now, "watchdog", status.level().name(), "stall", words));
    }
    if (status.shouldShutdown()) {
      stop.critical(status.reason());
    }
  }

  private void coolDown(LiveLoop loop) {
    long left = cooldown.remainingMs(System.currentTimeMillis());
    if (left > 0) {
      LOG.warn(
          "[LIVE] cooling down after a critical shutdown: no entries for {} s",
          (left + 999) / 1_000);
      loop.coolDown(left);
    }
  }

  private void startLines() {
    StartLines.parts(options.mode()).forEach(part -> LOG.info("[LIVE] {} initialized", part));
    StartLines.absent(config).forEach(line -> LOG.info("[LIVE] not in this version: {}", line));
  }

  private void signalled(int number) {
    if (signals.incrementAndGet() > 1) {
      Runtime.getRuntime().halt(SIGNAL_BASE + number);
    }
    stop.request(SIGNAL_BASE + number, "signal " + number);
  }

  private void engineFailed(Throwable e) {
    LOG.error("[LIVE] engine failed; nothing is traded any more", e);
    stop.request(1, "engine failed: " + e);
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

  private int shutDown(Handoff h, Thread loop, StopSwitch.Request request)
      throws InterruptedException {
    long timeoutMs = config.runtime().shutdownTimeoutSec().movePointRight(3).longValue();
    try (LastResort _ =
        new LastResort(timeoutMs + GRACE_MS, request.exitCode(), Runtime.getRuntime()::halt)) {
      return stopAll(h, loop, request, timeoutMs);
    }
  }

  private int stopAll(Handoff h, Thread loop, StopSwitch.Request request, long timeoutMs)
      throws InterruptedException {
    LOG.info("[LIVE] Shutting down: {}", request.reason());
    supervisor.stopping(request.reason());
    Thread remembering = remember(request);
    h.detector.close();
    loop.join(Math.min(timeoutMs, 2_000));
    if (loop.isAlive()) {
      LOG.warn("[LIVE] live loop does not end; going on without it");
      loop.interrupt();
    }
    boolean drained = h.host.stop(timeoutMs * NS_PER_MS);
    h.monitor.close();
    h.checkpoints.close();
    h.health.close();
    EngineSnapshot end = h.host.snapshot();
    if (!drained || end.ordersInFlight() + end.tradesInTransit() > 0) {
      LOG.error("[LIVE] not everything in flight came to its end; see the positions below");
    }
    Summary.of(end, h.host.endHash(), h.host.positions(), h.tape.notes()).forEach(LOG::info);
    h.tape.market().close();
    if (h.journal != null && drained) {
      h.journal.close();
    }
    h.alerts.close();
    remembering.join(REMEMBER_MS);
    int code = request.exitCode() == 0 && !fedAsAsked(end) ? 1 : request.exitCode();
    LOG.info("[LIVE] Stopped, exit code {}", code);
    return code;
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
