package haetae.venue.recorded;

import haetae.market.Fixed;
import haetae.market.OrderBook;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/**
 * Rebuilds Binance's book from recorded frames: the REST snapshot, then each depth update whose
 * last id is above the snapshot's. Until there is a snapshot, the best bid and ask of the book
 * ticker are used instead.
 *
 * <p>Updates that came before the snapshot are kept and applied after it.
 *
 * <p>Source: Binance, "How to manage a local order book correctly" (spot and USD-M streams).
 */
final class BinanceBook {
  private static final int LEVELS = 20;
  private static final int EARLY = 10_000;

  private final JsonFactory json = new JsonFactory();
  private final NavigableMap<Long, Long> bids = new TreeMap<>(Collections.reverseOrder());
  private final NavigableMap<Long, Long> asks = new TreeMap<>();
  private final OrderBook book = new OrderBook();
  private final List<String> early = new ArrayList<>();
  private long snapshotId = -1;

  /** The best levels. */
  OrderBook top() {
    return book;
  }

  /** True if there is a level on each side. */
  boolean filled() {
    return book.bids() > 0 && book.asks() > 0;
  }

  /** Applies a frame; true if the book may have changed. */
  boolean apply(String frame) {
    if (frame.contains("\"lastUpdateId\"")) {
      snapshot(frame);
      return true;
    }
    if (frame.contains("@depth")) {
      return depth(frame);
    }
    return frame.contains("@bookTicker") && snapshotId < 0 && ticker(frame);
  }

  private void snapshot(String frame) {
    bids.clear();
    asks.clear();
    try (JsonParser parser = json.createParser(ObjectReadContext.empty(), frame)) {
      while (parser.nextToken() != null) {
        if (parser.currentToken() == JsonToken.PROPERTY_NAME) {
          String name = parser.currentName();
          if (name.equals("lastUpdateId")) {
            parser.nextToken();
            snapshotId = parser.getLongValue();
          } else if (name.equals("bids") || name.equals("asks")) {
            levels(parser, name.equals("bids") ? bids : asks);
          }
        }
      }
    }
    early.forEach(this::depth);
    early.clear();
    publish();
  }

  private boolean depth(String frame) {
    if (snapshotId < 0) {
      // The snapshot arrives later than updates that are newer than it.
      if (early.size() < EARLY) {
        early.add(frame);
      }
      return false;
    }
    try (JsonParser parser = json.createParser(ObjectReadContext.empty(), frame)) {
      while (parser.nextToken() != null) {
        if (parser.currentToken() == JsonToken.PROPERTY_NAME) {
          String name = parser.currentName();
          if (name.equals("u")) {
            parser.nextToken();
            if (parser.getLongValue() <= snapshotId) {
              return false;
            }
          } else if (name.equals("b") || name.equals("a")) {
            levels(parser, name.equals("b") ? bids : asks);
          }
        }
      }
    }
    publish();
    return true;
  }

  private boolean ticker(String frame) {
    long bid = 0;
    long bidSize = 0;
    long ask = 0;
    long askSize = 0;
    try (JsonParser parser = json.createParser(ObjectReadContext.empty(), frame)) {
      while (parser.nextToken() != null) {
        if (parser.currentToken() == JsonToken.PROPERTY_NAME) {
          String name = parser.currentName();
          parser.nextToken();
          switch (name) {
            case "b" -> bid = Fixed.parse(parser.getString());
            case "B" -> bidSize = Fixed.parse(parser.getString());
            case "a" -> ask = Fixed.parse(parser.getString());
            case "A" -> askSize = Fixed.parse(parser.getString());
            default -> {
              // Other fields of the ticker are not needed.
            }
          }
        }
      }
    }
    book.clear();
    book.addBid(bid, bidSize);
    book.addAsk(ask, askSize);
    return true;
  }

  /** Reads {@code [["price","quantity"], ...]}; quantity 0 removes the level. */
  private static void levels(JsonParser parser, NavigableMap<Long, Long> side) {
    parser.nextToken();
    while (parser.nextToken() == JsonToken.START_ARRAY) {
      parser.nextToken();
      long price = Fixed.parse(parser.getString());
      parser.nextToken();
      long quantity = Fixed.parse(parser.getString());
      parser.nextToken();
      if (quantity == 0) {
        side.remove(price);
      } else {
        side.put(price, quantity);
      }
    }
  }

  private void publish() {
    book.clear();
    int n = 0;
    for (Map.Entry<Long, Long> level : bids.entrySet()) {
      if (n++ == LEVELS) {
        break;
      }
      book.addBid(level.getKey(), level.getValue());
    }
    n = 0;
    for (Map.Entry<Long, Long> level : asks.entrySet()) {
      if (n++ == LEVELS) {
        break;
      }
      book.addAsk(level.getKey(), level.getValue());
    }
  }
}
