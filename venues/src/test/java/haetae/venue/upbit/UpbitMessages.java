package haetae.venue.upbit;

import haetae.Seed;
import haetae.market.Fixed;
import java.math.BigDecimal;

/** Order book messages as Upbit sends them, drawn at random. */
final class UpbitMessages {
  private UpbitMessages() {}

  /** One message of the given format; sizes and prices in the forms that have been seen. */
  static String book(Seed seed, boolean simple, String code, int levels) {
    String[] k =
        simple
            ? new String[] {"ty", "cd", "tms", "tas", "tbs", "obu", "ap", "bp", "as", "bs", "st"}
            : new String[] {
              "type",
              "code",
              "timestamp",
              "total_ask_size",
              "total_bid_size",
              "orderbook_units",
              "ask_price",
              "bid_price",
              "ask_size",
              "bid_size",
              "stream_type"
            };
    StringBuilder out = new StringBuilder("{\"" + k[0] + "\":\"orderbook\",\"" + k[1] + "\":\"");
    out.append(code).append("\",\"" + k[2] + "\":").append(1_751_854_223_422L);
    out.append(",\"" + k[3] + "\":5.62766605,\"" + k[4] + "\":2.05887046,\"" + k[5] + "\":[");
    long ask = seed.between(200, 300_000) * 1_000;
    long bid = ask - 1_000;
    for (int i = 0; i < levels; i++) {
      boolean padded = i > 0 && seed.oneIn(20);
      out.append(i == 0 ? "" : ",").append("{\"" + k[6] + "\":");
      out.append(padded ? "0" : price(seed, ask)).append(",\"" + k[7] + "\":");
      out.append(price(seed, bid)).append(",\"" + k[8] + "\":");
      out.append(padded ? "0" : size(seed)).append(",\"" + k[9] + "\":").append(size(seed));
      out.append('}');
      ask += seed.between(1, 5) * 1_000;
      bid = Math.max(1, bid - seed.between(1, 5) * 1_000);
    }
    return out.append("],\"" + k[10] + "\":\"REALTIME\",\"level\":0}").toString();
  }

  private static String price(Seed seed, long krw) {
    return switch ((int) seed.between(0, 2)) {
      case 0 -> Long.toString(krw);
      case 1 -> krw + ".0";
      default -> Double.toString((double) krw);
    };
  }

  private static String size(Seed seed) {
    BigDecimal size = BigDecimal.valueOf(seed.between(1, 500 * Fixed.ONE), Fixed.SCALE);
    return seed.oneIn(2) ? size.toPlainString() : Double.toString(size.doubleValue());
  }
}
