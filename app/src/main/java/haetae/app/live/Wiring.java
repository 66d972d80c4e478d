package haetae.app.live;

import haetae.app.config.HaetaeConfig;
import haetae.app.config.Secrets;
import haetae.app.dashboard.EngineTap;
import haetae.app.lease.Lease;
import haetae.app.lease.LeaseRefused;
import haetae.app.lease.Leases;
import haetae.engine.EventHandler;
import haetae.engine.OrderGateway;
import haetae.engine.OrderView;
import haetae.ops.alert.AlertRouter;
import haetae.ops.health.HealthCheck;
import haetae.ops.log.CentralLog;
import haetae.ops.log.Loggers;
import haetae.ops.log.SecretMask;
import haetae.ops.sysmon.LinuxProbe;
import haetae.ops.sysmon.ResourceMonitor;
import haetae.ops.watchdog.Cooldown;
import haetae.ops.watchdog.Cures;
import haetae.ops.watchdog.Heartbeat;
import haetae.ops.watchdog.LifeSigns;
import haetae.ops.watchdog.StallDetector;
import haetae.ops.watchdog.Watchdog;
import haetae.risk.Gate;
import haetae.risk.GuardFacts;
import haetae.sim.ExchangeModel;
import haetae.sim.TimedRun;
import haetae.sim.Venues;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/** Builds a run from its parts, by hand and in one place. Nothing is started but the monitor. */
final class Wiring {
  private static final Logger LOG = Loggers.of("live_loop");
  private static final long NS_PER_MS = 1_000_000;
  private static final long LIVE_LEAD_NS = 500_000_000L;
  private static final long WARM_UP_NS = 2_000_000_000L;

  private final RunOptions options;
  private final HaetaeConfig config;
  private final Secrets secrets;
  private final LiveService.Hooks hooks;
  private final Cooldown cooldown;
  private final LifeSigns supervisor;
  private final StopSwitch stop;
  private final Heartbeat engineHeart = new Heartbeat("engine", System::nanoTime);
  private final Heartbeat loopHeart = new Heartbeat("live-loop", System::nanoTime);
  private final AckTimes acks = new AckTimes();
  private final GuardProbe guard;
  private final EngineTap tap = new EngineTap();
  private final AtomicReference<EngineHost> running = new AtomicReference<>();
  private @Nullable Shadow shadow;
  private Lease lease = Lease.none();

  /** Where only tests reach in, and what outlives the run, come from the service. */
  Wiring(
      RunOptions options,
      HaetaeConfig config,
      Secrets secrets,
      LiveService.Hooks hooks,
      Cooldown cooldown,
      LifeSigns supervisor,
      StopSwitch stop) {
    this.options = options;
    this.config = config;
    this.secrets = secrets;
    this.hooks = hooks;
    this.cooldown = cooldown;
    this.supervisor = supervisor;
    this.stop = stop;
    this.guard = new GuardProbe(options.mode(), config, secrets, cooldown);
  }

  /** Builds the run. */
  Built build(CentralLog log) throws StartFailure, InterruptedException {
    // Before a venue is spoken to: two at once would break each other's request budgets.
    lease = lease();
    boolean built = false;
    try {
      Built run = fenced(log);
      built = true;
      return run;
    } finally {
      if (!built) {
        lease.close();
      }
    }
  }

  private Lease lease() throws StartFailure, InterruptedException {
    if (!config.journal().enabled() || !RunStart.lasting(options)) {
      return Lease.none();
    }
    try {
      return Leases.take(
          config,
          options.mode(),
          RunJournal.home(config),
          backend -> LeaseStores.of(backend, config, secrets));
    } catch (LeaseRefused e) {
      throw new StartFailure(String.valueOf(e.getMessage()));
    }
  }

  private Built fenced(CentralLog log) throws StartFailure {
    Tapes.Choice choice =
        Tapes.choose(options, config, secrets, System.currentTimeMillis()).fenced(lease.token());
    RunStart start = start(choice);
    Tape tape = start.after(choice.tape());
    tape.notes().forEach(note -> LOG.info("[LIVE] {}", note));
    AlertRouter alerts =
        new AlertRouter(
            config.alert().enabled(), AlertChannels.of(config, secrets, options.mode()));
    Pace pace = pace(tape, choice.speed());
    OpenJournal open = start.journal();
    ServiceView view = view(choice, host(choice, start, pace, alerts), alerts, start, log);
    view.brake().hold("feed test", options.feedTest());
    Parts parts = OuterParts.of(view);
    LiveLoop loop = loop(view, parts, pace, tape);
    // The engine first: a loop that only waits for it is not the one to name.
    StallDetector detector =
        new StallWatch(alerts, supervisor, stop).over(hearts(), config.watchdog());
    return new Built(
        view.engine(),
        view.host(),
        lease,
        loop,
        view.monitor(),
        detector,
        alerts,
        parts,
        health(view, parts, log),
        open,
        tape,
        tap.tickToOrder());
  }

  private RunStart start(Tapes.Choice choice) throws StartFailure {
    try {
      return RunStart.of(options, config, choice.engine(), choice.tape().startNs(), lease);
    } catch (StartFailure e) {
      choice.tape().market().close();
      throw e;
    }
  }

  private ServiceView view(
      Tapes.Choice choice, EngineHost host, AlertRouter alerts, RunStart start, CentralLog log) {
    OpenJournal journal = start.journal();
    Set<String> inFlight =
        start.engine().ordersInFlight().stream()
            .map(OrderView::clientOrderId)
            .collect(Collectors.toUnmodifiableSet());
    DeskInputs desk =
        new DeskInputs(tap, choice.tape().market(), log, hearts(), System.currentTimeMillis());
    ResourceMonitor monitor = monitor();
    monitor.start();
    LOG.info("[LIVE] System monitor initialized");
    Cures cures = new Cures(10_000 * NS_PER_MS);
    cures.register("rss_mb", System::gc);
    return new ServiceView(
        options,
        config,
        secrets,
        choice.engine(),
        host,
        guard,
        lease,
        new Cycles(),
        alerts,
        monitor,
        cures,
        new EntryBrake(host::operator),
        stop,
        journal == null ? new ViewNotes() : journal.notes(),
        journal == null ? null : journal.journal(),
        choice.tape().market() instanceof LiveMarket market ? market : null,
        shadow,
        acks,
        inFlight,
        desk);
  }

  private List<Heartbeat> hearts() {
    return List.of(engineHeart, loopHeart);
  }

  private LiveLoop loop(ServiceView view, Parts parts, Pace pace, Tape tape) {
    boolean recorded = !options.replay().isEmpty();
    Watchdog watchdog = new Watchdog(WatchdogTable.of(config, view.monitor().working(), recorded));
    var around =
        new LiveLoop.Surroundings(
            view.host(),
            watchdog,
            new Operation(tape.cadenceMs()),
            view.monitor(),
            view.alerts(),
            view.cures(),
            parts,
            view.cycles(),
            view.brake(),
            loopHeart,
            stop,
            () -> view.shadow() == null ? null : view.shadow().snapshot());
    long patience = Math.max(1, config.watchdog().maxLoopLatencyMs().longValue()) * 3 * NS_PER_MS;
    LiveLoop loop =
        new LiveLoop(
            around, pace, options.intervalNs(), options.loops(), patience, hooks.beforeCycle());
    coolDown(loop);
    return loop;
  }

  /** The engine with its journal, its market and the venues its orders go to. */
  private EngineHost host(Tapes.Choice choice, RunStart start, Pace pace, AlertRouter alerts) {
    Shadow twin = shadow(choice, pace);
    OrdersFirst words = new OrdersFirst(new StoryLog(alerts));
    EventHandler handler = words.around(tap.before(start.handler()));
    TimedRun run =
        new TimedRun(
            choice.tape().market(),
            venues(choice, start),
            hooks.steps().handler(twin == null ? handler : twin.watch(handler)),
            words,
            pace.startNs());
    shadow = twin;
    EngineHost host =
        new EngineHost(
            "engine",
            start.engine(),
            run,
            begun -> {
              start.restart(begun);
              begun.open();
            },
            pace,
            engineHeart,
            this::facts,
            this::engineFailed);
    if (choice.tape().market() instanceof LiveMarket market) {
      market.readBy(host.thread(), run::nowNs);
    }
    running.set(host);
    return host;
  }

  /** The paper twin, where the market has been told to feed one. */
  private @Nullable Shadow shadow(Tapes.Choice choice, Pace pace) {
    if (!(choice.tape().market() instanceof LiveMarket market)) {
      return null;
    }
    LiveInbox inbox = market.twinInbox();
    return inbox == null
        ? null
        : new Shadow(
            config,
            choice.engine(),
            new Shadow.Around(market, inbox, pace, guard::facts, this::liveAllowed, choice.seed()));
  }

  private boolean liveAllowed() {
    EngineHost host = running.get();
    return host != null && host.snapshot().guard().allowed();
  }

  private Venues venues(Tapes.Choice choice, RunStart start) {
    boolean live = choice.engine().gate() == Gate.LIVE;
    if (live && choice.tape().market() instanceof LiveMarket market) {
      market.listen(acks::heard);
      tap.timing(market.clock()::nowNs, market::receivedNs);
      market.links().onWritten(tap.tickToOrder()::written);
      market.links().adopt(start.engine().ordersInFlight());
      start.fundedSinceMs().ifPresent(market.links()::fundedSince);
      OrderGateway gateway = hooks.steps().gateway(new LiveGateway(market, guard, lease, acks));
      return time -> gateway;
    }
    ExchangeModel exchange =
        start.recovered() == null
            ? MockTape.exchange(config, choice.engine(), choice.seed())
            : MockTape.reopened(config, choice.engine(), choice.seed(), start.engine());
    return choice.tape().market() instanceof LiveMarket ? exchange.accountsAlone() : exchange;
  }

  private GuardFacts facts() {
    hooks.inEngine().run();
    return guard.facts();
  }

  private void engineFailed(Throwable e) {
    LOG.error("[LIVE] engine failed; nothing is traded any more", e);
    stop.request(1, "engine failed: " + e);
  }

  private HealthWatch health(ServiceView view, Parts parts, CentralLog log) {
    boolean connected = options.real();
    // In mode live the key check tells it: a second one would use up the venues' request budgets.
    boolean told = view.engine().gate() == Gate.LIVE;
    List<HealthCheck> keys = told ? List.of() : HealthChecks.keys(config, secrets, connected);
    List<HealthCheck> checks = HealthChecks.of(config, secrets, connected, keys);
    checks.add(HealthChecks.trading(view.host()::snapshot));
    checks.add(HealthChecks.logFiles(log::health));
    checks.addAll(parts.health());
    SecretMask mask = new SecretMask(secrets.toMask(config));
    return new HealthWatch(
        checks, mask, config.health().intervalSec().movePointRight(9).longValue());
  }

  private Pace pace(Tape tape, double speed) {
    if (tape.market() instanceof LiveMarket market) {
      long begin = market.clock().nanoTimeAt(tape.startNs());
      // The first cycle comes a moment later: what is in the inbox is heard before it.
      return new Pace(
          tape.startNs(),
          tape.endNs(),
          begin + LIVE_LEAD_NS,
          1,
          options.intervalNs(),
          LIVE_LEAD_NS,
          true,
          config.runtime().engineIdle().equals("spin"));
    }
    boolean flatOut = Double.isInfinite(speed);
    long gap = flatOut ? options.intervalNs() : Math.round(options.intervalNs() * speed);
    gap = Math.max(gap, tape.cadenceMs() * NS_PER_MS);
    long warmUp = Math.max(WARM_UP_NS, 2 * tape.cadenceMs() * NS_PER_MS);
    return new Pace(
        tape.startNs(), tape.endNs(), System.nanoTime(), speed, gap, warmUp, false, false);
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

  private void coolDown(LiveLoop loop) {
    long left = cooldown.remainingMs(System.currentTimeMillis());
    if (left > 0) {
      LOG.warn(
          "[LIVE] cooling down after a critical shutdown: no entries for {} s",
          (left + 999) / 1_000);
      loop.coolDown(left);
    }
  }
}
