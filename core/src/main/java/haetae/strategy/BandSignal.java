package haetae.strategy;

/** What a band around the premium's mean says. It never waives the net edge that entry needs. */
public enum BandSignal {
  /** Too few values to judge. */
  WARMUP,
  /** Nothing to do. */
  HOLD,
  /** The premium is high: sell at Upbit, buy at Binance. */
  ENTER_SELL_UPBIT,
  /** The premium is low: buy at Upbit, sell at Binance. */
  ENTER_BUY_UPBIT,
  /** The premium is back. */
  EXIT,
  /** The premium went further away than the position bears. */
  STOP,
  /** Held for longer than the reversion should take. */
  EXPIRED
}
