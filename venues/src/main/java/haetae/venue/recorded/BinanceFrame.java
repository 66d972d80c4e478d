package haetae.venue.recorded;

import haetae.market.Fixed;
import java.util.Arrays;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/**
 * One frame of Binance, parsed into fields that are used again by the next. Threads: one.
 *
 * <p>Source: facts of Binance's spot and USD-M streams: {@code depthUpdate} with {@code U}, {@code
 * u} and, on USD-M alone, {@code pu}; {@code bookTicker} with prices as strings; the REST snapshot
 * with {@code lastUpdateId}, {@code bids} and {@code asks}.
 */
final class BinanceFrame {
  /** What a frame is. */
  enum Kind {
    SNAPSHOT,
    DEPTH,
    TICKER,
    OTHER
  }

  /** Price levels of one side, as they came. */
  static final class Levels {
    private long[] priceE8 = new long[1_024];
    private long[] quantityE8 = new long[1_024];
    private int size;

    int size() {
      return size;
    }

    long priceE8(int i) {
      return priceE8[i];
    }

    long quantityE8(int i) {
      return quantityE8[i];
    }

    private void add(long price, long quantity) {
      if (size == priceE8.length) {
        priceE8 = Arrays.copyOf(priceE8, 2 * size);
        quantityE8 = Arrays.copyOf(quantityE8, 2 * size);
      }
      priceE8[size] = price;
      quantityE8[size++] = quantity;
    }
  }

  private static final JsonFactory JSON = new JsonFactory();

  private final Levels bids = new Levels();
  private final Levels asks = new Levels();
  private Kind kind = Kind.OTHER;
  private String symbol = "";
  private long firstId;
  private long lastId;
  private long previousId;
  private boolean timed;

  Kind kind() {
    return kind;
  }

  /** The instrument; empty in a snapshot, which does not name it. */
  String symbol() {
    return symbol;
  }

  /** First update id of a depth frame. */
  long firstId() {
    return firstId;
  }

  /** Last update id, or a snapshot's. */
  long lastId() {
    return lastId;
  }

  /** Last id of the update before; -1 on spot, which does not tell. */
  long previousId() {
    return previousId;
  }

  /** True if this is a frame of USD-M: depth has {@code pu}, the ticker has a time. */
  boolean futures() {
    return kind == Kind.DEPTH ? previousId >= 0 : kind == Kind.TICKER && timed;
  }

  Levels bids() {
    return bids;
  }

  Levels asks() {
    return asks;
  }

  /**
   * Parses a frame.
   *
   * @throws tools.jackson.core.JacksonException if it is not JSON
   * @throws ArithmeticException if a number does not fit
   * @throws NumberFormatException if a price is not a number
   */
  void parse(String frame) {
    kind = frame.startsWith("{\"lastUpdateId\"") ? Kind.SNAPSHOT : Kind.OTHER;
    symbol = "";
    firstId = -1;
    lastId = -1;
    previousId = -1;
    timed = false;
    bids.size = 0;
    asks.size = 0;
    try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), frame)) {
      JsonToken token = parser.nextToken();
      while (token != null && (kind != Kind.OTHER || symbol.isEmpty())) {
        if (token == JsonToken.PROPERTY_NAME) {
          property(parser, parser.currentName());
        }
        token = parser.nextToken();
      }
    }
  }

  private void property(JsonParser parser, String name) {
    JsonToken value = parser.nextToken();
    switch (name) {
      case "stream" -> kind = kind(parser.getString());
      case "s" -> symbol = parser.getString();
      case "U" -> firstId = parser.getLongValue();
      case "u", "lastUpdateId" -> lastId = parser.getLongValue();
      case "pu" -> previousId = parser.getLongValue();
      case "E" -> timed = true;
      case "b", "bids" -> side(parser, value, bids);
      case "a", "asks" -> side(parser, value, asks);
      case "B" -> size(parser, bids);
      case "A" -> size(parser, asks);
      default -> {
        // No other field bears on the book; its values are walked over.
      }
    }
  }

  private static Kind kind(String stream) {
    if (stream.contains("@depth")) {
      return Kind.DEPTH;
    }
    return stream.endsWith("@bookTicker") ? Kind.TICKER : Kind.OTHER;
  }

  private void side(JsonParser parser, JsonToken value, Levels levels) {
    if (value == JsonToken.START_ARRAY) {
      levels(parser, levels);
    } else if (kind == Kind.TICKER) {
      levels.add(Fixed.parse(parser.getString()), 0);
    }
  }

  private void size(JsonParser parser, Levels levels) {
    if (kind == Kind.TICKER && levels.size == 1) {
      levels.quantityE8[0] = Fixed.parse(parser.getString());
    }
  }

  /** Reads {@code [["price","quantity"], ...]}; quantity 0 removes the level. */
  private static void levels(JsonParser parser, Levels levels) {
    while (parser.nextToken() == JsonToken.START_ARRAY) {
      parser.nextToken();
      long price = Fixed.parse(parser.getString());
      parser.nextToken();
      levels.add(price, Fixed.parse(parser.getString()));
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        // Old frames have a third, empty element.
        parser.skipChildren();
      }
    }
  }
}
