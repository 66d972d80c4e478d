package haetae.market;

import static java.util.Objects.requireNonNull;

/**
 * One tradable contract on one venue, with the rules an order must meet there.
 *
 * @param id index into all per-instrument arrays, from 0
 * @param symbol the venue's own name, for example {@code KRW-BTC} or {@code BTCUSDT}
 * @param rules order rules of the venue
 */
public record Instrument(
    int id,
    Venue venue,
    InstrumentKind kind,
    String symbol,
    Asset base,
    Asset quote,
    OrderRules rules) {
  /** Checks that nothing is missing. */
  public Instrument {
    if (id < 0) {
      throw new IllegalArgumentException("instrument id must not be negative: " + id);
    }
    requireNonNull(venue, "venue");
    requireNonNull(kind, "kind");
    requireNonNull(symbol, "symbol");
    requireNonNull(base, "base");
    requireNonNull(quote, "quote");
    requireNonNull(rules, "rules");
  }

  @Override
  public String toString() {
    return venue + ":" + symbol;
  }
}
