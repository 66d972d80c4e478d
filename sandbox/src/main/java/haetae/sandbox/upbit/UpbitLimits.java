package haetae.sandbox.upbit;

import java.util.ArrayDeque;
import java.util.Map;
import java.util.TreeMap;

/**
 * Upbit's rate limits: a number of requests in each second of the clock, by group.
 *
 * <p>Source: Upbit developer centre, "Rate limits" (2026-08); the kind of window and the bans are
 * not documented.
 */
final class UpbitLimits {
  private static final long BAN_WINDOW_MS = 10_000;

  private static final class Window {
    private long index = Long.MIN_VALUE;
    private int used;
  }

  private final UpbitSettings settings;
  private final Map<String, Window> windows = new TreeMap<>();
  private final ArrayDeque<Long> refusals = new ArrayDeque<>();
  private long bannedUntilMs;

  UpbitLimits(UpbitSettings settings) {
    this.settings = settings;
  }

  /** Requests that a group allows in its window. */
  private int limit(String group) {
    return switch (group) {
      case "order" -> settings.orderPerSec();
      case "order-test" -> settings.orderTestPerSec();
      case "default" -> settings.defaultPerSec();
      case "websocket-connect" -> settings.connectPerSec();
      case "order-cancel-all", "origin" -> 1;
      default -> settings.publicPerSec();
    };
  }

  private long windowMs(String group) {
    return switch (group) {
      case "order-cancel-all" -> settings.cancelAllEveryMs();
      case "origin" -> 10_000;
      default -> 1_000;
    };
  }

  /**
   * Counts a request.
   *
   * @return value of the header {@code Remaining-Req}
   * @throws UpbitRefusal with 429 above the limit, 418 while banned
   */
  String count(String group, long nowMs) {
    if (nowMs < bannedUntilMs) {
      long seconds = Math.ceilDiv(bannedUntilMs - nowMs, 1_000L);
      throw new UpbitRefusal(
          418, "418", "Requests are blocked, try again in " + seconds + " seconds.");
    }
    Window window = windows.computeIfAbsent(group, _ -> new Window());
    long index = nowMs / windowMs(group);
    if (index != window.index) {
      window.index = index;
      window.used = 0;
    }
    int limit = limit(group);
    if (window.used >= limit) {
      refused(nowMs);
      throw new UpbitRefusal(429, "too_many_requests", "Too many API requests.");
    }
    window.used++;
    return "group=" + group + "; min=" + limit * 60 + "; sec=" + (limit - window.used);
  }

  private void refused(long nowMs) {
    refusals.addLast(nowMs);
    while (nowMs - refusals.getFirst() > BAN_WINDOW_MS) {
      refusals.removeFirst();
    }
    if (settings.banAfter() > 0 && refusals.size() >= settings.banAfter()) {
      bannedUntilMs = nowMs + settings.banSec() * 1_000L;
      refusals.clear();
    }
  }
}
