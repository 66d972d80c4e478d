package haetae.venue.segment;

import haetae.engine.BookChanged;

/**
 * What a block has said of one instrument so far; the next record of it is a difference to that.
 * Threads: one owner.
 */
final class Track {
  private final Listing listing;
  private final int id;
  private Units units;
  private final BookChanged event = new BookChanged();
  private long venueMs;
  private long tradeE8;

  /**
   * Nothing yet.
   *
   * @param id by which its events name the instrument
   */
  Track(Listing listing, int id, Units units) {
    this.listing = listing;
    this.id = id;
    this.units = units;
  }

  Listing listing() {
    return listing;
  }

  int id() {
    return id;
  }

  Units units() {
    return units;
  }

  /** Takes finer units. */
  void units(Units finer) {
    units = finer;
  }

  /** The event that carries its books, one after the other; empty at the beginning of a block. */
  BookChanged event() {
    return event;
  }

  /** The venue's time less the last one. */
  long venueMsSince(long now) {
    long since = now - venueMs;
    venueMs = now;
    return since;
  }

  /** The venue's time, so much after the last one. */
  long venueMsAfter(long since) {
    venueMs += since;
    return venueMs;
  }

  /** A trade's price less the last one's, in units. */
  long priceSince(long priceE8) {
    long since = (priceE8 - tradeE8) / units.price();
    tradeE8 = priceE8;
    return since;
  }

  /** A trade's price, so many units from the last one's. */
  long priceAfter(long since) {
    tradeE8 += since * units.price();
    return tradeE8;
  }
}
