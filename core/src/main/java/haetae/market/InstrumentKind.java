package haetae.market;

/** What a fill of an instrument does to the account. */
public enum InstrumentKind {
  /** Base and quote assets change hands. */
  SPOT,
  /** A signed position against USDT margin; no coin changes hands. */
  PERPETUAL
}
