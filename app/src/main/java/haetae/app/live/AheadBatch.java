package haetae.app.live;

import haetae.engine.BookChanged;
import haetae.engine.Event;
import haetae.engine.EventSource;
import haetae.market.OrderBook;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Events that are handed over together: each a time and a word that says what it is, then a book's
 * venue time and levels; other events go as they are. Threads: one at a time.
 */
final class AheadBatch {
  private static final int LONGS = 1 << 14;
  private static final int LONGEST = 3 + OrderBook.MOST_LONGS;
  private static final long OTHER = 1;
  private static final long WHOLE = 2;
  private static final long MORE = 4;
  private static final int FLAGS = 3;

  private final long[] data = new long[LONGS];
  private final List<Event> others = new ArrayList<>();
  private int end;
  private int at;
  private int otherAt;
  private boolean last;
  private @Nullable Throwable fault;

  /** What was sent of each instrument, on the reading side. */
  static final class Sent {
    private OrderBook[] books = new OrderBook[0];
    private long[] edits = new long[0];

    /** True if the receiver has the book as it was before its last revision. */
    private boolean follows(int id, OrderBook book) {
      if (id >= books.length) {
        int old = books.length;
        books = Arrays.copyOf(books, id + 1);
        edits = Arrays.copyOf(edits, id + 1);
        Arrays.fill(books, old, books.length, new OrderBook());
      }
      boolean follows = books[id] == book && book.revisedSince(edits[id]);
      books[id] = book;
      edits[id] = book.edits();
      return follows;
    }
  }

  /** A book of each instrument, on the other side. */
  static final class Slots {
    private BookChanged[] slots = new BookChanged[0];

    private BookChanged of(int id) {
      if (id >= slots.length) {
        int old = slots.length;
        slots = Arrays.copyOf(slots, id + 1);
        Arrays.setAll(slots, i -> i < old ? slots[i] : new BookChanged());
      }
      return slots[id];
    }
  }

  /** Reads until it is full or the source ends or breaks. */
  void fill(EventSource source, Sent sent) {
    end = 0;
    at = 0;
    otherAt = 0;
    others.clear();
    try {
      while (end <= LONGS - LONGEST && source.nextTimeNs() != EventSource.END) {
        add(source.next(), sent);
      }
      last = end <= LONGS - LONGEST;
    } catch (RuntimeException | Error e) {
      fault = e;
      last = true;
    }
  }

  private void add(Event event, Sent sent) {
    data[end] = event.timeNs();
    if (event instanceof BookChanged e) {
      boolean whole = !sent.follows(e.instrumentId(), e.book());
      data[end + 1] =
          (long) e.instrumentId() << FLAGS | (whole ? WHOLE : 0) | (e.more() ? MORE : 0);
      data[end + 2] = e.venueMs();
      end = e.book().write(whole, data, end + 3);
    } else {
      data[end + 1] = OTHER;
      others.add(event);
      end += 2;
    }
  }

  /** True if all of it was taken. */
  boolean empty() {
    return at == end;
  }

  /** True if nothing comes after it. */
  boolean last() {
    return last;
  }

  /** Throws what has broken the source. */
  void check() {
    if (fault != null) {
      throw new IllegalStateException(fault.getMessage(), fault);
    }
  }

  long nextTimeNs() {
    return data[at];
  }

  Event next(Slots slots) {
    long word = data[at + 1];
    if (word == OTHER) {
      at += 2;
      return others.get(otherAt++);
    }
    int id = (int) (word >> FLAGS);
    BookChanged event = slots.of(id).revise(id, data[at], data[at + 2]);
    if ((word & MORE) != 0) {
      event.markMore();
    }
    at = event.book().read((word & WHOLE) != 0, data, at + 3);
    return event;
  }
}
