package haetae.sandbox.upbit;

import haetae.market.Fixed;
import haetae.market.Side;
import haetae.sandbox.market.Level;
import haetae.sandbox.market.Market;
import haetae.sandbox.market.MarketTrade;
import haetae.sandbox.net.Json;
import haetae.sandbox.net.Reply;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The public endpoints. */
final class UpbitQuotation {
  private static final Map<String, String> KOREAN =
      Map.of("BTC", "비트코인", "ETH", "이더리움", "XRP", "엑스알피(리플)", "USDT", "테더");
  private static final Map<String, String> ENGLISH =
      Map.of("BTC", "Bitcoin", "ETH", "Ethereum", "XRP", "XRP", "USDT", "Tether");
  private static final List<String> CAUTIONS =
      List.of(
          "PRICE_FLUCTUATIONS",
          "TRADING_VOLUME_SOARING",
          "DEPOSIT_AMOUNT_SOARING",
          "GLOBAL_PRICE_DIFFERENCES",
          "CONCENTRATION_OF_SMALL_ACCOUNTS");

  private final Map<String, Market> markets;
  private final UpbitFeed feed;
  private final UpbitSettings settings;

  UpbitQuotation(Map<String, Market> markets, UpbitFeed feed, UpbitSettings settings) {
    this.markets = markets;
    this.feed = feed;
    this.settings = settings;
  }

  /** {@code GET /v1/market/all}. */
  Reply all(UpbitCall call) {
    boolean details = call.get("is_details", "false").equals("true");
    ArrayNode array = Json.array();
    for (Market market : markets.values()) {
      String base = market.instrument().base().code();
      ObjectNode entry = array.addObject();
      entry.put("market", market.symbol());
      entry.put("korean_name", KOREAN.getOrDefault(base, base));
      entry.put("english_name", ENGLISH.getOrDefault(base, base));
      if (details) {
        ObjectNode event = entry.putObject("market_event");
        event.put("warning", false);
        ObjectNode caution = event.putObject("caution");
        CAUTIONS.forEach(name -> caution.put(name, false));
      }
    }
    return Reply.json(200, array);
  }

  private List<Market> named(UpbitCall call, String parameter) {
    List<String> codes = call.list(parameter);
    if (codes.isEmpty()) {
      throw UpbitRefusal.bad(
          "400", "Missing request parameter error. Check the required request" + " parameters!");
    }
    List<Market> found = new ArrayList<>();
    for (String code : codes) {
      Market market = markets.get(code);
      if (market == null) {
        throw new UpbitRefusal(404, "404", "Code not found");
      }
      found.add(market);
    }
    return found;
  }

  /** {@code GET /v1/ticker}. */
  Reply ticker(UpbitCall call) {
    return tickers(named(call, "markets"));
  }

  /** {@code GET /v1/ticker/all}. */
  Reply tickerAll(UpbitCall call) {
    List<String> quotes = call.list("quote_currencies");
    return tickers(
        markets.values().stream()
            .filter(m -> quotes.isEmpty() || quotes.contains(m.instrument().quote().code()))
            .toList());
  }

  private Reply tickers(List<Market> chosen) {
    ArrayNode array = Json.array();
    chosen.forEach(market -> array.add(feed.restTicker(market)));
    return Reply.json(200, array);
  }

  /** {@code GET /v1/orderbook}. */
  Reply orderbook(UpbitCall call) {
    int count = call.number("count", 30, 1, 30);
    String levelText = call.get("level", "0");
    BigDecimal level = Json.decimal(levelText);
    ArrayNode array = Json.array();
    for (Market market : named(call, "markets")) {
      if (level == null || !UpbitFeed.supports(market, level)) {
        return Reply.json(200, Json.array());
      }
      ObjectNode entry = array.addObject();
      entry.put("market", market.symbol());
      entry.put("timestamp", feed.bookTime(market));
      feed.units(entry, market, level, count);
      entry.put("level", level);
    }
    return Reply.json(200, array);
  }

  /** {@code GET /v1/orderbook/instruments}. */
  Reply instruments(UpbitCall call) {
    ArrayNode array = Json.array();
    for (Market market : named(call, "markets")) {
      ObjectNode entry = array.addObject();
      entry.put("market", market.symbol());
      entry.put("quote_currency", market.instrument().quote().code());
      BigDecimal tick = UpbitFeed.tick(market);
      if (settings.tickSizeAsNumber()) {
        entry.put("tick_size", tick);
      } else {
        entry.put("tick_size", Json.plain(tick));
      }
      ArrayNode levels = entry.putArray("supported_levels");
      UpbitFeed.supportedLevels(market).forEach(l -> levels.add(Json.plain(l)));
    }
    return Reply.json(200, array);
  }

  /** {@code GET /v1/trades/ticks}. */
  Reply trades(UpbitCall call) {
    Market market = named(call, "market").get(0);
    int count = call.number("count", 1, 1, 500);
    String cursor = call.get("cursor", String.valueOf(Long.MAX_VALUE));
    if (!cursor.matches("\\d{1,19}")) {
      throw UpbitRefusal.bad("400", "Type mismatch error. Check the parameters type!");
    }
    long before = Long.parseLong(cursor);
    ArrayNode array = Json.array();
    market.stats().newestFirst().stream()
        .filter(t -> UpbitFeed.sequentialId(t) < before)
        .limit(count)
        .forEach(t -> array.add(trade(market, t)));
    return Reply.json(200, array);
  }

  private ObjectNode trade(Market market, MarketTrade trade) {
    BigDecimal close = market.stats().previousClose();
    return Json.object()
        .put("market", market.symbol())
        .put("trade_date_utc", UpbitFeed.date(trade.timeMs()))
        .put("trade_time_utc", UpbitFeed.time(trade.timeMs()))
        .put("timestamp", trade.timeMs())
        .put("trade_price", trade.price())
        .put("trade_volume", trade.quantity())
        .put("prev_closing_price", close)
        .put("change_price", trade.price().subtract(close))
        .put("ask_bid", trade.taker() == Side.BUY ? "BID" : "ASK")
        .put("sequential_id", UpbitFeed.sequentialId(trade));
  }

  /** Price levels joined into multiples of a unit: bids downwards, asks upwards. */
  static List<Level> grouped(List<Level> levels, BigDecimal unit, Side side) {
    if (unit.signum() == 0) {
      return levels;
    }
    List<Level> joined = new ArrayList<>();
    for (Level level : levels) {
      RoundingMode mode = side == Side.BUY ? RoundingMode.FLOOR : RoundingMode.CEILING;
      BigDecimal price = level.price().divide(unit, 0, mode).multiply(unit);
      price = price.setScale(Fixed.SCALE, RoundingMode.UNNECESSARY);
      int last = joined.size() - 1;
      if (last >= 0 && joined.get(last).price().compareTo(price) == 0) {
        BigDecimal sum = joined.get(last).quantity().add(level.quantity());
        joined.set(last, new Level(price, sum));
      } else {
        joined.add(new Level(price, level.quantity()));
      }
    }
    return joined;
  }
}
