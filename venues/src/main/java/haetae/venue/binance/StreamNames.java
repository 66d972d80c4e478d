package haetae.venue.binance;

import haetae.venue.wire.DecodeException;
import haetae.venue.wire.JsonReader;
import haetae.venue.wire.Literal;
import haetae.venue.wire.SymbolTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The streams of a connection: from the name in a combined message to symbol and channel.
 *
 * <p>Source: Binance, "WebSocket streams": {@code {"stream":"name","data":payload}}. Immutable.
 */
final class StreamNames {
  /** What a stream brings. */
  enum Channel {
    DEPTH("@depth@100ms"),
    TICKER("@bookTicker"),
    MARK_PRICE("@markPrice@1s");

    private final String suffix;

    Channel(String suffix) {
      this.suffix = suffix;
    }
  }

  private static final Literal HEAD = Literal.of("{\"stream\":");
  private static final Literal STREAM = Literal.of("stream");
  private static final Literal PAYLOAD = Literal.of("data");
  private static final Literal DATA = Literal.of(",\"data\":");

  private final List<String> names = new ArrayList<>();
  private final SymbolTable table;
  private final Channel[] channels;

  /** The given channels of each symbol, in the order of the symbols. */
  StreamNames(List<String> symbols, Channel... channels) {
    this.channels = channels.clone();
    for (String symbol : symbols) {
      for (Channel channel : channels) {
        names.add(symbol.toLowerCase(Locale.ROOT) + channel.suffix);
      }
    }
    table = new SymbolTable(names);
  }

  /** Names for the address of the connection. */
  List<String> names() {
    return List.copyOf(names);
  }

  /**
   * Reads the head of a combined message; the reader is then at its payload.
   *
   * @return index of the stream, or {@link SymbolTable#UNKNOWN} if it is none of ours or no stream
   *     message at all
   */
  int open(JsonReader json) throws DecodeException {
    int start = json.position();
    if (json.take(HEAD)) {
      json.string();
      int stream = table.find(json);
      if (json.take(DATA)) {
        return stream;
      }
    }
    json.position(start);
    return spaced(json);
  }

  /** The same with white space. */
  private int spaced(JsonReader json) throws DecodeException {
    json.expect('{');
    if (!json.member(true) || !json.is(STREAM)) {
      return SymbolTable.UNKNOWN;
    }
    json.string();
    int stream = table.find(json);
    boolean payload = json.member(false) && json.is(PAYLOAD);
    return payload ? stream : SymbolTable.UNKNOWN;
  }

  /** The end of a combined message must come. */
  static void close(JsonReader json) throws DecodeException {
    json.expect('}');
    json.expectEnd();
  }

  /** Index of the symbol of a stream. */
  int symbol(int stream) {
    return stream / channels.length;
  }

  /** Channel of a stream. */
  Channel channel(int stream) {
    return channels[stream % channels.length];
  }
}
