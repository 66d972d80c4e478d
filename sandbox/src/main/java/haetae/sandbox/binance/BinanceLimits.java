package haetae.sandbox.binance;

import haetae.sandbox.net.Reply;

/**
 * Rate limits of one product: request weight and orders, in windows aligned to the clock.
 *
 * <p>Source: Binance's documentation of limits (2026-07); a first fill does not give an order's
 * count back here, which the venue does at spot.
 */
final class BinanceLimits {
  private static final long MINUTE_MS = 60_000;

  /**
   * The bounds of a product.
   *
   * @param longMs length of the second order window
   * @param longName its name in the header
   */
  record Bounds(
      int weightPerMin, int ordersPer10s, int ordersPerLong, long longMs, String longName) {}

  private static final class Window {
    private final long lengthMs;
    private long index = Long.MIN_VALUE;
    private int used;

    Window(long lengthMs) {
      this.lengthMs = lengthMs;
    }

    int used(long nowMs) {
      if (nowMs / lengthMs != index) {
        index = nowMs / lengthMs;
        used = 0;
      }
      return used;
    }

    long restSec(long nowMs) {
      return Math.ceilDiv((index + 1) * lengthMs - nowMs, 1_000L);
    }
  }

  private final Bounds bounds;
  private final BinanceSettings settings;
  private final Window weight = new Window(MINUTE_MS);
  private final Window refused = new Window(MINUTE_MS);
  private final Window orders10s = new Window(10_000);
  private final Window ordersLong;
  private long bannedUntilMs;

  BinanceLimits(Bounds bounds, BinanceSettings settings) {
    this.bounds = bounds;
    this.settings = settings;
    this.ordersLong = new Window(bounds.longMs());
  }

  /**
   * Counts a request.
   *
   * @throws BinanceRefusal with 429 above the limit, 418 while banned
   */
  void count(int weightOfRequest, long nowMs) {
    if (nowMs < bannedUntilMs) {
      throw BinanceRefusal.limited(
          418,
          -1003,
          "Way too much request weight used; IP banned until "
              + bannedUntilMs
              + ". Please use"
              + " WebSocket Streams for live updates to avoid bans.",
          Math.ceilDiv(bannedUntilMs - nowMs, 1_000L));
    }
    int used = weight.used(nowMs) + weightOfRequest;
    if (used > bounds.weightPerMin()) {
      refused.used(nowMs);
      refused.used++;
      if (settings.banAfter() > 0 && refused.used >= settings.banAfter()) {
        bannedUntilMs = nowMs + settings.banSec() * 1_000L;
      }
      throw BinanceRefusal.limited(
          429,
          -1003,
          "Too much request weight used; current limit is "
              + bounds.weightPerMin()
              + " request weight per 1 MINUTE.",
          weight.restSec(nowMs));
    }
    weight.used = used;
  }

  /** Takes weight back, for requests that cost nothing when they succeed. */
  void refund(int weightOfRequest) {
    weight.used -= weightOfRequest;
  }

  /**
   * Counts an order.
   *
   * @throws BinanceRefusal with 429 above a limit
   */
  void countOrder(long nowMs) {
    boolean fits =
        orders10s.used(nowMs) < bounds.ordersPer10s()
            && ordersLong.used(nowMs) < bounds.ordersPerLong();
    if (!fits) {
      throw BinanceRefusal.limited(
          429, -1015, "Too many new orders; current limit is exceeded.", orders10s.restSec(nowMs));
    }
    orders10s.used++;
    ordersLong.used++;
  }

  int ordersIn10s(long nowMs) {
    return orders10s.used(nowMs);
  }

  int ordersInLong(long nowMs) {
    return ordersLong.used(nowMs);
  }

  Bounds bounds() {
    return bounds;
  }

  /** Puts the headers on an answer. */
  Reply tell(Reply reply, boolean order, long nowMs) {
    Reply told = reply.with("X-MBX-USED-WEIGHT-1M", String.valueOf(weight.used(nowMs)));
    if (!order) {
      return told;
    }
    return told.with("X-MBX-ORDER-COUNT-10S", String.valueOf(ordersIn10s(nowMs)))
        .with("X-MBX-ORDER-COUNT-" + bounds.longName(), String.valueOf(ordersInLong(nowMs)));
  }
}
