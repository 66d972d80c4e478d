package haetae.sandbox.binance;

import haetae.market.Fixed;
import haetae.sandbox.market.Market;
import haetae.sandbox.market.VenueClock;
import haetae.sandbox.net.Json;
import haetae.sandbox.net.Loop;
import haetae.sandbox.net.Reply;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiConsumer;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Mark prices and funding: at each settlement longs pay shorts notional at the mark times the rate.
 *
 * <p>The rate is the same at every settlement. The mark is the middle of the perpetual's book, the
 * index that of spot.
 */
final class Funding {
  private static final long HOUR_MS = 3_600_000;
  private static final long VENUE_INTERVAL_MS = 8 * HOUR_MS;

  private record Settled(String symbol, long timeMs, BigDecimal mark) {}

  private final Map<String, Market> futures;
  private final Map<String, Market> spot;
  private final FuturesAccount account;
  private final VenueClock clock;
  private final BigDecimal rate;
  private final long intervalMs;
  private final BiConsumer<BigDecimal, String> paid;
  private final List<Settled> history = new ArrayList<>();
  private long nextMs;

  /**
   * Funding that was never paid yet.
   *
   * @param intervalSec time between settlements; 0 for the venue's 8 hours
   * @param paid told of each payment and its symbol
   */
  Funding(
      Map<String, Market> futures,
      Map<String, Market> spot,
      FuturesAccount account,
      VenueClock clock,
      BigDecimal rate,
      long intervalSec,
      BiConsumer<BigDecimal, String> paid) {
    this.futures = futures;
    this.spot = spot;
    this.account = account;
    this.clock = clock;
    this.rate = rate;
    this.intervalMs = intervalSec == 0 ? VENUE_INTERVAL_MS : intervalSec * 1_000;
    this.paid = paid;
    this.nextMs = after(clock.nowMs());
  }

  private long after(long nowMs) {
    return (nowMs / intervalMs + 1) * intervalMs;
  }

  /** Begins to settle, and to publish mark prices. */
  void start(Loop loop, StreamHub hub) {
    loop.every(100, this::settleWhenDue);
    loop.every(1_000, () -> publish(hub, "@1s"));
    loop.every(3_000, () -> publish(hub, ""));
  }

  private void settleWhenDue() {
    long now = clock.nowMs();
    if (now < nextMs) {
      return;
    }
    for (String symbol : futures.keySet()) {
      history.add(new Settled(symbol, nextMs, account.mark(symbol)));
    }
    for (FuturesPosition position : account.positions()) {
      if (!position.flat()) {
        settle(position, now);
      }
    }
    nextMs = after(now);
  }

  private void settle(FuturesPosition position, long nowMs) {
    BigDecimal amount =
        account
            .notional(position)
            .multiply(rate)
            .negate()
            .setScale(Fixed.SCALE, RoundingMode.HALF_EVEN);
    account.book(position.symbol(), "FUNDING_FEE", amount, "FUNDING_FEE", nowMs);
    paid.accept(amount, position.symbol());
  }

  private void publish(StreamHub hub, String suffix) {
    ArrayNode all = Json.array();
    for (String symbol : futures.keySet()) {
      ObjectNode event = event(symbol);
      all.add(event);
      hub.publish(symbol.toLowerCase(Locale.ROOT) + "@markPrice" + suffix, () -> event);
    }
    hub.publish("!markPrice@arr" + suffix, () -> all);
  }

  private ObjectNode event(String symbol) {
    String mark = Json.fixed(account.mark(symbol), Fixed.SCALE);
    ObjectNode json = Json.object().put("e", "markPriceUpdate").put("E", clock.nowMs());
    json.put("s", symbol).put("p", mark).put("ap", mark).put("P", mark);
    json.put("i", index(symbol)).put("r", rateText()).put("T", nextMs);
    return json.put("st", 1);
  }

  private String rateText() {
    return Json.fixed(rate, Fixed.SCALE);
  }

  private String index(String symbol) {
    Market market = spot.get(symbol);
    BigDecimal price = market == null ? account.mark(symbol) : market.mid();
    return Json.fixed(price, Fixed.SCALE);
  }

  private void check(String symbol) {
    if (!futures.containsKey(symbol)) {
      throw BinanceRefusal.of(-1121, "Invalid symbol.");
    }
  }

  /** {@code GET /fapi/v1/premiumIndex}. */
  Reply premiumIndex(BinanceCall call) {
    String only = call.find("symbol");
    if (only != null) {
      check(only);
      return Reply.json(200, premium(only));
    }
    ArrayNode array = Json.array();
    futures.keySet().forEach(symbol -> array.add(premium(symbol)));
    return Reply.json(200, array);
  }

  private ObjectNode premium(String symbol) {
    String mark = Json.fixed(account.mark(symbol), Fixed.SCALE);
    ObjectNode json = Json.object().put("symbol", symbol).put("markPrice", mark);
    json.put("indexPrice", index(symbol)).put("estimatedSettlePrice", mark);
    json.put("lastFundingRate", rateText()).put("interestRate", "0.00010000");
    return json.put("nextFundingTime", nextMs).put("time", clock.nowMs());
  }

  /** {@code GET /fapi/v1/fundingRate}: settlements since the start, the oldest first. */
  Reply rates(BinanceCall call) {
    String symbol = call.get("symbol", "");
    List<Settled> found =
        history.stream()
            .filter(s -> symbol.isEmpty() || symbol.equals(s.symbol()))
            .filter(s -> Periods.within(call, s.timeMs()))
            .toList();
    ArrayNode array = Json.array();
    for (Settled settled : Periods.last(call, found)) {
      array
          .addObject()
          .put("symbol", settled.symbol())
          .put("fundingTime", settled.timeMs())
          .put("fundingRate", rateText())
          .put("markPrice", Json.fixed(settled.mark(), Fixed.SCALE))
          .put("rateType", "Regular");
    }
    return Reply.json(200, array);
  }

  /** {@code GET /fapi/v1/fundingInfo}; the symbol is ignored, as at the venue. */
  Reply info(BinanceCall call) {
    ArrayNode array = Json.array();
    for (String symbol : futures.keySet()) {
      array
          .addObject()
          .put("symbol", symbol)
          .put("adjustedFundingRateCap", "0.00300000")
          .put("adjustedFundingRateFloor", "-0.00300000")
          .put("fundingIntervalHours", Math.max(1, intervalMs / HOUR_MS))
          .put("disclaimer", false)
          .put("updateTime", clock.nowMs());
    }
    return Reply.json(200, array);
  }
}
