package haetae.venue.binance;

import haetae.venue.wire.DecodeException;
import haetae.venue.wire.JsonReader;
import haetae.venue.wire.Literal;

/**
 * Reads depth messages of spot and futures and REST snapshots into a reusable {@link Depth},
 * allocating nothing once that is large enough.
 *
 * <p>A fast path takes the fields in the order in which Binance sends them and verifies every name;
 * anything else goes to a general path that takes them in any order.
 *
 * <p>Source: Binance, "Diff. depth stream" and "Order book", spot and USD-M. Errors: {@link
 * DecodeException}, and then nothing of the message may be used. Threads: one owner.
 */
final class DepthDecoder {
  private static final Literal HEAD = Literal.of("{\"e\":\"depthUpdate\",\"E\":");
  private static final Literal ENGINE_TIME = Literal.of(",\"T\":");
  private static final Literal SYMBOL = Literal.of(",\"s\":");
  private static final Literal PAIR = Literal.of(",\"ps\":");
  private static final Literal FIRST_ID = Literal.of(",\"U\":");
  private static final Literal LAST_ID = Literal.of(",\"u\":");
  private static final Literal PREVIOUS_ID = Literal.of(",\"pu\":");
  private static final Literal BIDS = Literal.of(",\"b\":[");
  private static final Literal ASKS = Literal.of(",\"a\":[");

  private static final Literal EVENT = Literal.of("e");
  private static final Literal DEPTH_UPDATE = Literal.of("depthUpdate");
  private static final Literal EVENT_MS = Literal.of("E");
  private static final Literal FIRST = Literal.of("U");
  private static final Literal LAST = Literal.of("u");
  private static final Literal PREVIOUS = Literal.of("pu");
  private static final Literal B = Literal.of("b");
  private static final Literal A = Literal.of("a");
  private static final Literal LAST_UPDATE_ID = Literal.of("lastUpdateId");
  private static final Literal BID_LEVELS = Literal.of("bids");
  private static final Literal ASK_LEVELS = Literal.of("asks");

  private static final int SEEN_EVENT = 1;
  private static final int SEEN_FIRST = 2;
  private static final int SEEN_LAST = 4;
  private static final int SEEN_BIDS = 8;
  private static final int SEEN_ASKS = 16;
  private static final int SEEN_PREVIOUS = 32;
  private static final int SEEN_MS = 64;
  private static final int UPDATE = SEEN_EVENT | SEEN_FIRST | SEEN_LAST | SEEN_BIDS | SEEN_ASKS;
  private static final int SNAPSHOT = SEEN_LAST | SEEN_BIDS | SEEN_ASKS;

  /** Reads the update at the reader's place, up to and with its closing brace. */
  void update(JsonReader json, Depth depth) throws DecodeException {
    depth.clear();
    int start = json.position();
    if (!json.take(HEAD) || !fast(json, depth)) {
      json.position(start);
      depth.clear();
      require(general(json, depth), UPDATE);
    }
    if (depth.firstId > depth.lastId) {
      throw new DecodeException("first id not above last id expected", start);
    }
  }

  /** Reads a REST snapshot. */
  void snapshot(JsonReader json, Depth depth) throws DecodeException {
    depth.clear();
    require(general(json, depth), SNAPSHOT);
    json.expectEnd();
  }

  private static void require(int seen, int wanted) throws DecodeException {
    if ((seen & wanted) != wanted) {
      throw new DecodeException("depth with ids, bids and asks expected");
    }
  }

  private boolean fast(JsonReader json, Depth depth) throws DecodeException {
    depth.venueMs = json.integer();
    if (json.take(ENGINE_TIME)) {
      json.integer();
    }
    if (!json.take(SYMBOL)) {
      return false;
    }
    json.string();
    if (json.take(PAIR)) {
      json.string();
    }
    if (!json.take(FIRST_ID)) {
      return false;
    }
    depth.firstId = json.integer();
    if (!json.take(LAST_ID)) {
      return false;
    }
    depth.lastId = json.integer();
    if (json.take(PREVIOUS_ID)) {
      depth.previousId = json.integer();
    }
    if (!json.take(BIDS)) {
      return false;
    }
    levels(json, depth.bids);
    if (!json.take(ASKS)) {
      return false;
    }
    levels(json, depth.asks);
    while (json.next(',')) {
      json.string();
      if (field(json) != 0) {
        return false;
      }
      json.expect(':');
      json.skipValue();
    }
    json.expect('}');
    return true;
  }

  private int general(JsonReader json, Depth depth) throws DecodeException {
    int seen = 0;
    json.expect('{');
    for (boolean first = true; json.member(first); first = false) {
      int field = field(json);
      if ((seen & field) != 0) {
        throw new DecodeException("each field once expected", json.position());
      }
      seen |= field;
      switch (field) {
        case SEEN_EVENT -> event(json);
        case SEEN_MS -> depth.venueMs = json.integer();
        case SEEN_FIRST -> depth.firstId = json.integer();
        case SEEN_LAST -> depth.lastId = json.integer();
        case SEEN_PREVIOUS -> depth.previousId = json.integer();
        case SEEN_BIDS -> side(json, depth.bids);
        case SEEN_ASKS -> side(json, depth.asks);
        default -> json.skipValue();
      }
    }
    return seen;
  }

  private static int field(JsonReader json) {
    if (json.is(EVENT)) {
      return SEEN_EVENT;
    }
    if (json.is(EVENT_MS)) {
      return SEEN_MS;
    }
    if (json.is(FIRST)) {
      return SEEN_FIRST;
    }
    if (json.is(LAST) || json.is(LAST_UPDATE_ID)) {
      return SEEN_LAST;
    }
    if (json.is(PREVIOUS)) {
      return SEEN_PREVIOUS;
    }
    if (json.is(B) || json.is(BID_LEVELS)) {
      return SEEN_BIDS;
    }
    return json.is(A) || json.is(ASK_LEVELS) ? SEEN_ASKS : 0;
  }

  private static void event(JsonReader json) throws DecodeException {
    json.string();
    if (!json.is(DEPTH_UPDATE)) {
      throw new DecodeException("depthUpdate expected", json.tokenFrom());
    }
  }

  private static void side(JsonReader json, Depth.Side side) throws DecodeException {
    json.expect('[');
    levels(json, side);
  }

  /** Levels of {@code ["price","quantity"]}, the opening bracket of the array taken. */
  private static void levels(JsonReader json, Depth.Side side) throws DecodeException {
    for (boolean first = true; json.element(first); first = false) {
      json.expect('[');
      long price = json.decimalE8();
      json.expect(',');
      long quantity = json.decimalE8();
      json.expect(']');
      if (price <= 0 || quantity < 0) {
        throw new DecodeException("a positive price expected", json.position());
      }
      side.add(price, quantity);
    }
  }
}
