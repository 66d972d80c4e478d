package haetae.venue.recorded;

/** Forms of recordings that can be read. */
public enum Format {
  /** {@code <receive ns> <combined-stream frame>} of Binance: real books. */
  BINANCE_FRAMES("raw Binance frames", 0),
  /** A poll of both venues about once a second: last prices. */
  LAST_PRICE_POLL("last prices, one row a second", 3_000),
  /** Upbit trades as CSV: time, market, price, volume. */
  UPBIT_TRADES_CSV("Upbit trades", 60_000),
  /** Upbit trades as JSON arrays. */
  UPBIT_TRADES_JSON("Upbit trades", 60_000),
  /** Upbit ticker changes: epoch seconds, accumulated volume, price. */
  UPBIT_TICKER_CSV("Upbit ticker changes", 90_000),
  /** Candles; each counts at the time it closes. */
  CANDLES("candles", 60_000),
  /** Daily USD/KRW of a bank. */
  BANK_RATE("daily bank USD/KRW", 86_400_000);

  private final String words;
  private final long gapMs;

  Format(String words, long gapMs) {
    this.words = words;
    this.gapMs = gapMs;
  }

  /** What it is, in words. */
  public String words() {
    return words;
  }

  /** Usual gap between two rows, if the file does not tell. */
  long gapMs() {
    return gapMs;
  }
}
