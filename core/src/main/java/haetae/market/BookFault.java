package haetae.market;

/** What makes an order book unfit for a decision. */
public enum BookFault {
  /** Fit. */
  NONE,
  /** No level on a side. */
  EMPTY_SIDE,
  /** A price or quantity that is not positive. */
  NOT_POSITIVE,
  /** Best bid above best ask. */
  CROSSED,
  /** Best bid equal to best ask. */
  LOCKED,
  /** Levels out of price order. */
  UNSORTED,
  /** Spread wider than the limit. */
  WIDE_SPREAD
}
