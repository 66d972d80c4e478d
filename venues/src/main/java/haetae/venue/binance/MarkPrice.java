package haetae.venue.binance;

import haetae.venue.wire.DecodeException;
import haetae.venue.wire.JsonReader;
import haetae.venue.wire.Literal;

/**
 * The last mark price message read: mark price, the funding rate as estimated for the next
 * settlement, and its time. Reused; allocates nothing.
 *
 * <p>Source: Binance USD-M, "Mark price stream". Threads: one owner.
 */
final class MarkPrice {
  private static final Literal EVENT_MS = Literal.of("E");
  private static final Literal PRICE = Literal.of("p");
  private static final Literal RATE = Literal.of("r");
  private static final Literal NEXT_MS = Literal.of("T");
  private static final int SEEN_ALL = 15;

  long venueMs;
  long priceE8;
  long rateE8;

  /** Time of the next settlement, ms since the epoch; 0 if there is none. */
  long nextMs;

  /** Reads the message at the reader's place, up to and with its closing brace. */
  void read(JsonReader json) throws DecodeException {
    int seen = 0;
    json.expect('{');
    for (boolean first = true; json.member(first); first = false) {
      int field = field(json);
      if ((seen & field) != 0) {
        throw new DecodeException("each field once expected", json.position());
      }
      seen |= field;
      switch (field) {
        case 1 -> venueMs = json.integer();
        case 2 -> priceE8 = json.decimalE8();
        case 4 -> rateE8 = json.decimalE8();
        case 8 -> nextMs = json.integer();
        default -> json.skipValue();
      }
    }
    if (seen != SEEN_ALL || priceE8 <= 0) {
      throw new DecodeException("mark price with rate and next settlement expected");
    }
  }

  private static int field(JsonReader json) {
    if (json.is(EVENT_MS)) {
      return 1;
    }
    if (json.is(PRICE)) {
      return 2;
    }
    if (json.is(RATE)) {
      return 4;
    }
    return json.is(NEXT_MS) ? 8 : 0;
  }
}
