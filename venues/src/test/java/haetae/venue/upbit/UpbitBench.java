package haetae.venue.upbit;

import haetae.Seed;
import haetae.engine.BookChanged;
import haetae.venue.WireBench;
import haetae.venue.wire.DecodeException;
import haetae.venue.wire.SymbolTable;
import java.util.List;

/** Time per Upbit message; run by {@link WireBench}. */
public final class UpbitBench {
  private UpbitBench() {}

  /** Measures the order book decoder. */
  public static void run() throws DecodeException {
    Seed[] seed = new Seed[1];
    Seed.forAll(1, s -> seed[0] = s);
    UpbitBookDecoder decoder =
        new UpbitBookDecoder(new SymbolTable(List.of("KRW-USDT", "KRW-BTC")), new int[] {0, 1});
    BookChanged book = new BookChanged();
    UpbitFrame frame = new UpbitFrame();
    for (boolean simple : new boolean[] {false, true}) {
      String text = UpbitMessages.book(seed[0], simple, "KRW-BTC", 15);
      String name = "upbit 15 levels " + (simple ? "SIMPLE" : "DEFAULT");
      WireBench.measure(
          name,
          text,
          bytes -> {
            frame.kind(bytes, 0, bytes.length);
            decoder.decode(bytes, 0, bytes.length, 1, book);
          });
      WireBench.measure(
          name + ", general path",
          text.replace("\"KRW-BTC\",", "\"KRW-BTC\" ,"),
          bytes -> decoder.decode(bytes, 0, bytes.length, 1, book));
    }
  }
}
