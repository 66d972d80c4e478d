package haetae.sim.fault;

import haetae.engine.PositionView;
import haetae.execution.ExecutionRules;
import haetae.execution.PairTrade;
import haetae.market.Fixed;
import haetae.risk.TradingState;
import java.util.ArrayList;

/**
 * How long a leg may stand alone: while nothing is in the way, no longer than the configuration
 * says, or the trade is stuck, trading is halted and a human is called. Threads: the run's.
 */
final class Budget {
  private static final long SECOND = 1_000_000_000L;
  private static final long CALM_NS = 10 * SECOND;
  private static final long UNWIND_NS = 90 * SECOND;

  /** An order lost on its way is known to be lost only after the grace and some questions. */
  private static final long GRACE_NS = 15 * SECOND;

  /** A report may be this late without any order being to blame. */
  private static final long REPORT_NS = 25 * SECOND;

  private final Stage stage;
  private final EngineProcess process;
  private final Sight sight;
  private final long budgetNs;

  Budget(Stage stage, EngineProcess process, Sight sight) {
    this.stage = stage;
    this.process = process;
    this.sight = sight;
    ExecutionRules rules = stage.scenario().config().execution();
    this.budgetNs =
        rules.maxNakedNs() + UNWIND_NS + 2 * (GRACE_NS + rules.legTimeoutNs()) + REPORT_NS;
  }

  /** A second has passed. */
  void second(long passedNs) {
    var active = process.truth().active();
    if (active.isEmpty()) {
      return;
    }
    boolean clear =
        process.running()
            && !process.frozen()
            && stage.weather().clearNs(stage.time().nowNs()) >= CALM_NS;
    for (TradeTruth trade : active.values()) {
      if (clear && trade.nakedSinceNs() != 0) {
        trade.clear(passedNs);
        if (trade.nakedClearNs() > budgetNs) {
          overdue(trade);
        }
      }
    }
  }

  private void overdue(TradeTruth trade) {
    if (stuck(trade)) {
      trade.restartClock();
    } else {
      stage
          .verdict()
          .violated(
              "naked time",
              PairTrade.code(trade.tradeId())
                  + " is naked by "
                  + Fixed.format(trade.deltaE8())
                  + " for "
                  + trade.nakedClearNs() / SECOND
                  + " s with nothing in the way");
    }
  }

  /** True if the engine has given the trade up loudly. */
  private boolean stuck(TradeTruth trade) {
    String code = PairTrade.code(trade.tradeId());
    for (PositionView view : process.current().positions()) {
      if (view.trade().equals(code) && view.phase() == PairTrade.Phase.STUCK) {
        return sight.criticals() > 0;
      }
    }
    return false;
  }

  /** After the healing: no leg stands alone, unless it is stuck and all is halted. */
  void allSettled() {
    for (TradeTruth trade : new ArrayList<>(process.truth().active().values())) {
      if (trade.nakedSinceNs() != 0 && !stuck(trade)) {
        stage
            .verdict()
            .violated(
                "hedged, flat or stuck",
                PairTrade.code(trade.tradeId())
                    + " is naked by "
                    + Fixed.format(trade.deltaE8())
                    + " after the healing");
      }
    }
    boolean halted = process.current().snapshot().tradingState() == TradingState.HALTED;
    if (halted && sight.criticals() == 0 && !sight.haltedByOperator()) {
      stage.verdict().violated("a halt is told", "HALTED without a CRITICAL alert");
    }
  }

  long stuck() {
    return process.current().positions().stream()
        .filter(view -> view.phase() == PairTrade.Phase.STUCK)
        .count();
  }
}
