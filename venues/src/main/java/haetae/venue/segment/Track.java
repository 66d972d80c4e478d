package haetae.venue.segment;

import haetae.engine.BookChanged;
import haetae.market.OrderBook;

/**
 * What a block has said of one instrument so far; the next record of it is a difference to that.
 * Threads: one owner.
 */
final class Track {
  private final Listing listing;
  private Units units;
  private BookChanged last = new BookChanged();
  private BookChanged spare = new BookChanged();
  private long venueMs;
  private long tradeE8;

  Track(Listing listing, Units units) {
    this.listing = listing;
    this.units = units;
  }

  Listing listing() {
    return listing;
  }

  Units units() {
    return units;
  }

  /** Takes finer units. */
  void units(Units finer) {
    units = finer;
  }

  /** The last book; empty at the beginning of a block. */
  OrderBook book() {
    return last.book();
  }

  /** Remembers a book. */
  void book(OrderBook now) {
    last.book().copyFrom(now);
  }

  /** An event to be filled with the next book; it is the last one from then on. */
  BookChanged turn() {
    BookChanged next = spare;
    spare = last;
    last = next;
    return next;
  }

  /** The book before the one that {@link #turn} has handed out. */
  OrderBook before() {
    return spare.book();
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
