package haetae.bench;

import com.sun.management.ThreadMXBean;
import haetae.engine.BookChanged;
import haetae.engine.Command;
import haetae.engine.CommandSink;
import haetae.engine.Engine;
import haetae.engine.EngineConfig;
import haetae.engine.Event;
import haetae.engine.EventHandler;
import haetae.engine.TestConfigs;
import haetae.market.Asset;
import haetae.market.FeeSchedule;
import haetae.market.Fixed;
import haetae.market.Venue;
import haetae.risk.EntryRules;
import haetae.risk.SafetyLimits;
import haetae.risk.StopRules;
import haetae.sim.Accounts;
import haetae.sim.ExchangeModel;
import haetae.sim.ExchangeRules;
import haetae.sim.MarketModel;
import haetae.sim.SimulatedMarket;
import haetae.sim.TimedRun;
import haetae.strategy.SpreadRule;
import haetae.strategy.StrategyRule;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;

/**
 * The engine in a simulated market with all its kinds of events in their natural mixture: each call
 * of {@link Engine#onEvent} is timed and its allocation read. What is timed is the engine alone;
 * market, exchange and clock stand still meanwhile. A reading of the clock (about 25 ns) is in each
 * figure.
 */
final class EngineMix implements EventHandler {
  private static final long START_NS = 1_795_500_000_000_000_000L;
  private static final long CYCLE_NS = 30_000_000_000L;
  private static final long CYCLES_A_MINUTE = 2;
  private static final long PAUSE_NS = 10_000_000_000L;
  private static final long MOST_HELD_NS = 2 * PAUSE_NS;
  private static final SpreadRule EAGER = new SpreadRule(200, 200, 1_000, 1, 1);
  private static final long HIGHEST_NS = 10_000_000_000L;
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  /** Figures of one kind of event. */
  private static final class Kind {
    private final Histogram ns = new Histogram(HIGHEST_NS, 3);
    private long bytes;
  }

  /** Counts the commands of an event on their way out. */
  private static final class Counted implements CommandSink {
    private CommandSink target = _ -> {};
    private int commands;

    @Override
    public void accept(Command command) {
      commands++;
      target.accept(command);
    }
  }

  private final Engine engine;
  private final Counted counted = new Counted();
  private final Map<String, Kind> kinds = new TreeMap<>();

  private EngineMix(Engine engine) {
    this.engine = engine;
  }

  /** Runs so many simulated minutes to warm up and as many again to measure. */
  static List<Figures> measure(int minutes) {
    run(minutes, 7);
    EngineMix measured = run(minutes, 42);
    List<Figures> figures = new ArrayList<>();
    measured.kinds.forEach((name, kind) -> figures.add(figures("Engine." + name, kind)));
    return figures;
  }

  private static EngineMix run(int minutes, long seed) {
    EngineConfig config = busy(TestConfigs.config(250_000));
    EngineMix mix = new EngineMix(new Engine(config));
    ExchangeRules rules = ExchangeRules.faultless(40_000_000L, 25_000_000L);
    Accounts accounts = new Accounts(rules.leverage());
    accounts.add(Venue.UPBIT, Asset.KRW, 10_000_000 * Fixed.ONE);
    accounts.add(Venue.UPBIT, new Asset("BTC"), Fixed.ONE / 20);
    accounts.add(Venue.UPBIT, new Asset("ETH"), 2 * Fixed.ONE);
    accounts.add(Venue.BINANCE, Asset.USDT, 10_000 * Fixed.ONE);
    SimulatedMarket market =
        new SimulatedMarket(
            MarketModel.lively(), config.pairs(), List.of(77_000.0, 2_900.0), seed, START_NS);
    ExchangeModel exchange = new ExchangeModel(config.instruments(), rules, accounts, seed);
    TimedRun run = new TimedRun(market, exchange, mix, _ -> {}, START_NS);
    run.open();
    for (int cycle = 1; cycle <= CYCLES_A_MINUTE * minutes; cycle++) {
      long due = START_NS + cycle * CYCLE_NS;
      run.advanceTo(due);
      run.deliver(new Event.CycleStarted(due, cycle));
    }
    return mix;
  }

  /**
   * Enters and leaves on little, and no loss ends that: the rare events of a trade come by the
   * thousand. What a trade goes through is as ever.
   */
  private static EngineConfig busy(EngineConfig c) {
    StopRules stops = c.stops();
    SafetyLimits safety = c.safety();
    return new EngineConfig(
        c.session(),
        c.mode(),
        c.instruments(),
        c.pairs(),
        c.pairs().stream().map(_ -> new FeeSchedule(250, 250, 0, false)).toList(),
        c.pairs().stream().map(_ -> (StrategyRule) EAGER).toList(),
        c.capital(),
        c.sizing(),
        c.execution(),
        eager(safety),
        new EntryRules(1_000, 1_000, 200_000, 200_000, 0, 8, 500_000),
        new StopRules(true, false, 12_000, stops.atrWindow(), 2_000_000, 1_000, 200, MOST_HELD_NS),
        c.rebalancer(),
        c.drift(),
        c.guard(),
        new EngineConfig.Pacing(PAUSE_NS, PAUSE_NS, 2 * PAUSE_NS, c.pacing().atrBarNs()),
        c.perpetual());
  }

  private static SafetyLimits eager(SafetyLimits s) {
    return new SafetyLimits(
        0,
        50,
        s.maxSlippagePpm(),
        s.maxPositionKrwE8(),
        1_000_000_000 * Fixed.ONE,
        1_000_000,
        s.minLiquidityKrwE8(),
        s.maxExposureKrwE8(),
        s.maxFxExposureKrwE8(),
        s.maxPositions(),
        s.maxAgeUpbitMs(),
        s.maxAgeBinanceMs(),
        s.maxAgeFxMs(),
        s.maxSkewMs(),
        s.maxClockOffsetMs(),
        s.maxSpreadPpm(),
        s.priceBandPpm(),
        s.depthSharePpm(),
        s.fxSanityPpm(),
        100_000,
        1_000,
        s.breakerCooldownNs());
  }

  @Override
  public void onEvent(Event event, CommandSink commands) {
    counted.target = commands;
    counted.commands = 0;
    long bytesBefore = THREADS.getCurrentThreadAllocatedBytes();
    long begin = System.nanoTime();
    engine.onEvent(event, counted);
    long took = System.nanoTime() - begin;
    long bytes = THREADS.getCurrentThreadAllocatedBytes() - bytesBefore;
    Kind kind = kinds.computeIfAbsent(name(event), _ -> new Kind());
    kind.ns.recordValue(Math.min(took, HIGHEST_NS));
    kind.bytes += bytes;
  }

  private String name(Event event) {
    String name = event.getClass().getSimpleName();
    if (event instanceof BookChanged) {
      return counted.commands == 0 ? "bookQuiet" : "bookSignals";
    }
    return Character.toLowerCase(name.charAt(0)) + name.substring(1);
  }

  private static Figures figures(String name, Kind kind) {
    return new Figures(
        name,
        kind.ns.getMean(),
        (double) kind.ns.getValueAtPercentile(50),
        (double) kind.ns.getValueAtPercentile(99),
        (double) kind.ns.getValueAtPercentile(99.9),
        (double) kind.ns.getMaxValue(),
        kind.bytes / (double) kind.ns.getTotalCount());
  }
}
