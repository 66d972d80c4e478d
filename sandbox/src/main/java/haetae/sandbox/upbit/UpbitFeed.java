package haetae.sandbox.upbit;

import haetae.market.Fixed;
import haetae.market.Side;
import haetae.sandbox.market.DayStats;
import haetae.sandbox.market.Level;
import haetae.sandbox.market.Market;
import haetae.sandbox.market.MarketTrade;
import haetae.sandbox.market.VenueClock;
import haetae.sandbox.net.Json;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Market data in the shapes of Upbit's messages and answers. */
final class UpbitFeed {
  private static final DateTimeFormatter DATE = utc("yyyy-MM-dd");
  private static final DateTimeFormatter TIME = utc("HH:mm:ss");
  private static final DateTimeFormatter SHORT_DATE = utc("yyyyMMdd");
  private static final DateTimeFormatter SHORT_TIME = utc("HHmmss");
  private static final int LONGEST_BOOK = 30;
  private static final long SEOUL_MS = 9 * 3_600_000L;

  private final VenueClock clock;
  private final Map<String, Long> bookTimes = new TreeMap<>();

  UpbitFeed(VenueClock clock) {
    this.clock = clock;
  }

  private static DateTimeFormatter utc(String pattern) {
    return DateTimeFormatter.ofPattern(pattern).withZone(ZoneOffset.UTC);
  }

  static String date(long ms) {
    return DATE.format(Instant.ofEpochMilli(ms));
  }

  static String time(long ms) {
    return TIME.format(Instant.ofEpochMilli(ms));
  }

  /** Time in ms and a counter of four digits, as observed. */
  static long sequentialId(MarketTrade trade) {
    return trade.timeMs() * 10_000 + trade.id() % 10_000;
  }

  /** Tick at the present price. */
  static BigDecimal tick(Market market) {
    long midE8 = Fixed.ofDecimal(market.mid(), RoundingMode.DOWN);
    return Fixed.toDecimal(market.instrument().rules().grid().tickE8(midE8));
  }

  /** Units by which a book may be grouped: 0, and tens of the tick up to the price. */
  static List<BigDecimal> supportedLevels(Market market) {
    List<BigDecimal> levels = new ArrayList<>(List.of(BigDecimal.ZERO));
    BigDecimal level = tick(market).multiply(BigDecimal.TEN);
    while (level.compareTo(market.mid()) < 0) {
      levels.add(level);
      level = level.multiply(BigDecimal.TEN);
    }
    return levels;
  }

  static boolean supports(Market market, BigDecimal level) {
    return supportedLevels(market).stream().anyMatch(l -> l.compareTo(level) == 0);
  }

  /** Notes that a book has changed. */
  void changed(Market market) {
    bookTimes.put(market.symbol(), clock.nowMs());
  }

  /** Venue time of the last change. */
  long bookTime(Market market) {
    return bookTimes.getOrDefault(market.symbol(), clock.nowMs());
  }

  /** Puts sums and levels into a book. */
  void units(ObjectNode book, Market market, BigDecimal level, int count) {
    List<Level> asks =
        UpbitQuotation.grouped(market.levels(Side.SELL, LONGEST_BOOK), level, Side.SELL);
    List<Level> bids =
        UpbitQuotation.grouped(market.levels(Side.BUY, LONGEST_BOOK), level, Side.BUY);
    book.put("total_ask_size", sum(asks));
    book.put("total_bid_size", sum(bids));
    ArrayNode units = book.putArray("orderbook_units");
    int longest = Math.min(count, Math.max(asks.size(), bids.size()));
    // A side that is too thin is padded with zeros, as the venue does.
    for (int i = 0; i < longest; i++) {
      Level ask = at(asks, i);
      Level bid = at(bids, i);
      units
          .addObject()
          .put("ask_price", ask.price().stripTrailingZeros())
          .put("bid_price", bid.price().stripTrailingZeros())
          .put("ask_size", ask.quantity())
          .put("bid_size", bid.quantity());
    }
  }

  private static Level at(List<Level> levels, int i) {
    return i < levels.size() ? levels.get(i) : new Level(BigDecimal.ZERO, BigDecimal.ZERO);
  }

  private static BigDecimal sum(List<Level> levels) {
    return levels.stream().map(Level::quantity).reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  /** A message of type {@code orderbook}. */
  ObjectNode orderbook(Market market, int depth, BigDecimal level, String streamType) {
    ObjectNode json = Json.object().put("type", "orderbook").put("code", market.symbol());
    json.put("timestamp", bookTime(market));
    units(json, market, level, depth);
    return json.put("stream_type", streamType).put("level", level);
  }

  /** A message of type {@code trade}. */
  ObjectNode trade(Market market, MarketTrade trade, String streamType) {
    BigDecimal close = market.stats().previousClose();
    BigDecimal change = trade.price().subtract(close);
    Level ask = at(market.levels(Side.SELL, 1), 0);
    Level bid = at(market.levels(Side.BUY, 1), 0);
    return Json.object()
        .put("type", "trade")
        .put("code", market.symbol())
        .put("timestamp", clock.nowMs())
        .put("trade_date", date(trade.timeMs()))
        .put("trade_time", time(trade.timeMs()))
        .put("trade_timestamp", trade.timeMs())
        .put("trade_price", trade.price())
        .put("trade_volume", trade.quantity())
        .put("ask_bid", trade.taker() == Side.BUY ? "BID" : "ASK")
        .put("prev_closing_price", close)
        .put("change", word(change))
        .put("change_price", change.abs())
        .put("sequential_id", sequentialId(trade))
        .put("best_ask_price", ask.price().stripTrailingZeros())
        .put("best_ask_size", ask.quantity())
        .put("best_bid_price", bid.price().stripTrailingZeros())
        .put("best_bid_size", bid.quantity())
        .put("stream_type", streamType);
  }

  private static String word(BigDecimal change) {
    return change.signum() > 0 ? "RISE" : change.signum() < 0 ? "FALL" : "EVEN";
  }

  /** An entry of {@code GET /v1/ticker}. */
  ObjectNode restTicker(Market market) {
    MarketTrade last = market.stats().lastTrade();
    ObjectNode json = Json.object().put("market", market.symbol());
    json.put("trade_date", SHORT_DATE.format(Instant.ofEpochMilli(last.timeMs())));
    json.put("trade_time", SHORT_TIME.format(Instant.ofEpochMilli(last.timeMs())));
    Instant seoul = Instant.ofEpochMilli(last.timeMs() + SEOUL_MS);
    json.put("trade_date_kst", SHORT_DATE.format(seoul));
    json.put("trade_time_kst", SHORT_TIME.format(seoul));
    json.put("trade_timestamp", last.timeMs());
    prices(json, market);
    json.put("trade_volume", last.quantity());
    volumes(json, market.stats());
    extremes(json, market.stats());
    return json.put("timestamp", clock.nowMs());
  }

  private static void prices(ObjectNode json, Market market) {
    DayStats stats = market.stats();
    BigDecimal close = stats.previousClose();
    BigDecimal change = stats.last().subtract(close);
    BigDecimal rate =
        close.signum() == 0 ? BigDecimal.ZERO : change.divide(close, 10, RoundingMode.HALF_EVEN);
    json.put("opening_price", stats.open());
    json.put("high_price", stats.high());
    json.put("low_price", stats.low());
    json.put("trade_price", stats.last());
    json.put("prev_closing_price", close);
    json.put("change", word(change));
    json.put("change_price", change.abs());
    json.put("change_rate", rate.abs());
    json.put("signed_change_price", change);
    json.put("signed_change_rate", rate);
  }

  private static void volumes(ObjectNode json, DayStats stats) {
    json.put("acc_trade_price", stats.turnover());
    json.put("acc_trade_price_24h", stats.turnover());
    json.put("acc_trade_volume", stats.volume());
    json.put("acc_trade_volume_24h", stats.volume());
  }

  private void extremes(ObjectNode json, DayStats stats) {
    String today = date(clock.nowMs());
    json.put("highest_52_week_price", stats.high());
    json.put("highest_52_week_date", today);
    json.put("lowest_52_week_price", stats.low());
    json.put("lowest_52_week_date", today);
  }

  /** A message of type {@code ticker}. */
  ObjectNode ticker(Market market, String streamType) {
    DayStats stats = market.stats();
    MarketTrade last = stats.lastTrade();
    ObjectNode json = Json.object().put("type", "ticker").put("code", market.symbol());
    prices(json, market);
    volumes(json, stats);
    json.put("ask_bid", last.taker() == Side.BUY ? "BID" : "ASK");
    json.put("trade_volume", last.quantity());
    json.put("trade_date", SHORT_DATE.format(Instant.ofEpochMilli(last.timeMs())));
    json.put("trade_time", SHORT_TIME.format(Instant.ofEpochMilli(last.timeMs())));
    json.put("trade_timestamp", last.timeMs());
    json.put("acc_ask_volume", stats.sold());
    json.put("acc_bid_volume", stats.bought());
    extremes(json, stats);
    json.put("market_state", "ACTIVE");
    json.put("is_trading_suspended", false);
    json.putNull("delisting_date");
    json.put("market_warning", "NONE");
    json.put("timestamp", clock.nowMs());
    return json.put("stream_type", streamType);
  }
}
