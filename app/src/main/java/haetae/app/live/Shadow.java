package haetae.app.live;

import haetae.app.config.HaetaeConfig;
import haetae.app.control.AtomicFile;
import haetae.app.shadow.ShadowJson;
import haetae.app.shadow.ShadowReport;
import haetae.app.shadow.TradeTrail;
import haetae.app.shadow.Twins;
import haetae.engine.Engine;
import haetae.engine.EngineConfig;
import haetae.engine.EngineSnapshot;
import haetae.engine.EventHandler;
import haetae.ops.log.Loggers;
import haetae.ops.watchdog.Heartbeat;
import haetae.risk.GuardFacts;
import haetae.sim.ExchangeModel;
import haetae.sim.TimedRun;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * The paper twin of mode live: a second engine of the same configuration on the same market, whose
 * orders go to simulated venues. It trades from the first moment, whether real orders are allowed
 * or not, and on with books of its own, so that paper and real money never mix. What it does is
 * compared with what the live engine does.
 *
 * <p>Threads: an engine thread and an inbox of its own, and one for the reports; whatever it does,
 * the live engine waits for nothing. If it fails, it stands still and says so.
 */
final class Shadow implements Part {
  private static final Logger LOG = Loggers.of("shadow");
  private static final long NS_PER_MS = 1_000_000;
  private static final long STOP_NS = 2_000 * NS_PER_MS;
  private static final long LAST_REPORT_MS = 5_000;

  private final String run;
  private final Path folder;
  private final long windowNs;
  private final int everyCycles;
  private final TradeTrail live;
  private final TradeTrail paper;
  private final EngineHost host;
  private final ExecutorService reports =
      Executors.newSingleThreadExecutor(
          Thread.ofPlatform().daemon().name("shadow-report").factory());
  private volatile boolean failed;

  /**
   * What the twin is given of the live run.
   *
   * @param inbox the market's events
   * @param pace of the live run
   * @param guard conditions for live trading
   * @param liveAllowed real orders are allowed now
   * @param seed of its venues' latencies
   */
  record Around(
      LiveMarket market,
      LiveInbox inbox,
      Pace pace,
      Supplier<GuardFacts> guard,
      BooleanSupplier liveAllowed,
      long seed) {}

  Shadow(HaetaeConfig config, EngineConfig engine, Around around) {
    this.run = engine.session();
    this.folder = Path.of(config.dataDir(), "shadow");
    this.windowNs = config.shadow().matchWindowSec().movePointRight(9).longValue();
    this.everyCycles = config.shadow().reportEveryCycles();
    EngineConfig twin = EngineConfigs.of(config, "paper", run + "p", new EngineConfigs.Patience(0));
    int instruments = engine.instruments().size();
    this.live = new TradeTrail(instruments, engine.pairs(), around.liveAllowed());
    this.paper = new TradeTrail(instruments, engine.pairs(), around.liveAllowed());
    this.host = host(config, twin, around);
  }

  private EngineHost host(HaetaeConfig config, EngineConfig twin, Around around) {
    Engine engine = new Engine(twin);
    PaperAccounts accounts = new PaperAccounts(config, twin, around.market().links());
    ExchangeModel exchange = MockTape.exactly(config, twin, around.seed(), accounts.accounts());
    TimedRun run =
        new TimedRun(
            around.inbox(),
            exchange.accountsAlone(),
            paper.before(engine),
            new ShadowLog(),
            around.pace().startNs());
    EngineHost made =
        new EngineHost(
            "shadow",
            engine,
            run,
            begun -> {
              accounts.fill();
              begun.open();
            },
            around.pace().sleeping(),
            new Heartbeat("shadow", System::nanoTime),
            around.guard(),
            this::failed);
    around.inbox().readBy(made.thread(), run::nowNs);
    return made;
  }

  private void failed(Throwable why) {
    failed = true;
    LOG.error("[SHADOW] the paper twin failed and stands still; live trading goes on", why);
  }

  /** The live engine, followed. */
  EventHandler watch(EventHandler engine) {
    return live.before(engine);
  }

  /** The twin's last snapshot; null once it has failed. */
  @Nullable EngineSnapshot snapshot() {
    return failed ? null : host.snapshot();
  }

  @Override
  public String name() {
    return "shadow";
  }

  @Override
  public void start() {
    host.start();
    LOG.info("[SHADOW] paper twin started; reports go to {}", folder);
  }

  /** A cycle of the live loop is over: the twin has the same one. */
  void cycle(CycleFacts facts) {
    host.askCycle(facts.cycle());
    if (facts.cycle() % everyCycles == 0) {
      reports.execute(this::report);
    }
  }

  private void report() {
    Twins twins = Twins.of(live.trades(), paper.trades(), windowNs);
    ShadowReport text = new ShadowReport(run, windowNs, twins);
    try {
      AtomicFile.replace(folder.resolve(run + ".txt"), text.text());
      AtomicFile.replace(folder.resolve(run + ".json"), ShadowJson.of(run, windowNs, twins));
      LOG.info("[SHADOW] {}", text.headline());
    } catch (IOException | RuntimeException e) {
      LOG.warn("[SHADOW] report not written: {}", e.toString());
    }
  }

  /** What is in flight on paper gets a moment to end; then the last report is written. */
  @Override
  public void stop() throws InterruptedException {
    if (!host.stop(STOP_NS)) {
      LOG.warn("[SHADOW] the paper twin did not come to its end in time");
    }
    reports.execute(this::report);
    reports.shutdown();
    if (!reports.awaitTermination(LAST_REPORT_MS, TimeUnit.MILLISECONDS)) {
      LOG.warn("[SHADOW] the last report could not be written in time");
    }
  }
}
