package haetae.venue.segment;

import static java.util.Objects.requireNonNull;

import haetae.market.Instrument;
import haetae.market.InstrumentKind;
import haetae.market.Venue;

/**
 * An instrument as a recording names it.
 *
 * @param symbol the venue's own name
 */
public record Listing(Venue venue, InstrumentKind kind, String symbol) {
  /** Checks that nothing is missing. */
  public Listing {
    requireNonNull(venue, "venue");
    requireNonNull(kind, "kind");
    requireNonNull(symbol, "symbol");
  }

  /** The name of an instrument. */
  public static Listing of(Instrument instrument) {
    return new Listing(instrument.venue(), instrument.kind(), instrument.symbol());
  }
}
