package haetae.sandbox.binance;

import java.util.List;

/** Selection by id, time and number, as list endpoints have it. */
final class Periods {
  private static final long HOUR_MS = 3_600_000;
  private static final int STANDARD = 500;
  private static final int MOST = 1_000;

  private Periods() {}

  /** Refuses a span that is too long. */
  static void checkSpan(BinanceCall call, long hours) {
    Long start = call.number("startTime");
    Long end = call.number("endTime");
    if (start != null && end != null && end - start > hours * HOUR_MS) {
      throw BinanceRefusal.of(
          -1127, "More than " + hours + " hours between startTime and endTime.");
    }
  }

  /** True if a time is within the asked period. */
  static boolean within(BinanceCall call, long timeMs) {
    Long start = call.number("startTime");
    Long end = call.number("endTime");
    return (start == null || timeMs >= start) && (end == null || timeMs <= end);
  }

  /** The orders that a list endpoint shows, the oldest first. */
  static List<BinanceOrder> select(BinanceCall call, List<BinanceOrder> orders, long hours) {
    checkSpan(call, hours);
    Long from = call.number("orderId");
    List<BinanceOrder> found =
        orders.stream()
            .filter(o -> from == null || o.id() >= from)
            .filter(o -> within(call, o.createdMs()))
            .toList();
    return last(call, found);
  }

  /** The last entries up to the asked number. */
  static <T> List<T> last(BinanceCall call, List<T> found) {
    int limit = call.number("limit", STANDARD, 1, MOST);
    return found.subList(Math.max(0, found.size() - limit), found.size());
  }
}
