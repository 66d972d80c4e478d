package haetae.engine;

import haetae.market.Venue;
import haetae.portfolio.DailyPnl;
import haetae.portfolio.LedgerEntry;
import haetae.risk.ApprovedOrder;

/** Everything the engine can ask of the world. The shell carries it out; answers come as events. */
public sealed interface Command {
  /** Send an order. */
  record PlaceOrder(ApprovedOrder order) implements Command {}

  /** Cancel what is left of an order. */
  record CancelOrder(long orderId, Venue venue, String clientOrderId) implements Command {}

  /** Ask the venue what became of an order. */
  record QueryOrder(long orderId, Venue venue, String clientOrderId) implements Command {}

  /** Fire a timer at a time, once; a later one with the same id replaces it. */
  record ScheduleTimer(long timerId, long fireAtNs) implements Command {}

  /** Tell the operator. */
  record RaiseAlert(AlertKind kind, Severity severity, long tradeId, String text)
      implements Command {}

  /**
   * One step of a story, for the log and the views.
   *
   * @param component logger the line belongs to
   * @param tradeId pair trade it belongs to, 0 if none
   */
  record Narrate(Component component, Severity severity, long tradeId, String text)
      implements Command {}

  /** A pair trade has ended; its figures. */
  record RecordTrade(TradeRecord trade) implements Command {}

  /** One posting of the ledger, for the views; the engine does not need it again. */
  record RecordEntry(LedgerEntry entry) implements Command {}

  /** An Asia/Seoul day has ended, or its figures so far were asked for. */
  record RecordDay(DailyPnl day) implements Command {}

  /** Parts of the engine that tell their story in a log of their own. */
  enum Component {
    SIGNAL,
    EXECUTION,
    SAFETY,
    POSITION,
    STOPLOSS,
    REBALANCER,
    GUARD
  }

  /** How bad it is. */
  enum Severity {
    DEBUG,
    INFO,
    WARNING,
    ERROR,
    CRITICAL
  }

  /** What an alert is about. */
  enum AlertKind {
    STOPLOSS,
    REBALANCE,
    SAFETY,
    LOSS_LIMIT,
    TRADE,
    ERROR
  }
}
