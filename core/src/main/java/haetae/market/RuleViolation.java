package haetae.market;

/** The venue rule that an order would break. */
public enum RuleViolation {
  /** No rule is broken. */
  NONE,
  /** Nothing to send: the quantity is zero or negative. */
  QTY_ZERO,
  /** The quantity is not a multiple of the lot. */
  QUANTITY_STEP,
  /** The quantity is below the minimum. */
  MIN_QUANTITY,
  /** The quantity is above the maximum. */
  MAX_QUANTITY,
  /** The price is not positive or not on the grid. */
  PRICE_STEP,
  /** Price times quantity is below the minimum. */
  MIN_NOTIONAL,
  /** Price times quantity is above the maximum. */
  MAX_NOTIONAL
}
