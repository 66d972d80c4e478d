package haetae.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

/** Market data messages in the venues' own words, as long as real ones. */
public final class Frames {
  private static final long TICK_KRW = 1_000;
  private static final int DEPTH_LEVELS = 20;

  private Frames() {}

  /**
   * Upbit's order book message in DEFAULT format.
   *
   * @param bestAsk KRW
   * @param levels of each side: 15 or 30 at the venue
   */
  public static byte[] upbitBook(String code, long bestAsk, int levels) {
    StringBuilder out = new StringBuilder(4_096);
    out.append("{\"type\":\"orderbook\",\"code\":\"").append(code);
    out.append("\",\"timestamp\":1795500000123,\"total_ask_size\":5.62766605");
    out.append(",\"total_bid_size\":2.05887046,\"orderbook_units\":[");
    for (int level = 0; level < levels; level++) {
      out.append(level == 0 ? "" : ",").append("{\"ask_price\":");
      out.append(bestAsk + level * TICK_KRW).append(",\"bid_price\":");
      out.append(bestAsk - (level + 1) * TICK_KRW).append(",\"ask_size\":0.");
      out.append(20_345_678 + level * 1_111).append(",\"bid_size\":0.");
      out.append(31_234_567 + level * 1_111).append('}');
    }
    return out.append("],\"stream_type\":\"REALTIME\",\"level\":0}").toString().getBytes(UTF_8);
  }

  /** Binance's diff-depth message with twenty levels of each side, wrapped as a combined stream. */
  public static byte[] binanceDepth(String symbol, long bid) {
    StringBuilder sides = new StringBuilder(2_048);
    for (int level = 0; level < 2 * DEPTH_LEVELS; level++) {
      long price = level < DEPTH_LEVELS ? bid - level : bid + 1 + level - DEPTH_LEVELS;
      sides.append(level == DEPTH_LEVELS ? "],\"a\":[" : level == 0 ? "" : ",");
      sides.append("[\"").append(price).append(".60000000\",\"1.54698000\"]");
    }
    String text =
        "{\"stream\":\""
            + symbol.toLowerCase(java.util.Locale.ROOT)
            + "@depth@100ms\",\"data\":{\"e\":\"depthUpdate\",\"E\":1795500000123,\"s\":\""
            + symbol
            + "\",\"U\":50093239189,\"u\":50093239202,\"b\":["
            + sides
            + "]}}";
    return text.getBytes(UTF_8);
  }

  /** Binance's book ticker, wrapped as a combined stream. */
  public static byte[] binanceTicker(String symbol, long bid) {
    String text =
        "{\"stream\":\""
            + symbol.toLowerCase(java.util.Locale.ROOT)
            + "@bookTicker\",\"data\":{\"u\":50093239212,\"s\":\""
            + symbol
            + "\",\"b\":\""
            + bid
            + ".63000000\",\"B\":\"3.78826000\",\"a\":\""
            + bid
            + ".64000000\",\"A\":\"1.54698000\"}}";
    return text.getBytes(UTF_8);
  }
}
