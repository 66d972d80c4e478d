package haetae.risk;

/** What the service may do. */
public enum TradingState {
  /** Entries and exits. */
  NORMAL,
  /** Exits only. */
  REDUCING,
  /** Hedges and unwinds of what is in flight only. */
  HALTED
}
