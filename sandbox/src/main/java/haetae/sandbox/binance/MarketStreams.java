package haetae.sandbox.binance;

import haetae.market.Fixed;
import haetae.market.Side;
import haetae.sandbox.fault.FaultKind;
import haetae.sandbox.fault.Faults;
import haetae.sandbox.market.DayStats;
import haetae.sandbox.market.Level;
import haetae.sandbox.market.Market;
import haetae.sandbox.market.MarketListener;
import haetae.sandbox.market.MarketTrade;
import haetae.sandbox.market.VenueClock;
import haetae.sandbox.net.Json;
import haetae.sandbox.net.Loop;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.node.ObjectNode;

/** What happens in the markets of a product, as its streams tell it. */
final class MarketStreams implements MarketListener {
  private static final Map<Integer, String> SPOT_SPEEDS = Map.of(100, "@100ms", 1_000, "");
  private static final Map<Integer, String> FUTURES_SPEEDS =
      Map.of(100, "@100ms", 250, "", 500, "@500ms");

  private final Collection<Market> markets;
  private final StreamHub hub;
  private final VenueClock clock;
  private final Faults faults;
  private final boolean spot;
  private final Map<Market, List<DepthFeed>> feeds = new HashMap<>();
  private final Map<Market, String> lastTouch = new HashMap<>();

  MarketStreams(
      Collection<Market> markets, StreamHub hub, VenueClock clock, Faults faults, boolean spot) {
    this.markets = List.copyOf(markets);
    this.hub = hub;
    this.clock = clock;
    this.faults = faults;
    this.spot = spot;
  }

  /** Listens to the markets and begins to publish. */
  void start(Loop loop) {
    (spot ? SPOT_SPEEDS : FUTURES_SPEEDS).forEach((ms, suffix) -> depth(loop, ms, suffix));
    markets.forEach(market -> market.listen(this));
    loop.every(1_000, () -> markets.forEach(this::tickers));
  }

  private void depth(Loop loop, int periodMs, String suffix) {
    List<DepthFeed> atThisSpeed = new ArrayList<>();
    for (Market market : markets) {
      DepthFeed feed = new DepthFeed(market, hub, spot, suffix, this::skip);
      feeds.computeIfAbsent(market, _ -> new ArrayList<>()).add(feed);
      atThisSpeed.add(feed);
    }
    loop.every(periodMs, () -> atThisSpeed.forEach(feed -> feed.flush(clock.nowMs())));
  }

  private boolean skip() {
    return faults.hit(FaultKind.GAP).isPresent();
  }

  private static String name(Market market, String suffix) {
    return market.symbol().toLowerCase(Locale.ROOT) + suffix;
  }

  private static String e8(BigDecimal value) {
    return Json.fixed(value, Fixed.SCALE);
  }

  @Override
  public void levelChanged(Market market, Side side, BigDecimal price, BigDecimal quantity) {
    List<DepthFeed> mine = feeds.get(market);
    if (mine != null) {
      mine.forEach(feed -> feed.changed(side, price, quantity));
    }
  }

  @Override
  public void bookChanged(Market market) {
    Level bid = market.best(Side.BUY);
    Level ask = market.best(Side.SELL);
    if (bid == null || ask == null) {
      return;
    }
    String touch = bid + " " + ask;
    if (touch.equals(lastTouch.put(market, touch))) {
      return;
    }
    hub.publish(name(market, "@bookTicker"), () -> bookTicker(market, bid, ask));
    hub.publish("!bookTicker", () -> bookTicker(market, bid, ask));
  }

  private ObjectNode bookTicker(Market market, Level bid, Level ask) {
    ObjectNode json = Json.object();
    if (!spot) {
      json.put("e", "bookTicker");
    }
    json.put("u", market.updateId());
    if (!spot) {
      json.put("E", clock.nowMs()).put("T", clock.nowMs());
    }
    json.put("s", market.symbol());
    if (!spot) {
      json.put("ps", market.symbol());
    }
    json.put("b", e8(bid.price())).put("B", e8(bid.quantity()));
    json.put("a", e8(ask.price())).put("A", e8(ask.quantity()));
    return spot ? json : json.put("st", 1);
  }

  @Override
  public void traded(Market market, MarketTrade trade) {
    if (spot) {
      hub.publish(name(market, "@trade"), () -> trade(market, trade));
    }
    hub.publish(name(market, "@aggTrade"), () -> aggregate(market, trade));
  }

  private ObjectNode trade(Market market, MarketTrade trade) {
    ObjectNode json = Json.object().put("e", "trade").put("E", clock.nowMs());
    json.put("s", market.symbol()).put("t", trade.id()).put("p", e8(trade.price()));
    json.put("q", e8(trade.quantity())).put("T", trade.timeMs());
    return json.put("m", trade.taker() == Side.SELL).put("M", true);
  }

  private ObjectNode aggregate(Market market, MarketTrade trade) {
    ObjectNode json = Json.object().put("e", "aggTrade").put("E", clock.nowMs());
    if (!spot) {
      json.put("a", trade.id());
    }
    json.put("s", market.symbol());
    if (spot) {
      json.put("a", trade.id());
    }
    json.put("p", e8(trade.price())).put("q", e8(trade.quantity()));
    if (!spot) {
      json.put("nq", e8(trade.quantity()));
    }
    json.put("f", trade.id()).put("l", trade.id()).put("T", trade.timeMs());
    json.put("m", trade.taker() == Side.SELL);
    return spot ? json.put("M", true) : json.put("st", 1);
  }

  private void tickers(Market market) {
    hub.publish(name(market, "@ticker"), () -> ticker(market));
    hub.publish(name(market, "@miniTicker"), () -> mini(market));
  }

  private ObjectNode mini(Market market) {
    DayStats stats = market.stats();
    ObjectNode json = Json.object().put("e", "24hrMiniTicker").put("E", clock.nowMs());
    json.put("s", market.symbol()).put("c", e8(stats.last())).put("o", e8(stats.open()));
    json.put("h", e8(stats.high())).put("l", e8(stats.low())).put("v", e8(stats.volume()));
    return json.put("q", e8(stats.turnover()));
  }

  private ObjectNode ticker(Market market) {
    DayStats stats = market.stats();
    Level bid = market.best(Side.BUY);
    Level ask = market.best(Side.SELL);
    BigDecimal change = stats.last().subtract(stats.open());
    ObjectNode json = Json.object().put("e", "24hrTicker").put("E", clock.nowMs());
    json.put("s", market.symbol()).put("p", e8(change));
    json.put("P", MarketDataApi.percent(change, stats.open())).put("w", e8(stats.last()));
    json.put("c", e8(stats.last())).put("Q", e8(stats.lastTrade().quantity()));
    if (spot && bid != null && ask != null) {
      json.put("x", e8(stats.previousClose()));
      json.put("b", e8(bid.price())).put("B", e8(bid.quantity()));
      json.put("a", e8(ask.price())).put("A", e8(ask.quantity()));
    }
    json.put("o", e8(stats.open())).put("h", e8(stats.high())).put("l", e8(stats.low()));
    json.put("v", e8(stats.volume())).put("q", e8(stats.turnover()));
    json.put("O", clock.nowMs() - 86_400_000).put("C", clock.nowMs()).put("F", 1);
    return json.put("L", stats.lastTrade().id()).put("n", stats.count());
  }
}
