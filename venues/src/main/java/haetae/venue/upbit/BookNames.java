package haetae.venue.upbit;

import haetae.venue.wire.JsonReader;
import haetae.venue.wire.Literal;

/**
 * The names of an order book's fields in one of Upbit's two formats, and the fixed pieces between
 * its values in the order in which Upbit sends them. Immutable.
 *
 * <p>Source: Upbit developer centre, WebSocket "orderbook" (2026-09-09), fields DEFAULT and SIMPLE.
 */
final class BookNames {
  static final BookNames DEFAULT =
      new BookNames(
          "type,code,timestamp,total_ask_size,total_bid_size,orderbook_units",
          "ask_price,bid_price,ask_size,bid_size");
  static final BookNames SIMPLE = new BookNames("ty,cd,tms,tas,tbs,obu", "ap,bp,as,bs");

  final Literal code;
  final Literal timestamp;
  final Literal units;
  final Literal askPrice;
  final Literal bidPrice;
  final Literal askSize;
  final Literal bidSize;
  final Literal head;
  final Literal toTimestamp;
  final Literal toAskTotal;
  final Literal toBidTotal;
  final Literal toUnits;
  final Literal toAskPrice;
  final Literal toBidPrice;
  final Literal toAskSize;
  final Literal toBidSize;

  private BookNames(String names, String unitNames) {
    String[] top = names.split(",", -1);
    String[] unit = unitNames.split(",", -1);
    code = Literal.of(top[1]);
    timestamp = Literal.of(top[2]);
    units = Literal.of(top[5]);
    askPrice = Literal.of(unit[0]);
    bidPrice = Literal.of(unit[1]);
    askSize = Literal.of(unit[2]);
    bidSize = Literal.of(unit[3]);
    head = Literal.of("{\"" + top[0] + "\":\"orderbook\",\"" + top[1] + "\":");
    toTimestamp = between(top[2]);
    toAskTotal = between(top[3]);
    toBidTotal = between(top[4]);
    toUnits = Literal.of(",\"" + top[5] + "\":[");
    toAskPrice = Literal.of("{\"" + unit[0] + "\":");
    toBidPrice = between(unit[1]);
    toAskSize = between(unit[2]);
    toBidSize = between(unit[3]);
  }

  private static Literal between(String name) {
    return Literal.of(",\"" + name + "\":");
  }

  /** True if the reader's token is a name that may be there only once. */
  boolean owns(JsonReader json) {
    return json.is(code) || json.is(timestamp) || json.is(units);
  }
}
