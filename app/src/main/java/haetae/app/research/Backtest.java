package haetae.app.research;

import haetae.app.config.HaetaeConfig;
import haetae.app.live.ReadAhead;
import haetae.app.live.RecordedRig;
import haetae.app.live.StartFailure;
import haetae.engine.EngineSnapshot;
import haetae.engine.EventSource;
import haetae.engine.TradeRecord;
import haetae.market.Fixed;
import haetae.market.Pair;
import haetae.risk.TradingState;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The service's engine over recordings, as fast as it goes. Threads: one. */
final class Backtest {
  private Backtest() {}

  /**
   * What happens beside the market.
   *
   * @param gapNs between two cycles of the live loop
   * @param resumeNs after which an operator lets trading go on that was stopped; 0 for never
   */
  record Rhythm(long gapNs, long resumeNs) {}

  /**
   * What came of it.
   *
   * @param profit KRW, realised and unrealised, by cycle
   * @param premia percent at mid prices, by pair and cycle
   * @param stateHash of the engine at the end
   * @param tookNs wall time of the run, without the opening of the files
   */
  record Result(
      EngineSnapshot end,
      List<TradeRecord> trades,
      Map<Long, Long> nakedNs,
      Curve profit,
      Map<String, Curve> premia,
      List<String> notes,
      long startNs,
      long endNs,
      long books,
      long orders,
      long stateHash,
      long tookNs) {}

  /**
   * Runs it.
   *
   * @param progress told thousandths of the time that is done
   * @throws StartFailure if the recordings cannot be used
   */
  static Result run(
      HaetaeConfig config, RecordedRig.Wish wish, Rhythm rhythm, LongConsumer progress)
      throws StartFailure {
    return run(config, wish, rhythm, progress, market -> market);
  }

  /**
   * With something between the recordings and the engine.
   *
   * @param market what the engine is to see of them, a {@link ReadAhead} for example
   */
  static Result run(
      HaetaeConfig config,
      RecordedRig.Wish wish,
      Rhythm rhythm,
      LongConsumer progress,
      UnaryOperator<EventSource> market)
      throws StartFailure {
    Watched watched = new Watched();
    int most = 1 + 2 * config.pairs().size();
    RecordedRig.Around around =
        new RecordedRig.Around(
            market,
            engine -> {
              watched.observer = new Observer(engine, most);
              return watched.observer;
            });
    try (RecordedRig rig = RecordedRig.open(config, wish, around)) {
      Observer observer = watched.observer();
      long opened = System.nanoTime();
      Curve profit = new Curve();
      Map<String, Curve> premia = new LinkedHashMap<>();
      rig.pairs().forEach(pair -> premia.put(pair.name(), new Curve()));
      Operator operator = new Operator(rhythm.resumeNs());
      while (!rig.atEnd()) {
        rig.cycle(rhythm.gapNs());
        EngineSnapshot now = rig.engine().snapshot();
        boolean resumed = operator.look(rig, now.tradingState() != TradingState.NORMAL);
        sample(rig, resumed ? rig.engine().snapshot() : now, observer, profit, premia);
        progress.accept(
            1_000
                * ((rig.nowNs() - rig.startNs()) / 1_000)
                / Math.max(1, (rig.endNs() - rig.startNs()) / 1_000));
      }
      rig.finish();
      EngineSnapshot end = rig.engine().snapshot();
      sample(rig, end, observer, profit, premia);
      Map<Long, Long> naked = new LinkedHashMap<>();
      observer.trades().forEach(t -> naked.put(t.tradeId(), observer.nakedNs(t)));
      return new Result(
          end,
          List.copyOf(observer.trades()),
          naked,
          profit,
          premia,
          notes(rig, operator),
          rig.startNs(),
          rig.endNs(),
          observer.books(),
          observer.sent(),
          rig.engine().stateHash(),
          System.nanoTime() - opened);
    }
  }

  private static List<String> notes(RecordedRig rig, Operator operator) {
    List<String> notes = new ArrayList<>(rig.notes());
    notes.addAll(operator.notes());
    return notes;
  }

  private static void sample(
      RecordedRig rig,
      EngineSnapshot picture,
      Observer observer,
      Curve profit,
      Map<String, Curve> premia) {
    long now = rig.nowNs();
    profit.add(now, picture.pnlKrwE8() / (double) Fixed.ONE);
    for (Pair pair : rig.pairs()) {
      Curve curve = premia.get(pair.name());
      double premium = observer.premium(pair);
      if (curve != null && !Double.isNaN(premium)) {
        curve.add(now, premium);
      }
    }
  }

  /** Sees that trading was stopped, and lets it go on after a while. */
  private static final class Operator {
    private final long resumeNs;
    private long stoppedNs = -1;
    private long firstNs = -1;
    private long stops;

    Operator(long resumeNs) {
      this.resumeNs = resumeNs;
    }

    /** True if trading was resumed at this look. */
    boolean look(RecordedRig rig, boolean stopped) {
      if (stopped && stoppedNs < 0) {
        stoppedNs = rig.nowNs();
        firstNs = firstNs < 0 ? stoppedNs : firstNs;
        stops++;
      } else if (stopped && resumeNs > 0 && rig.nowNs() - stoppedNs >= resumeNs) {
        rig.resume();
        stoppedNs = -1;
        return true;
      } else if (!stopped) {
        stoppedNs = -1;
      }
      return false;
    }

    List<String> notes() {
      if (stops == 0) {
        return List.of();
      }
      String first =
          "a limit stopped trading %d times, first at %s".formatted(stops, Times.text(firstNs));
      return List.of(
          resumeNs > 0
              ? "modelled: " + first + "; an operator resumed after " + Times.length(resumeNs / 1e9)
              : first + ", and nobody resumed: see --resume-after");
    }
  }

  /** The observer is made while the rig is opened. */
  private static final class Watched {
    private @Nullable Observer observer;

    Observer observer() {
      if (observer == null) {
        throw new IllegalStateException("the engine was not wrapped");
      }
      return observer;
    }
  }
}
