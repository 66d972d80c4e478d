package haetae.app.live;

import haetae.engine.BookChanged;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * The last touch of each book, for whoever shows prices. A bid may be of the moment before its ask.
 * Threads: the engine's writes, any reads.
 */
final class Touches {
  private static final int MOST_INSTRUMENTS = 1_024;

  private final AtomicLongArray bidE8 = new AtomicLongArray(MOST_INSTRUMENTS);
  private final AtomicLongArray askE8 = new AtomicLongArray(MOST_INSTRUMENTS);
  private final AtomicLongArray updates = new AtomicLongArray(MOST_INSTRUMENTS);

  void book(BookChanged book) {
    int id = book.instrumentId();
    if (id < MOST_INSTRUMENTS) {
      bidE8.lazySet(id, book.book().bestBidE8());
      askE8.lazySet(id, book.book().bestAskE8());
      updates.lazySet(id, updates.getPlain(id) + 1);
    }
  }

  /** Best bid, 0 if there is none. */
  long bidE8(int instrumentId) {
    return bidE8.get(instrumentId);
  }

  /** Best ask, 0 if there is none. */
  long askE8(int instrumentId) {
    return askE8.get(instrumentId);
  }

  /** How often the book has changed so far. */
  long updates(int instrumentId) {
    return updates.get(instrumentId);
  }
}
