package haetae.venue.recorded;

/** Forms of recordings that can be read. */
public enum Format {
  /** {@code <receive ns> <combined-stream frame>} of one Binance instrument: real books. */
  BINANCE_FRAMES("raw Binance frames", 0, true),
  /** JSON lines with a header, of one venue's connections, many instruments: real books. */
  RAW_CONNECTION("raw frames of a connection", 0, true),
  /** A segment of the recorder: everything of both venues, many instruments: real books. */
  SEGMENT("a recorder's segment", 0, true),
  /** One order book a line, as JSON. */
  BOOK_SNAPSHOTS("order books, now and then", 60_000, true),
  /** A poll of both venues about once a second: last prices. */
  LAST_PRICE_POLL("last prices, one row a second", 3_000, false),
  /** Upbit trades as CSV: time, market, price, volume. */
  UPBIT_TRADES_CSV("Upbit trades", 60_000, false),
  /** Upbit trades as JSON arrays. */
  UPBIT_TRADES_JSON("Upbit trades", 60_000, false),
  /** Upbit ticker changes: epoch seconds, accumulated volume, price. */
  UPBIT_TICKER_CSV("Upbit ticker changes", 90_000, false),
  /** Candles; each counts at the time it closes. */
  CANDLES("candles", 60_000, false),
  /** Daily USD/KRW of a bank. */
  BANK_RATE("daily bank USD/KRW", 86_400_000, false),
  /** Daily closes of both venues and a bank's rate, with a premium someone computed. */
  PREMIUM_TABLE("daily closes of both venues with a bank's rate", 86_400_000, false);

  private final String words;
  private final long gapMs;
  private final boolean books;

  Format(String words, long gapMs, boolean books) {
    this.words = words;
    this.gapMs = gapMs;
    this.books = books;
  }

  /** What it is, in words. */
  public String words() {
    return words;
  }

  /** True if its books are real; otherwise it has prices alone. */
  public boolean books() {
    return books;
  }

  /** True if its KRW-USDT is a bank's USD/KRW and not a price of KRW-USDT. */
  public boolean bankRate() {
    return this == BANK_RATE || this == PREMIUM_TABLE;
  }

  /** Usual gap between two rows, if the file does not tell. */
  long gapMs() {
    return gapMs;
  }
}
