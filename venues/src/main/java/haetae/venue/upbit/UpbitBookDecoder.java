package haetae.venue.upbit;

import haetae.engine.BookChanged;
import haetae.venue.wire.DecodeException;
import haetae.venue.wire.JsonReader;
import haetae.venue.wire.SymbolTable;

/**
 * Reads Upbit's order book messages into a reusable {@link BookChanged}, allocating nothing.
 *
 * <p>A fast path takes the fields in the order in which Upbit sends them and verifies every name;
 * anything else (another order, white space, a new field in between) goes to a general path that
 * takes them in any order. Levels padded with price 0 or size 0 are dropped. Both formats, DEFAULT
 * and SIMPLE, and the REST order book's element are understood.
 *
 * <p>Errors: {@link DecodeException}, and then the book has no levels. Threads: one owner.
 */
final class UpbitBookDecoder {
  private static final long MICROSECONDS = 100_000_000_000_000L;
  private static final int SEEN_CODE = 1;
  private static final int SEEN_TIMESTAMP = 2;
  private static final int SEEN_UNITS = 4;
  private static final int SEEN_ALL = 7;

  private final JsonReader json = new JsonReader();
  private final SymbolTable symbols;
  private final int[] instrumentIds;

  /**
   * A decoder for some markets.
   *
   * @param symbols market codes
   * @param instrumentIds instrument of each
   */
  UpbitBookDecoder(SymbolTable symbols, int[] instrumentIds) {
    this.symbols = symbols;
    this.instrumentIds = instrumentIds.clone();
  }

  /**
   * Reads one message.
   *
   * @param timeNs when it was received
   * @return false if it is about a market that is not in the table
   */
  boolean decode(byte[] bytes, int from, int to, long timeNs, BookChanged book)
      throws DecodeException {
    boolean done = false;
    try {
      json.over(bytes, from, to);
      BookNames names = json.take(BookNames.DEFAULT.head) ? BookNames.DEFAULT : null;
      if (names == null && json.take(BookNames.SIMPLE.head)) {
        names = BookNames.SIMPLE;
      }
      int fast = names == null ? OTHER_SHAPE : fast(names, timeNs, book);
      if (fast == OTHER_SHAPE) {
        json.position(from);
        fast = general(timeNs, book);
      }
      done = true;
      return fast == OURS;
    } finally {
      if (!done) {
        book.book().clear();
      }
    }
  }

  private static final int OURS = 0;
  private static final int NOT_OURS = 1;
  private static final int OTHER_SHAPE = 2;

  private int fast(BookNames names, long timeNs, BookChanged book) throws DecodeException {
    json.string();
    int slot = symbols.find(json);
    if (!json.take(names.toTimestamp)) {
      return OTHER_SHAPE;
    }
    long venueMs = milliseconds(json.integer());
    if (!json.take(names.toAskTotal)) {
      return OTHER_SHAPE;
    }
    json.skipNumber();
    if (!json.take(names.toBidTotal)) {
      return OTHER_SHAPE;
    }
    json.skipNumber();
    if (!json.take(names.toUnits)) {
      return OTHER_SHAPE;
    }
    if (slot == SymbolTable.UNKNOWN) {
      return NOT_OURS;
    }
    book.begin(instrumentIds[slot], timeNs, venueMs);
    return fastUnits(names, book) && tail(names) ? OURS : OTHER_SHAPE;
  }

  /** The levels; each name is verified. */
  private boolean fastUnits(BookNames names, BookChanged book) throws DecodeException {
    for (boolean first = true; json.element(first); first = false) {
      if (!json.take(names.toAskPrice)) {
        return false;
      }
      long askPrice = json.decimalE8();
      if (!json.take(names.toBidPrice)) {
        return false;
      }
      long bidPrice = json.decimalE8();
      if (!json.take(names.toAskSize)) {
        return false;
      }
      long askSize = json.decimalE8();
      if (!json.take(names.toBidSize)) {
        return false;
      }
      long bidSize = json.decimalE8();
      if (!json.next('}')) {
        return false;
      }
      add(book, askPrice, askSize, bidPrice, bidSize);
    }
    return true;
  }

  /** What follows the levels is not needed, but must be well formed and nothing of ours. */
  private boolean tail(BookNames names) throws DecodeException {
    while (json.next(',')) {
      json.string();
      if (names.owns(json)) {
        return false;
      }
      json.expect(':');
      json.skipValue();
    }
    json.expect('}');
    json.expectEnd();
    return true;
  }

  private int general(long timeNs, BookChanged book) throws DecodeException {
    int seen = 0;
    int slot = SymbolTable.UNKNOWN;
    long venueMs = 0;
    int units = 0;
    json.expect('{');
    for (boolean first = true; json.member(first); first = false) {
      if (UpbitNames.isCode(json)) {
        seen = once(seen, SEEN_CODE);
        json.string();
        slot = symbols.find(json);
      } else if (UpbitNames.isTimestamp(json)) {
        seen = once(seen, SEEN_TIMESTAMP);
        venueMs = milliseconds(json.integer());
      } else if (UpbitNames.isUnits(json)) {
        seen = once(seen, SEEN_UNITS);
        units = json.position();
        json.skipValue();
      } else {
        json.skipValue();
      }
    }
    json.expectEnd();
    if (seen != SEEN_ALL) {
      throw new DecodeException("an order book with code, timestamp and units expected");
    }
    if (slot == SymbolTable.UNKNOWN) {
      return NOT_OURS;
    }
    book.begin(instrumentIds[slot], timeNs, venueMs);
    json.position(units);
    json.expect('[');
    for (boolean first = true; json.element(first); first = false) {
      unit(book);
    }
    return OURS;
  }

  private void unit(BookChanged book) throws DecodeException {
    int seen = 0;
    long askPrice = 0;
    long bidPrice = 0;
    long askSize = 0;
    long bidSize = 0;
    json.expect('{');
    for (boolean first = true; json.member(first); first = false) {
      int field = UpbitNames.unitField(json);
      if (field == 0) {
        json.skipValue();
        continue;
      }
      seen = once(seen, field);
      long value = json.decimalE8();
      switch (field) {
        case UpbitNames.ASK_PRICE -> askPrice = value;
        case UpbitNames.BID_PRICE -> bidPrice = value;
        case UpbitNames.ASK_SIZE -> askSize = value;
        default -> bidSize = value;
      }
    }
    if (seen != UpbitNames.WHOLE_UNIT) {
      throw new DecodeException("a level with four figures expected", json.position());
    }
    add(book, askPrice, askSize, bidPrice, bidSize);
  }

  private void add(BookChanged book, long askPrice, long askSize, long bidPrice, long bidSize)
      throws DecodeException {
    if ((askPrice | askSize | bidPrice | bidSize) < 0) {
      throw new DecodeException("a level that is not negative expected", json.position());
    }
    if (askPrice != 0 && askSize != 0) {
      book.book().addAsk(askPrice, askSize);
    }
    if (bidPrice != 0 && bidSize != 0) {
      book.book().addBid(bidPrice, bidSize);
    }
  }

  private int once(int seen, int field) throws DecodeException {
    if ((seen & field) != 0) {
      throw new DecodeException("each field once expected", json.position());
    }
    return seen | field;
  }

  /** Some quiet markets have been seen with microseconds in a field of milliseconds. */
  static long milliseconds(long time) {
    return time >= MICROSECONDS ? time / 1_000 : time;
  }
}
