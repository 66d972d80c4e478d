package haetae.market;

/** Side of an order or a trade. */
public enum Side {
  BUY,
  SELL;

  /** The other side. */
  public Side opposite() {
    return this == BUY ? SELL : BUY;
  }

  /** +1 for a buy, -1 for a sell: the sign of the base quantity it brings. */
  public int sign() {
    return this == BUY ? 1 : -1;
  }
}
