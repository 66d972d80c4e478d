package haetae.market;

/** An exchange we trade on. */
public enum Venue {
  /** Korean spot exchange, KRW markets. */
  UPBIT,
  /** Global exchange, USDT markets: spot and USD-M futures. */
  BINANCE
}
