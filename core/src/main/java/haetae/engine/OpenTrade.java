package haetae.engine;

import haetae.execution.PairTrade;
import haetae.portfolio.PairAccount;
import haetae.portfolio.UnhedgedTime;
import haetae.risk.Gate;

/** A pair trade with what the engine keeps beside it. Threads: the engine's. */
final class OpenTrade {
  final PairTrade trade;
  final PairAccount account;
  final UnhedgedTime unhedged = new UnhedgedTime();

  /** Fixed at the entry: a leg opened at a venue is hedged and closed at the same one. */
  final Gate gate;

  boolean counted;
  boolean stuckTold;
  boolean nakedTold;
  boolean stopped;
  long exitPremiumPpm;
  long bookedKrwE8;
  long bookedFeesE8;
  boolean booked;

  OpenTrade(PairTrade trade, Gate gate) {
    this.trade = trade;
    this.gate = gate;
    this.account = new PairAccount(trade.pair());
  }
}
