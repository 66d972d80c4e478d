package haetae.sim.fault;

import haetae.engine.BookChanged;
import haetae.engine.Event;
import haetae.market.OrderBook;
import haetae.market.Side;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/**
 * Every event the engine was given, in order, as a write-ahead journal on disk would keep them.
 * Books are packed, since they are many. Threads: the run's.
 */
final class EventJournal {
  private static final int HEAD = 4;
  private static final int EVENT = -1;

  private final List<Event> events = new ArrayList<>();
  private long[] tape = new long[1 << 17];
  private int length;
  private long size;

  void append(Event event) {
    size++;
    if (event instanceof BookChanged book) {
      pack(book);
    } else {
      ensure(1);
      tape[length++] = EVENT;
      events.add(event);
    }
  }

  /** Events kept. */
  long size() {
    return size;
  }

  private void pack(BookChanged event) {
    OrderBook book = event.book();
    ensure(HEAD + 2 * (book.bids() + book.asks()));
    tape[length++] = (long) event.instrumentId() << 32 | (long) book.bids() << 16 | book.asks();
    tape[length++] = event.timeNs();
    tape[length++] = event.venueMs();
    for (int i = 0; i < book.bids(); i++) {
      tape[length++] = book.priceE8(Side.SELL, i);
      tape[length++] = book.quantityE8(Side.SELL, i);
    }
    for (int i = 0; i < book.asks(); i++) {
      tape[length++] = book.priceE8(Side.BUY, i);
      tape[length++] = book.quantityE8(Side.BUY, i);
    }
  }

  private void ensure(int more) {
    if (length + more > tape.length) {
      tape = Arrays.copyOf(tape, tape.length * 2);
    }
  }

  /** Gives all events but the first ones again, in order. */
  void replay(long skipped, Consumer<Event> engine) {
    BookChanged slot = new BookChanged();
    int at = 0;
    int next = 0;
    for (long left = skipped; at < length; left--) {
      long head = tape[at++];
      if (head == EVENT) {
        Event event = events.get(next++);
        if (left <= 0) {
          engine.accept(event);
        }
        continue;
      }
      slot.begin((int) (head >>> 32), tape[at], tape[at + 1]);
      at += 2;
      for (int i = 0; i < (head >>> 16 & 0xffff); i++, at += 2) {
        slot.book().addBid(tape[at], tape[at + 1]);
      }
      for (int i = 0; i < (head & 0xffff); i++, at += 2) {
        slot.book().addAsk(tape[at], tape[at + 1]);
      }
      if (left <= 0) {
        engine.accept(slot);
      }
    }
  }
}
