package haetae.venue.binance;

import haetae.engine.BookChanged;
import haetae.venue.binance.StreamNames.Channel;
import haetae.venue.wire.DecodeException;
import haetae.venue.wire.JsonReader;
import java.util.ArrayList;
import java.util.List;

/** What each of Binance's depth messages goes through before the engine. Threads: one. */
public final class BinancePath {
  private static final int DEEP = 1_000;

  private final StreamNames names;
  private final int[] ids;
  private final JsonReader json = new JsonReader();
  private final Depth depth = new Depth();
  private final DepthDecoder decoder = new DepthDecoder();
  private final Ticker none = new Ticker();
  private final List<LocalBook> books = new ArrayList<>();
  private long lastId;

  /**
   * A path for some symbols.
   *
   * @param symbols as in {@code BTCUSDT}
   * @param ids of their instruments
   */
  public BinancePath(List<String> symbols, int[] ids) {
    this.names = new StreamNames(symbols, Channel.DEPTH);
    this.ids = ids.clone();
    depth.lastId = 0;
    for (int i = 0; i < ids.length; i++) {
      LocalBook book = new LocalBook(Product.SPOT);
      book.snapshot(depth, DEEP);
      books.add(book);
    }
  }

  /** Reads a message, applies it to the symbol's book and writes the best levels out. */
  public void read(int symbol, byte[] bytes, long receivedNs, BookChanged out)
      throws DecodeException {
    names.open(json.over(bytes, 0, bytes.length));
    decoder.update(json, depth);
    StreamNames.close(json);
    LocalBook book = books.get(symbol);
    depth.firstId = book.lastId() + 1;
    depth.lastId = Math.max(++lastId, book.lastId() + 1);
    book.update(depth);
    out.begin(ids[symbol], receivedNs, 0);
    book.write(out.book(), none);
  }
}
