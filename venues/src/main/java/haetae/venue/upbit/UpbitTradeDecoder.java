package haetae.venue.upbit;

import haetae.market.Side;
import haetae.venue.wire.DecodeException;
import haetae.venue.wire.JsonReader;
import haetae.venue.wire.Literal;
import haetae.venue.wire.SymbolTable;

/**
 * Reads Upbit's trade and ticker messages, which share the fields that matter: market, last price,
 * its quantity, the aggressor's side and the time of the trade. Allocates nothing.
 *
 * <p>Source: Upbit developer centre, WebSocket "trade" and "ticker". Threads: one owner.
 */
final class UpbitTradeDecoder {
  private static final Literal BID = Literal.of("BID");
  private static final Literal ASK = Literal.of("ASK");
  private static final int SEEN_ALL = 31;

  private final JsonReader json = new JsonReader();
  private final SymbolTable symbols;
  private int slot;
  private long priceE8;
  private long quantityE8;
  private long tradeMs;
  private Side taker = Side.BUY;

  UpbitTradeDecoder(SymbolTable symbols) {
    this.symbols = symbols;
  }

  /**
   * Reads one message; the accessors then give its figures.
   *
   * @return false if it is about a market that is not in the table
   */
  boolean decode(byte[] bytes, int from, int to) throws DecodeException {
    int seen = 0;
    json.over(bytes, from, to).expect('{');
    for (boolean first = true; json.member(first); first = false) {
      int field = field();
      if ((seen & field) != 0) {
        throw new DecodeException("each field once expected", json.position());
      }
      seen |= field;
    }
    json.expectEnd();
    if (seen != SEEN_ALL) {
      throw new DecodeException("a trade with code, price, volume, side and time expected");
    }
    if (priceE8 <= 0 || quantityE8 < 0) {
      throw new DecodeException("a trade with a positive price expected");
    }
    return slot != SymbolTable.UNKNOWN;
  }

  private int field() throws DecodeException {
    if (UpbitNames.isCode(json)) {
      json.string();
      slot = symbols.find(json);
      return 1;
    }
    if (UpbitNames.isTradePrice(json)) {
      priceE8 = json.decimalE8();
      return 2;
    }
    if (UpbitNames.isTradeVolume(json)) {
      quantityE8 = json.decimalE8();
      return 4;
    }
    if (UpbitNames.isTakerSide(json)) {
      json.string();
      taker = side();
      return 8;
    }
    if (UpbitNames.isTradeTimestamp(json)) {
      tradeMs = UpbitBookDecoder.milliseconds(json.integer());
      return 16;
    }
    json.skipValue();
    return 0;
  }

  private Side side() throws DecodeException {
    if (json.is(BID)) {
      return Side.BUY;
    }
    if (json.is(ASK)) {
      return Side.SELL;
    }
    throw new DecodeException("BID or ASK expected", json.tokenFrom());
  }

  /** Index of the market in the table. */
  int slot() {
    return slot;
  }

  long priceE8() {
    return priceE8;
  }

  long quantityE8() {
    return quantityE8;
  }

  /** The aggressor's side. */
  Side taker() {
    return taker;
  }

  /** When it was traded, ms since the epoch. */
  long tradeMs() {
    return tradeMs;
  }
}
