package haetae.venue.upbit;

import haetae.venue.wire.DecodeException;
import haetae.venue.wire.JsonReader;
import haetae.venue.wire.Literal;

/** Tells what kind of message a frame holds, by its first bytes if possible. */
final class UpbitFrame {
  /** Kinds of messages. */
  enum Kind {
    BOOK,
    TRADE,
    TICKER,
    MY_ORDER,
    MY_ASSET,
    /** Answer to a text PING. */
    STATUS,
    ERROR,
    OTHER
  }

  private static final Literal LONG = Literal.of("{\"type\":");
  private static final Literal SHORT = Literal.of("{\"ty\":");
  private static final Literal BOOK = Literal.of("orderbook");
  private static final Literal TRADE = Literal.of("trade");
  private static final Literal TICKER = Literal.of("ticker");
  private static final Literal MY_ORDER = Literal.of("myOrder");
  private static final Literal MY_ASSET = Literal.of("myAsset");
  private static final Literal STATUS = Literal.of("status");
  private static final Literal ERROR = Literal.of("error");

  private final JsonReader json = new JsonReader();

  /** The kind of the message in a range of bytes. */
  Kind kind(byte[] bytes, int from, int to) throws DecodeException {
    json.over(bytes, from, to);
    if (json.take(LONG) || json.take(SHORT)) {
      json.string();
      return named();
    }
    json.expect('{');
    for (boolean first = true; json.member(first); first = false) {
      if (UpbitNames.isType(json)) {
        json.string();
        return named();
      }
      if (json.is(ERROR)) {
        return Kind.ERROR;
      }
      if (json.is(STATUS)) {
        return Kind.STATUS;
      }
      json.skipValue();
    }
    return Kind.OTHER;
  }

  private Kind named() {
    if (json.is(BOOK)) {
      return Kind.BOOK;
    }
    if (json.is(TRADE)) {
      return Kind.TRADE;
    }
    if (json.is(TICKER)) {
      return Kind.TICKER;
    }
    if (json.is(MY_ORDER)) {
      return Kind.MY_ORDER;
    }
    return json.is(MY_ASSET) ? Kind.MY_ASSET : Kind.OTHER;
  }
}
