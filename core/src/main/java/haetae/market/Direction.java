package haetae.market;

/** Which venue is bought and which is sold when a pair trade is opened. */
public enum Direction {
  /** Profits when the premium is low and rises. */
  BUY_UPBIT_SELL_BINANCE("upbit_buy_binance_sell", Side.BUY),
  /** Profits when the premium is high and falls; needs coin stock on Upbit. */
  BUY_BINANCE_SELL_UPBIT("binance_buy_upbit_sell", Side.SELL);

  private final String code;
  private final Side upbitSide;

  Direction(String code, Side upbitSide) {
    this.code = code;
    this.upbitSide = upbitSide;
  }

  /** Stable lower-case name used in logs and files. */
  public String code() {
    return code;
  }

  /** Side of the Upbit leg when opening. */
  public Side upbitSide() {
    return upbitSide;
  }

  /** Side of the Binance leg when opening. */
  public Side binanceSide() {
    return upbitSide.opposite();
  }

  /** Side of the given venue's leg when opening. */
  public Side sideAt(Venue venue) {
    return venue == Venue.UPBIT ? upbitSide : binanceSide();
  }

  /** The direction that undoes this one. */
  public Direction opposite() {
    return this == BUY_UPBIT_SELL_BINANCE ? BUY_BINANCE_SELL_UPBIT : BUY_UPBIT_SELL_BINANCE;
  }
}
