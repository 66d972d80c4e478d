package haetae.venue.recorded;

import haetae.market.Fixed;
import haetae.market.OrderBook;
import java.math.RoundingMode;
import java.util.HashMap;
import java.util.Map;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/**
 * A JSON object with a whole order book in it, in one of two forms: {@code "bids":[[price,
 * quantity], ...]} or Upbit's {@code "obu":[{"ap":, "bp":, "as":, "bs":}, ...]}. Its other members
 * are kept as text. Threads: one.
 *
 * <p>Slots of price or quantity 0, with which Upbit pads thin sides, are left out.
 */
final class JsonBook {
  private static final JsonFactory JSON = new JsonFactory();

  private final OrderBook book = new OrderBook();
  private final Map<String, String> members = new HashMap<>();

  /** The book; filled again by the next parse. */
  OrderBook book() {
    return book;
  }

  /** A member as text; empty if there is none. */
  String text(String name) {
    return members.getOrDefault(name, "");
  }

  /** Parses an object. */
  void parse(String json) {
    book.clear();
    members.clear();
    try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), json)) {
      parser.nextToken();
      while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
        String name = parser.currentName();
        JsonToken value = parser.nextToken();
        if (value != JsonToken.START_ARRAY) {
          members.put(name, String.valueOf(parser.getString()));
          parser.skipChildren();
        } else {
          array(parser, name);
        }
      }
    }
  }

  private void array(JsonParser parser, String name) {
    switch (name) {
      case "bids" -> pairs(parser, true);
      case "asks" -> pairs(parser, false);
      case "obu", "orderbook_units" -> units(parser);
      default -> parser.skipChildren();
    }
  }

  private void pairs(JsonParser parser, boolean bids) {
    while (parser.nextToken() == JsonToken.START_ARRAY) {
      parser.nextToken();
      long price = number(parser);
      parser.nextToken();
      add(bids, price, number(parser));
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        parser.skipChildren();
      }
    }
  }

  private void units(JsonParser parser) {
    while (parser.nextToken() == JsonToken.START_OBJECT) {
      long bid = 0;
      long ask = 0;
      long bidSize = 0;
      long askSize = 0;
      while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
        String name = parser.currentName();
        parser.nextToken();
        switch (name) {
          case "ap", "ask_price" -> ask = number(parser);
          case "bp", "bid_price" -> bid = number(parser);
          case "as", "ask_size" -> askSize = number(parser);
          case "bs", "bid_size" -> bidSize = number(parser);
          default -> parser.skipChildren();
        }
      }
      add(true, bid, bidSize);
      add(false, ask, askSize);
    }
  }

  private void add(boolean bid, long priceE8, long quantityE8) {
    if (priceE8 > 0 && quantityE8 > 0) {
      if (bid) {
        book.addBid(priceE8, quantityE8);
      } else {
        book.addAsk(priceE8, quantityE8);
      }
    }
  }

  /** A number as it stands in the text, so that no binary rounding comes in. */
  private static long number(JsonParser parser) {
    return Fixed.ofDecimal(new java.math.BigDecimal(parser.getString()), RoundingMode.HALF_EVEN);
  }
}
