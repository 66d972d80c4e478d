package haetae.venue.binance;

import haetae.venue.wire.DecodeException;
import haetae.venue.wire.JsonReader;
import haetae.venue.wire.Literal;

/**
 * The last best bid and ask message ({@code bookTicker}) read. Reused; allocates nothing.
 *
 * <p>Source: Binance, "Individual symbol book ticker", spot (no event type, no time) and USD-M.
 * Threads: one owner.
 */
final class Ticker {
  private static final Literal UPDATE_ID = Literal.of("u");
  private static final Literal BID = Literal.of("b");
  private static final Literal BID_SIZE = Literal.of("B");
  private static final Literal ASK = Literal.of("a");
  private static final Literal ASK_SIZE = Literal.of("A");
  private static final Literal EVENT_MS = Literal.of("E");
  private static final int SEEN_ALL = 31;

  long updateId;
  long bidE8;
  long bidSizeE8;
  long askE8;
  long askSizeE8;

  /** Venue's time in ms, 0 on spot. */
  long venueMs;

  /** Reads the message at the reader's place, up to and with its closing brace. */
  void read(JsonReader json) throws DecodeException {
    int seen = 0;
    venueMs = 0;
    json.expect('{');
    for (boolean first = true; json.member(first); first = false) {
      int field = field(json);
      if ((seen & field) != 0) {
        throw new DecodeException("each field once expected", json.position());
      }
      seen |= field;
      switch (field) {
        case 1 -> updateId = json.integer();
        case 2 -> bidE8 = json.decimalE8();
        case 4 -> bidSizeE8 = json.decimalE8();
        case 8 -> askE8 = json.decimalE8();
        case 16 -> askSizeE8 = json.decimalE8();
        case 32 -> venueMs = json.integer();
        default -> json.skipValue();
      }
    }
    if ((seen & SEEN_ALL) != SEEN_ALL) {
      throw new DecodeException("best bid and ask with id and sizes expected");
    }
    if (bidE8 <= 0 || askE8 <= 0 || bidSizeE8 < 0 || askSizeE8 < 0) {
      throw new DecodeException("positive prices expected", json.position());
    }
  }

  private static int field(JsonReader json) {
    if (json.is(UPDATE_ID)) {
      return 1;
    }
    if (json.is(BID)) {
      return 2;
    }
    if (json.is(BID_SIZE)) {
      return 4;
    }
    if (json.is(ASK)) {
      return 8;
    }
    if (json.is(ASK_SIZE)) {
      return 16;
    }
    return json.is(EVENT_MS) ? 32 : 0;
  }
}
