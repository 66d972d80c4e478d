package haetae.market;

import static java.util.Objects.requireNonNull;

/**
 * A route: the same base asset at both venues, and the book that converts their quote assets.
 *
 * @param id index into all per-pair arrays, from 0
 * @param upbit the KRW instrument
 * @param binance the USDT instrument
 * @param fx Upbit's KRW-USDT instrument
 */
public record Pair(int id, Instrument upbit, Instrument binance, Instrument fx) {
  /** Checks that the three instruments fit together. */
  public Pair {
    requireNonNull(upbit, "upbit");
    requireNonNull(binance, "binance");
    requireNonNull(fx, "fx");
    if (!upbit.base().equals(binance.base())) {
      throw new IllegalArgumentException(upbit + " and " + binance + " have different base assets");
    }
    if (!fx.base().equals(binance.quote()) || !fx.quote().equals(upbit.quote())) {
      throw new IllegalArgumentException(fx + " does not convert " + binance + " to " + upbit);
    }
  }

  /** The base asset's code. */
  public String name() {
    return upbit.base().code();
  }

  /** The instrument at a venue. */
  public Instrument at(Venue venue) {
    return venue == Venue.UPBIT ? upbit : binance;
  }

  /** True if a book of the instrument bears on this route. */
  public boolean uses(Instrument instrument) {
    int wanted = instrument.id();
    return upbit.id() == wanted || binance.id() == wanted || fx.id() == wanted;
  }
}
