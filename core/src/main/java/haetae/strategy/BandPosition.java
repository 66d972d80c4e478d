package haetae.strategy;

/** What a band signal's strategy holds. */
public enum BandPosition {
  /** Nothing. */
  FLAT,
  /** Sold at Upbit at a high premium; profits when it falls. */
  SOLD_UPBIT,
  /** Bought at Upbit at a low premium; profits when it rises. */
  BOUGHT_UPBIT;

  /** The position once a signal has been followed. */
  public BandPosition after(BandSignal signal) {
    return switch (signal) {
      case WARMUP, HOLD -> this;
      case ENTER_SELL_UPBIT -> SOLD_UPBIT;
      case ENTER_BUY_UPBIT -> BOUGHT_UPBIT;
      case EXIT, STOP, EXPIRED -> FLAT;
    };
  }
}
