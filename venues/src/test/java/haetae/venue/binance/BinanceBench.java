package haetae.venue.binance;

import haetae.market.OrderBook;
import haetae.venue.WireBench;
import haetae.venue.binance.StreamNames.Channel;
import haetae.venue.wire.DecodeException;
import haetae.venue.wire.JsonReader;
import java.util.List;

/** Time per Binance message; run by {@link WireBench}. */
public final class BinanceBench {
  private static final int LEVELS = 20;

  private BinanceBench() {}

  /** Measures depth updates into the local book, and tickers. */
  public static void run() throws DecodeException {
    StreamNames names = new StreamNames(List.of("BTCUSDT"), Channel.DEPTH, Channel.TICKER);
    JsonReader json = new JsonReader();
    Depth depth = new Depth();
    DepthDecoder decoder = new DepthDecoder();
    StringBuilder sides = new StringBuilder();
    for (int i = 0; i < 2 * LEVELS; i++) {
      String price = (i < LEVELS ? 61_700 - i : 61_701 + i - LEVELS) + ".63000000";
      sides.append(i == LEVELS ? "],\"a\":[" : i == 0 ? "" : ",");
      sides.append("[\"").append(price).append("\",\"1.54698000\"]");
    }
    String update =
        "{\"stream\":\"btcusdt@depth@100ms\",\"data\":{\"e\":\"depthUpdate\",\"E\":1723161255208,"
            + "\"s\":\"BTCUSDT\",\"U\":50093239189,\"u\":50093239202,\"b\":["
            + sides
            + "]}}";
    WireBench.measure(
        "binance depth 20+20",
        update,
        bytes -> {
          names.open(json.over(bytes, 0, bytes.length));
          decoder.update(json, depth);
          StreamNames.close(json);
        });
    LocalBook book = new LocalBook(Product.SPOT);
    depth.lastId = 0;
    book.snapshot(depth, 1_000);
    OrderBook out = new OrderBook();
    Ticker ticker = new Ticker();
    long[] id = new long[1];
    WireBench.measure(
        "binance depth 20+20 into the book and out",
        update,
        bytes -> {
          names.open(json.over(bytes, 0, bytes.length));
          decoder.update(json, depth);
          StreamNames.close(json);
          depth.firstId = id[0] + 1;
          depth.lastId = ++id[0];
          book.update(depth);
          out.clear();
          book.write(out, ticker);
        });
    WireBench.measure(
        "binance bookTicker",
        "{\"stream\":\"btcusdt@bookTicker\",\"data\":{\"u\":50093239212,\"s\":\"BTCUSDT\","
            + "\"b\":\"61837.63000000\",\"B\":\"3.78826000\",\"a\":\"61837.64000000\","
            + "\"A\":\"1.54698000\"}}",
        bytes -> {
          names.open(json.over(bytes, 0, bytes.length));
          ticker.read(json);
          StreamNames.close(json);
        });
  }
}
