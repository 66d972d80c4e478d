package haetae.sim.fault;

import haetae.engine.BookChanged;
import haetae.engine.EventSource;
import haetae.market.Instrument;
import haetae.market.OrderBook;
import haetae.market.PriceGrid;
import haetae.market.Side;
import haetae.market.Venue;

/**
 * Hands each book of the market to its venue and to the process, wrong where the weather says so: a
 * price gap is real and seen by both, a silent or broken stream is the process's alone. Threads:
 * the run's.
 */
final class FaultyBooks {
  private static final long GAP_PPM = 15_000;

  private final EventSource market;
  private final Stage stage;
  private final EngineProcess process;
  private final BookChanged bent = new BookChanged();

  FaultyBooks(EventSource market, Stage stage, EngineProcess process) {
    this.market = market;
    this.stage = stage;
    this.process = process;
  }

  long nextNs() {
    return market.nextTimeNs();
  }

  void next() {
    BookChanged book = (BookChanged) market.next();
    Instrument instrument = stage.scenario().config().instruments().get(book.instrumentId());
    Venue venue = instrument.venue();
    VenueSide side = process.venue(venue);
    Weather.Distortion distortion = stage.weather().distortion(instrument.id());
    switch (distortion) {
      case NONE -> {
        side.book(book);
        give(venue, book);
      }
      case SILENT -> side.book(book);
      case WIDE, SHIFTED -> {
        bend(book, instrument, distortion);
        side.book(bent);
        give(venue, bent);
      }
      case CROSSED, EMPTY, ONE_SIDED -> {
        side.book(book);
        spoil(book, distortion);
        give(venue, bent);
      }
    }
  }

  private void give(Venue venue, BookChanged book) {
    if (!stage.weather().down(venue)) {
      process.book(book);
    }
  }

  private void bend(BookChanged book, Instrument instrument, Weather.Distortion distortion) {
    PriceGrid grid = instrument.rules().grid();
    OrderBook from = book.book();
    bent.begin(book.instrumentId(), book.timeNs(), book.venueMs());
    boolean shift = distortion == Weather.Distortion.SHIFTED;
    for (int i = 0; i < from.bids(); i++) {
      long price = from.priceE8(Side.SELL, i);
      long away = price / 1_000_000 * GAP_PPM;
      bent.book().addBid(grid.floorE8(price - away), from.quantityE8(Side.SELL, i));
    }
    for (int i = 0; i < from.asks(); i++) {
      long price = from.priceE8(Side.BUY, i);
      long away = price / 1_000_000 * GAP_PPM;
      bent.book()
          .addAsk(grid.ceilE8(shift ? price - away : price + away), from.quantityE8(Side.BUY, i));
    }
  }

  private void spoil(BookChanged book, Weather.Distortion distortion) {
    OrderBook from = book.book();
    bent.begin(book.instrumentId(), book.timeNs(), book.venueMs());
    if (distortion == Weather.Distortion.EMPTY) {
      return;
    }
    boolean crossed = distortion == Weather.Distortion.CROSSED;
    for (int i = 0; i < from.bids(); i++) {
      bent.book().addBid(from.priceE8(Side.SELL, i), from.quantityE8(Side.SELL, i));
    }
    if (crossed) {
      bent.book().addAsk(from.bestBidE8() - 1, from.quantityE8(Side.BUY, 0));
    }
  }
}
