package haetae.venue.recorded;

import haetae.engine.Event;
import haetae.market.OrderBook;
import haetae.market.Venue;

/** One row of a recording that bears on a price, in time order within its file. */
public sealed interface RecordedRow {
  /** When it was received, or the nearest thing the recording has, in ns since the epoch. */
  long timeNs();

  /** Venue of the instrument. */
  Venue venue();

  /** The venue's own name of the instrument. */
  String symbol();

  /** A price without a book. */
  sealed interface Priced extends RecordedRow {
    /** In the quote asset, positive. */
    long priceE8();
  }

  /**
   * A last price or a candle's close.
   *
   * @param priceE8 in the quote asset
   */
  record Price(long timeNs, Venue venue, String symbol, long priceE8) implements Priced {}

  /**
   * A trade.
   *
   * @param priceE8 in the quote asset
   * @param quantityE8 in the base asset
   */
  record Trade(long timeNs, Venue venue, String symbol, long priceE8, long quantityE8)
      implements Priced {}

  /**
   * A real book; the object is filled again by the next row.
   *
   * @param venueMs the venue's own time, ms since the epoch; 0 if it gave none
   */
  record Book(long timeNs, Venue venue, String symbol, OrderBook book, long venueMs)
      implements RecordedRow {
    /** A book of which the recording tells one time alone. */
    Book(long timeNs, Venue venue, String symbol, OrderBook book) {
      this(timeNs, venue, symbol, book, timeNs / Times.NS_PER_MS);
    }
  }

  /**
   * Anything else that a venue has told beside its books: a trade, a rate of funding, the state of
   * the connection, the offset of its clock.
   *
   * @param symbol empty if it is about the venue
   * @param event with the recording's own number of the instrument
   */
  record Told(long timeNs, Venue venue, String symbol, Event event) implements RecordedRow {}
}
