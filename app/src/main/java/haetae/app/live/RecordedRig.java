package haetae.app.live;

import haetae.app.config.HaetaeConfig;
import haetae.engine.Engine;
import haetae.engine.EngineConfig;
import haetae.engine.Event;
import haetae.engine.EventHandler;
import haetae.engine.EventSource;
import haetae.market.Pair;
import haetae.risk.GuardFacts;
import haetae.sim.TimedRun;
import haetae.venue.recorded.Surveyed;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.UnaryOperator;

/**
 * The service's engine on recordings with simulated venues, without its thread, clock and log: for
 * research. The engine, its configuration and the models of what the recordings lack are those of
 * {@code run --mode paper --replay}. Threads: one.
 */
public final class RecordedRig implements AutoCloseable {
  private static final long WARM_UP_NS = 2_000_000_000L;
  private static final long NS_PER_MS = 1_000_000;

  private final Tapes.Choice choice;
  private final Engine engine;
  private final EventSource market;
  private final TimedRun run;
  private final long startNs;
  private final long endNs;
  private long cycles;

  private RecordedRig(Tapes.Choice choice, HaetaeConfig config, Wish wish, Around around) {
    this.choice = choice;
    this.startNs = Math.max(choice.tape().startNs(), wish.fromNs());
    this.endNs = Math.min(choice.tape().endNs(), wish.toNs());
    this.market = around.market().apply(new Stretch(choice.tape().market(), startNs, endNs));
    this.engine = new Engine(choice.engine());
    this.run =
        new TimedRun(
            market,
            MockTape.exchange(config, choice.engine(), wish.seed()),
            around.engine().apply(engine),
            command -> {},
            startNs);
  }

  /**
   * What to run.
   *
   * @param data recordings, surveyed once for any number of runs on any threads
   * @param fromNs earlier events are not shown to the engine
   * @param toNs nor later ones
   */
  public record Wish(Surveyed data, long seed, long fromNs, long toNs) {
    /**
     * Reads the files once to their end, to know what they hold.
     *
     * @throws StartFailure if they cannot be used
     */
    public Wish(List<Path> files, long seed, long fromNs, long toNs) throws StartFailure {
      this(RecordedTape.survey(files), seed, fromNs, toNs);
    }

    /** The same data and seed in another stretch of time. */
    public Wish during(long otherFromNs, long otherToNs) {
      return new Wish(data, seed, otherFromNs, otherToNs);
    }
  }

  /**
   * What stands between the parts, to watch them.
   *
   * @param market wraps the market
   * @param engine wraps the engine; all events and commands pass through it
   */
  public record Around(UnaryOperator<EventSource> market, UnaryOperator<EventHandler> engine) {}

  /**
   * Opens the recordings.
   *
   * @throws StartFailure if they cannot be read, or hold nothing of the pairs or of the time asked
   *     for
   */
  public static RecordedRig open(HaetaeConfig config, Wish wish, Around around)
      throws StartFailure {
    RunOptions options =
        new RunOptions(
            Path.of("."),
            "paper",
            0,
            BigDecimal.ONE,
            OptionalLong.of(wish.seed()),
            List.of(),
            OptionalDouble.empty(),
            false);
    Tapes.Choice choice = RecordedTape.choose(options, config, wish.seed(), wish.data());
    RecordedRig rig = new RecordedRig(choice, config, wish, around);
    if (rig.startNs >= rig.endNs) {
      rig.close();
      throw new StartFailure("the recordings hold nothing of the time asked for");
    }
    rig.begin();
    return rig;
  }

  private void begin() {
    run.open();
    run.advanceTo(startNs + Math.max(WARM_UP_NS, 2 * choice.tape().cadenceMs() * NS_PER_MS));
  }

  /** Does a cycle of the live loop, and all that happens until the next one. */
  public void cycle(long gapNs) {
    cycles++;
    run.deliver(new Event.GuardReported(run.nowNs(), GuardFacts.none()));
    run.deliver(new Event.CycleStarted(run.nowNs(), cycles));
    run.advanceTo(Math.min(endNs, run.nowNs() + gapNs));
  }

  /** The operator's word that trading may go on after it was stopped. */
  public void resume() {
    run.deliver(
        new Event.OperatorCommand(
            run.nowNs(), Event.OperatorCommand.Action.RESUME, "modelled operator"));
  }

  /** True when the market is at its end. */
  public boolean atEnd() {
    return run.nowNs() >= endNs || run.nextMarketNs() == EventSource.END;
  }

  /** No new entries; what is in flight gets a minute to end at the last prices. */
  public void finish() {
    run.deliver(
        new Event.OperatorCommand(
            run.nowNs(), Event.OperatorCommand.Action.REDUCE, "end of the data"));
    run.advanceTo(run.nowNs() + 60_000 * NS_PER_MS);
    run.deliver(
        new Event.OperatorCommand(
            run.nowNs(), Event.OperatorCommand.Action.REPORT_DAY, "end of the data"));
  }

  /** The engine; reading is free, telling it something is not. */
  public Engine engine() {
    return engine;
  }

  /** What the engine was built with. */
  public EngineConfig engineConfig() {
    return choice.engine();
  }

  /** Routes that are traded. */
  public List<Pair> pairs() {
    return choice.engine().pairs();
  }

  /** Virtual time. */
  public long nowNs() {
    return run.nowNs();
  }

  /** First moment of the run. */
  public long startNs() {
    return startNs;
  }

  /** Its end. */
  public long endNs() {
    return endNs;
  }

  /** What is recorded and what is modelled. */
  public List<String> notes() {
    return choice.tape().notes();
  }

  @Override
  public void close() {
    market.close();
  }

  /** A market without what lies before or after a stretch of time. */
  private static final class Stretch implements EventSource {
    private final EventSource whole;
    private final long fromNs;
    private final long toNs;

    Stretch(EventSource whole, long fromNs, long toNs) {
      this.whole = whole;
      this.fromNs = fromNs;
      this.toNs = toNs;
    }

    @Override
    public long nextTimeNs() {
      while (whole.nextTimeNs() < fromNs) {
        whole.next();
      }
      return whole.nextTimeNs() > toNs ? END : whole.nextTimeNs();
    }

    @Override
    public Event next() {
      return whole.next();
    }

    @Override
    public void close() {
      whole.close();
    }
  }
}
