package haetae.venue.upbit;

import haetae.venue.wire.JsonReader;
import haetae.venue.wire.Literal;

/** Upbit's field names, long and short, and which field a name is. */
final class UpbitNames {
  static final int ASK_PRICE = 1;
  static final int BID_PRICE = 2;
  static final int ASK_SIZE = 4;
  static final int BID_SIZE = 8;
  static final int WHOLE_UNIT = 15;

  private static final Literal TYPE = Literal.of("type");
  private static final Literal TY = Literal.of("ty");
  private static final Literal CODE = Literal.of("code");
  private static final Literal CD = Literal.of("cd");
  private static final Literal MARKET = Literal.of("market");
  private static final Literal TIMESTAMP = Literal.of("timestamp");
  private static final Literal TMS = Literal.of("tms");
  private static final Literal TRADE_TIMESTAMP = Literal.of("trade_timestamp");
  private static final Literal TTMS = Literal.of("ttms");
  private static final Literal TRADE_PRICE = Literal.of("trade_price");
  private static final Literal TP = Literal.of("tp");
  private static final Literal TRADE_VOLUME = Literal.of("trade_volume");
  private static final Literal TV = Literal.of("tv");
  private static final Literal ASK_BID = Literal.of("ask_bid");
  private static final Literal AB = Literal.of("ab");

  private UpbitNames() {}

  static boolean isType(JsonReader json) {
    return json.is(TYPE) || json.is(TY);
  }

  static boolean isCode(JsonReader json) {
    return json.is(CODE) || json.is(CD) || json.is(MARKET);
  }

  static boolean isTimestamp(JsonReader json) {
    return json.is(TIMESTAMP) || json.is(TMS);
  }

  static boolean isTradeTimestamp(JsonReader json) {
    return json.is(TRADE_TIMESTAMP) || json.is(TTMS);
  }

  static boolean isTradePrice(JsonReader json) {
    return json.is(TRADE_PRICE) || json.is(TP);
  }

  static boolean isTradeVolume(JsonReader json) {
    return json.is(TRADE_VOLUME) || json.is(TV);
  }

  static boolean isTakerSide(JsonReader json) {
    return json.is(ASK_BID) || json.is(AB);
  }

  static boolean isUnits(JsonReader json) {
    return json.is(BookNames.DEFAULT.units) || json.is(BookNames.SIMPLE.units);
  }

  /** Which figure of a level the token names, 0 if none. */
  static int unitField(JsonReader json) {
    if (json.is(BookNames.DEFAULT.askPrice) || json.is(BookNames.SIMPLE.askPrice)) {
      return ASK_PRICE;
    }
    if (json.is(BookNames.DEFAULT.bidPrice) || json.is(BookNames.SIMPLE.bidPrice)) {
      return BID_PRICE;
    }
    if (json.is(BookNames.DEFAULT.askSize) || json.is(BookNames.SIMPLE.askSize)) {
      return ASK_SIZE;
    }
    return json.is(BookNames.DEFAULT.bidSize) || json.is(BookNames.SIMPLE.bidSize) ? BID_SIZE : 0;
  }
}
