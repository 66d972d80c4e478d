package haetae.sim.fault;

import static java.util.Objects.requireNonNull;

import haetae.engine.EngineConfig;
import haetae.engine.EngineSnapshot;
import haetae.engine.Event;
import haetae.engine.Event.OperatorCommand.Action;
import haetae.engine.PositionView;
import haetae.execution.PairTrade;
import haetae.market.Asset;
import haetae.market.Fixed;
import haetae.market.Instrument;
import haetae.market.Venue;
import haetae.risk.TradingState;
import haetae.sim.SimulatedMarket;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One seed: a trading day with its faults, then healing, then the reckoning. The same seed,
 * configuration and choice of faults give the same run, step for step. Threads: one a run; runs are
 * independent of each other.
 */
public final class FaultRun {
  private static final long START_NS = 1_795_500_000_000_000_000L;
  private static final long SECOND = 1_000_000_000L;
  private static final long CYCLE_NS = 30 * SECOND;
  private static final long SETTLE_NS = 420 * SECOND;
  private static final long MOMENT_NS = 120 * SECOND;
  private static final long RESUME_NS = 3_600 * SECOND;
  private static final long REPLAY_EVERY = 16;
  private static final long ROUNDING_E8 = 100;
  private static final long KILL_EVERY_SEC = 30;

  /**
   * What to simulate.
   *
   * @param faults kinds the mixture may be drawn from
   * @param minutes virtual minutes with faults, before the healing
   */
  public record Plan(EngineConfig config, Set<FaultKind> faults, int minutes) {
    /** Checks the length and takes a copy. */
    public Plan {
      requireNonNull(config, "config");
      faults = faults.isEmpty() ? EnumSet.noneOf(FaultKind.class) : EnumSet.copyOf(faults);
      if (minutes < 1) {
        throw new IllegalArgumentException("minutes must be at least 1, not " + minutes);
      }
    }
  }

  private final Plan plan;
  private final long seed;
  private final Stage stage;
  private final Sight sight;
  private final EngineProcess process;
  private final Calamities calamities;
  private final FaultyBooks books;
  private final Budget budget;
  private long cycle;
  private long nextCycleNs = START_NS + CYCLE_NS;
  private long nextSecondNs = START_NS + SECOND;

  private FaultRun(
      Plan plan,
      long seed,
      Saboteur saboteur,
      @Nullable Consumer<String> reader,
      @Nullable Memory memory) {
    this.plan = plan;
    this.seed = seed;
    Scenario scenario = Scenario.draw(plan.config(), seed);
    Timeline time = new Timeline(START_NS);
    Verdict verdict = new Verdict(seed, time, new StoryTail(START_NS, reader));
    this.stage =
        new Stage(
            scenario,
            time,
            new Faults(plan.faults(), seed),
            new Weather(scenario.config().instruments()),
            verdict,
            new Figures());
    this.sight = new Sight(stage);
    if (memory != null) {
      stage.faults().killing(KILL_EVERY_SEC);
    }
    this.process = new EngineProcess(stage, sight, saboteur, memory);
    this.calamities = new Calamities(stage, process, sight);
    this.budget = new Budget(stage, process, sight);
    SimulatedMarket market =
        new SimulatedMarket(
            scenario.market(), scenario.config().pairs(), scenario.pricesUsdt(), seed, START_NS);
    this.books = new FaultyBooks(market, stage, process);
  }

  /** Runs a seed. */
  public static SeedResult of(Plan plan, long seed) {
    return new FaultRun(plan, seed, Saboteur.NONE, null, null).run();
  }

  /** Runs a seed and reads its whole story. */
  public static SeedResult told(Plan plan, long seed, Consumer<String> reader) {
    return new FaultRun(plan, seed, Saboteur.NONE, reader, null).run();
  }

  /**
   * Runs a seed whose process is killed every minute or so and goes on with what a real journal
   * holds.
   *
   * @param reader reads its whole story; null for nobody
   */
  public static SeedResult killed(
      Plan plan, long seed, Memory memory, @Nullable Consumer<String> reader) {
    return new FaultRun(plan, seed, Saboteur.NONE, reader, memory).run();
  }

  /** Runs a seed with a planted bug. */
  public static SeedResult sabotaged(Plan plan, long seed, Saboteur saboteur) {
    return new FaultRun(plan, seed, saboteur, null, null).run();
  }

  private SeedResult run() {
    try {
      for (Venue venue : Venue.values()) {
        calamities.greet(venue);
      }
      advance(START_NS + 5 * SECOND);
      calamities.begin();
      advance(START_NS + plan.minutes() * 60L * SECOND);
      calamities.heal();
      settle();
      resume();
      flatten();
      if (seed % REPLAY_EVERY == 0 && fine()) {
        process.replayed("end of the run");
      }
    } catch (RuntimeException e) {
      stage.verdict().violated("simulation threw", stack(e));
    }
    return result();
  }

  private static String stack(RuntimeException e) {
    StringBuilder text = new StringBuilder(e.toString());
    for (int i = 0; i < Math.min(8, e.getStackTrace().length); i++) {
      text.append(" < ").append(e.getStackTrace()[i]);
    }
    return text.toString();
  }

  private boolean fine() {
    return stage.verdict().violations().isEmpty();
  }

  /** Does everything that is due up to a time, unless something is violated. */
  private void advance(long untilNs) {
    Timeline time = stage.time();
    while (fine()) {
      long market = books.nextNs();
      long task = time.nextNs();
      long clock = Math.min(nextSecondNs, nextCycleNs);
      long next = Math.min(market, Math.min(task, clock));
      if (next > untilNs) {
        time.advance(untilNs);
        return;
      }
      if (clock <= market && clock <= task) {
        time.advance(clock);
        clock();
      } else if (market <= task) {
        time.advance(market);
        books.next();
      } else {
        time.runNext();
      }
    }
  }

  private void clock() {
    if (nextSecondNs <= nextCycleNs) {
      nextSecondNs += SECOND;
      budget.second(SECOND);
      return;
    }
    nextCycleNs += CYCLE_NS;
    long number = ++cycle;
    process.deliver(process.life(), now -> new Event.CycleStarted(now, number));
    for (Venue venue : Venue.values()) {
      if (!stage.weather().down(venue) && !stage.weather().maintenance(venue)) {
        process.venue(venue).balances(process.wire().delayNs(venue));
      }
    }
    wake();
    if (process.running() && !process.frozen() && atRest()) {
      compare();
    }
  }

  /** Somebody resumes a trading that has halted itself, minutes later. */
  private void wake() {
    if (sight.criticalOpen() && stage.faults().oneIn(6)) {
      calamities.resume();
    }
  }

  /** The engine's books against the venues': balances, and what each trade holds. */
  private void compare() {
    for (Venue venue : Venue.values()) {
      process.venue(venue).accounts().each((asset, amount) -> compare(venue, asset, amount));
    }
    List<PositionView> positions = process.current().positions();
    for (TradeTruth trade : process.truth().active().values()) {
      String code = PairTrade.code(trade.tradeId());
      PositionView view =
          positions.stream().filter(p -> p.trade().equals(code)).findFirst().orElse(null);
      long upbit = view == null ? 0 : view.upbitE8() - view.takenUpbitE8();
      long binance = view == null ? 0 : view.binanceE8() - view.takenBinanceE8();
      long dust = view == null ? leftE8(trade) : 0;
      if (Math.abs(trade.netE8(Venue.UPBIT) - upbit) > dust
          || Math.abs(trade.netE8(Venue.BINANCE) - binance) > dust) {
        stage
            .verdict()
            .violated(
                "fills of the engine are those of the venue",
                code
                    + " holds "
                    + upbit
                    + "/"
                    + binance
                    + ", at the venues "
                    + trade.netE8(Venue.UPBIT)
                    + "/"
                    + trade.netE8(Venue.BINANCE));
      }
      if (view == null) {
        process.truth().over(trade);
      }
    }
    for (Instrument instrument : stage.scenario().config().instruments()) {
      compare(instrument, positions);
    }
    process.truth().sweep();
  }

  /** Most that a trade which is over may differ from nothing: a sweep by all that it swept. */
  private long leftE8(TradeTruth trade) {
    long shared = process.truth().sharedE8(trade);
    return trade.sweeps() ? Long.MAX_VALUE : process.truth().dustE8(trade.pair()) + shared;
  }

  /** All that was traded is in an open trade or is known as dust, to the last unit. */
  private void compare(Instrument instrument, List<PositionView> positions) {
    boolean home = instrument.venue() == Venue.UPBIT;
    long known = process.current().dustE8(instrument);
    for (PositionView view : positions) {
      boolean same = view.pair().equals(instrument.base().code());
      known += same ? (home ? view.upbitE8() : view.binanceE8()) : 0;
    }
    long held = process.truth().heldE8(instrument);
    if (held != known) {
      stage
          .verdict()
          .violated(
              "all that is held is known",
              instrument + " engine " + Fixed.format(known) + ", venue " + Fixed.format(held));
    }
  }

  private void compare(Venue venue, Asset asset, long amountE8) {
    long ledger = process.current().ledgerE8(venue, asset);
    long tolerance = asset.equals(Asset.USDT) ? ROUNDING_E8 : 0;
    if (Math.abs(ledger - amountE8) > tolerance) {
      stage
          .verdict()
          .violated(
              "ledger equals the venue",
              venue
                  + " "
                  + asset
                  + " ledger "
                  + Fixed.format(ledger)
                  + ", venue "
                  + Fixed.format(amountE8));
    }
  }

  /** After the healing everything in flight comes to its end within a bounded time. */
  private void settle() {
    calamities.operator(0, Action.PAUSE_ENTRIES);
    advance(stage.time().nowNs() + SETTLE_NS);
    // Exits go on meanwhile: a moment in which nothing is under way must come.
    long until = stage.time().nowNs() + MOMENT_NS;
    while (fine() && !atRest() && stage.time().nowNs() < until) {
      advance(stage.time().nowNs() + SECOND);
    }
    if (!fine()) {
      return;
    }
    if (!atRest()) {
      EngineSnapshot end = process.current().snapshot();
      stage
          .verdict()
          .violated(
              "all comes to its end",
              end.ordersInFlight()
                  + " orders in flight, "
                  + end.tradesInTransit()
                  + " trades in transit after the healing");
    }
    budget.allSettled();
    if (!sight.breaks().isEmpty()) {
      stage.verdict().violated("no break stays open", sight.breaks().toString());
    }
    compare();
  }

  private boolean atRest() {
    EngineSnapshot now = process.current().snapshot();
    boolean quiet = process.wire().quiet() && now.ordersInFlight() + now.tradesInTransit() == 0;
    for (Venue venue : Venue.values()) {
      quiet &= process.venue(venue).quiet();
    }
    return quiet;
  }

  /** After the operator's word trading goes on, unless a limit stands against it. */
  private void resume() {
    if (!fine()) {
      return;
    }
    calamities.operator(0, Action.RESUME);
    calamities.operator(0, Action.RESUME_ENTRIES);
    advance(stage.time().nowNs() + CYCLE_NS);
    EngineSnapshot before = process.current().snapshot();
    long until = stage.time().nowNs() + RESUME_NS;
    long entries = before.entries();
    while (fine()
        && stage.time().nowNs() < until
        && process.current().snapshot().entries() == entries) {
      advance(stage.time().nowNs() + CYCLE_NS);
    }
    EngineSnapshot after = process.current().snapshot();
    if (fine() && after.entries() == entries && Blocked.between(before, after)) {
      stage
          .verdict()
          .violated(
              "trading goes on after RESUME",
              "no entry in an hour; signals "
                  + before.signals()
                  + " to "
                  + after.signals()
                  + ", refusals "
                  + before.refusals()
                  + " became "
                  + after.refusals()
                  + ", "
                  + after.tradingState());
    }
    if (fine() && after.tradingState() != TradingState.NORMAL && !sight.criticalOpen()) {
      stage.verdict().violated("RESUME resumes", "state is " + after.tradingState());
    }
  }

  /** At last all is closed, so that not even average cost can hide a difference. */
  private void flatten() {
    long until = stage.time().nowNs() + SETTLE_NS;
    while (fine() && stage.time().nowNs() < until) {
      calamities.operator(0, Action.FLATTEN);
      advance(stage.time().nowNs() + CYCLE_NS);
      if (atRest() && process.venue(Venue.BINANCE).accounts().costE8(Asset.USDT) == 0) {
        break;
      }
    }
    if (fine() && atRest()) {
      compare();
    }
  }

  private SeedResult result() {
    Figures figures = stage.figures();
    EngineSnapshot end = process.current().snapshot();
    figures.add("trades", end.trades());
    figures.add("trades closed", end.tradesClosed());
    figures.add("entries", end.entries());
    figures.add("sweeps", process.truth().swept());
    figures.add("unwinds", process.truth().unwound());
    figures.add("stuck", budget.stuck());
    figures.add("ledger breaks seen", end.ledgerBreaks());
    return new SeedResult(
        seed,
        stage.faults().mixture(),
        stage.time().nowNs() - START_NS,
        process.events(),
        stage.faults().counts(),
        figures,
        stage.verdict().violations());
  }
}
