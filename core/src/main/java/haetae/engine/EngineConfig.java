package haetae.engine;

import haetae.execution.ExecutionRules;
import haetae.market.FeeSchedule;
import haetae.market.Instrument;
import haetae.market.Pair;
import haetae.portfolio.DriftBands;
import haetae.portfolio.ResidualSweep;
import haetae.risk.CapitalRules;
import haetae.risk.EntryRules;
import haetae.risk.Gate;
import haetae.risk.LiveGuardRules;
import haetae.risk.PerpetualRules;
import haetae.risk.Rebalancer;
import haetae.risk.SafetyLimits;
import haetae.risk.StopRules;
import haetae.strategy.StrategyRule;
import java.util.List;

/**
 * Everything that decides how the engine behaves. Immutable; the same configuration and the same
 * events give the same commands.
 *
 * @param session letters and digits that start every client order id
 * @param mode word for the mode: mock, paper or live
 * @param instruments by id, from 0 without gaps
 * @param pairs by id, from 0 without gaps
 * @param fees decision fees, by pair id
 * @param strategies what decides on entries and exits, by pair id
 * @param capital how much may be at work at once
 * @param perpetual limits of the perpetual legs
 */
public record EngineConfig(
    String session,
    String mode,
    List<Instrument> instruments,
    List<Pair> pairs,
    List<FeeSchedule> fees,
    List<StrategyRule> strategies,
    CapitalRules capital,
    Sizing sizing,
    ExecutionRules execution,
    SafetyLimits safety,
    EntryRules entry,
    StopRules stops,
    Rebalancer rebalancer,
    DriftBands drift,
    LiveGuardRules guard,
    Pacing pacing,
    PerpetualRules perpetual) {

  /**
   * How large an entry is.
   *
   * @param positionKrwE8 wanted worth of one entry
   * @param positionBtcE8 most BTC of one entry, for pairs of BTC
   * @param residualCapKrwE8 worth of all dust above which nothing is entered
   * @param minKrwE8 an entry that money or depth makes smaller than this is not worth sending
   * @param sweep when dust is traded away on its own
   */
  public record Sizing(
      long positionKrwE8,
      long positionBtcE8,
      long residualCapKrwE8,
      long minKrwE8,
      ResidualSweep sweep) {
    /** With the standard sweep. */
    public Sizing(long positionKrwE8, long positionBtcE8, long residualCapKrwE8, long minKrwE8) {
      this(positionKrwE8, positionBtcE8, residualCapKrwE8, minKrwE8, ResidualSweep.STANDARD);
    }
  }

  /**
   * Pauses between entries.
   *
   * @param afterEntryNs after an entry of the same pair
   * @param afterFailureNs after an entry that was refused by a venue or unwound
   * @param afterStopNs after a stop-loss
   * @param atrBarNs length of an ATR bar
   */
  public record Pacing(long afterEntryNs, long afterFailureNs, long afterStopNs, long atrBarNs) {}

  /** The same for another run of the service. */
  public EngineConfig withSession(String other) {
    return new EngineConfig(
        other,
        mode,
        instruments,
        pairs,
        fees,
        strategies,
        capital,
        sizing,
        execution,
        safety,
        entry,
        stops,
        rebalancer,
        drift,
        guard,
        pacing,
        perpetual);
  }

  /** Takes copies and checks that ids are indexes. */
  public EngineConfig {
    instruments = List.copyOf(instruments);
    pairs = List.copyOf(pairs);
    fees = List.copyOf(fees);
    strategies = List.copyOf(strategies);
    for (int i = 0; i < instruments.size(); i++) {
      if (instruments.get(i).id() != i) {
        throw new IllegalArgumentException("instrument ids must count from 0");
      }
    }
    for (int i = 0; i < pairs.size(); i++) {
      if (pairs.get(i).id() != i) {
        throw new IllegalArgumentException("pair ids must count from 0");
      }
    }
    if (fees.size() != pairs.size() || strategies.size() != pairs.size()) {
      throw new IllegalArgumentException("one fee schedule and one strategy a pair");
    }
  }

  /**
   * Where all orders of this engine go. Real and simulated money never share a ledger, so it is the
   * same from the first order to the last.
   */
  public Gate gate() {
    return mode.equals("live") ? Gate.LIVE : Gate.PAPER;
  }
}
