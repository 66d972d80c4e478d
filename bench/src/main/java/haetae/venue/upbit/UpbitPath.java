package haetae.venue.upbit;

import haetae.engine.BookChanged;
import haetae.venue.wire.DecodeException;
import haetae.venue.wire.SymbolTable;
import java.util.List;

/** What each of Upbit's book messages goes through before the engine. Threads: one. */
public final class UpbitPath {
  private final UpbitFrame frame = new UpbitFrame();
  private final UpbitBookDecoder decoder;

  /**
   * A path for some markets.
   *
   * @param codes the markets, as in {@code KRW-BTC}
   * @param ids of their instruments
   */
  public UpbitPath(List<String> codes, int[] ids) {
    decoder = new UpbitBookDecoder(new SymbolTable(codes), ids);
  }

  /** Reads a message into a book. */
  public void read(byte[] bytes, long receivedNs, BookChanged book) throws DecodeException {
    frame.kind(bytes, 0, bytes.length);
    decoder.decode(bytes, 0, bytes.length, receivedNs, book);
  }
}
