package haetae.sandbox.upbit;

import haetae.market.Side;
import haetae.sandbox.fault.FaultKind;
import haetae.sandbox.fault.FaultSpec;
import haetae.sandbox.fault.Faults;
import haetae.sandbox.market.Market;
import haetae.sandbox.market.MarketListener;
import haetae.sandbox.market.MarketTrade;
import haetae.sandbox.market.VenueClock;
import haetae.sandbox.market.Wallet;
import haetae.sandbox.net.Json;
import haetae.sandbox.net.Loop;
import haetae.sandbox.net.Session;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** All connections to the streams, and what is sent to them. */
final class UpbitStreams implements MarketListener, UpbitDesk.Reports {
  private static final long TICK_MS = 250;
  private static final String REALTIME = "REALTIME";

  private final Map<String, Market> markets;
  private final UpbitFeed feed;
  private final UpbitSettings settings;
  private final UpbitOrderJson orders;
  private final VenueClock clock;
  private final Faults faults;
  private final Loop loop;
  private final Wallet wallet;
  private final List<UpbitStream> open = new ArrayList<>();
  private final Set<String> changedBooks = new TreeSet<>();
  private boolean assetsDue;

  UpbitStreams(
      Map<String, Market> markets,
      UpbitFeed feed,
      UpbitSettings settings,
      VenueClock clock,
      Faults faults,
      Loop loop,
      Wallet wallet) {
    this.markets = markets;
    this.feed = feed;
    this.settings = settings;
    this.orders = new UpbitOrderJson(settings);
    this.clock = clock;
    this.faults = faults;
    this.loop = loop;
    this.wallet = wallet;
  }

  /** Listens to the markets and begins to send. */
  void start() {
    markets.values().forEach(market -> market.listen(this));
    faults.listen(this::faultBegins, _ -> {});
    loop.every(settings.bookEveryMs(), this::sendBooks);
    loop.every(TICK_MS, this::tick);
  }

  private void tick() {
    long now = System.currentTimeMillis();
    List.copyOf(open).forEach(stream -> stream.tick(now));
  }

  /** Takes in a new connection. */
  UpbitStream opened(Session session, boolean privateStream) {
    UpbitStream stream =
        new UpbitStream(
            session,
            privateStream,
            settings,
            this::subscribed,
            open::remove,
            () -> silent(privateStream));
    open.add(stream);
    return stream;
  }

  private boolean silent(boolean privateStream) {
    return faults.hitStream(FaultKind.SILENT_STREAM, privateStream).isPresent()
        || faults.hit(FaultKind.MAINTENANCE).isPresent();
  }

  private void faultBegins(FaultSpec fault) {
    for (UpbitStream stream : List.copyOf(open)) {
      boolean meant =
          fault.streams().equals("all")
              || fault.streams().equals("private") == stream.privateStream();
      if (meant) {
        strike(fault.fault(), stream.session());
      }
    }
  }

  private static void strike(FaultKind kind, Session session) {
    switch (kind) {
      case DISCONNECT -> session.cut();
      case HALF_OPEN -> session.freeze();
      case DAY_CUT -> session.close(1000, "");
      default -> {
        // The others take effect where messages are sent or requests answered.
      }
    }
  }

  private void subscribed(UpbitStream stream) {
    for (UpbitSubscription.Topic topic : stream.topics()) {
      for (String code : topic.codes()) {
        Market market = markets.get(UpbitSubscription.Topic.plain(code));
        if (market == null && settings.unknownCode().equals("error")) {
          stream.error("INVALID_PARAM", "The code " + code + " is not known.");
        } else if (market != null && !topic.realtime()) {
          snapshot(stream, topic, market);
        }
      }
    }
  }

  private void snapshot(UpbitStream stream, UpbitSubscription.Topic topic, Market market) {
    switch (topic.type()) {
      case "ticker" -> stream.send(feed.ticker(market, "SNAPSHOT"));
      case "trade" -> stream.send(feed.trade(market, market.stats().lastTrade(), "SNAPSHOT"));
      case "orderbook" -> sendBook(stream, topic, market, "SNAPSHOT");
      default -> {
        // Private types have no snapshot.
      }
    }
  }

  private void sendBook(
      UpbitStream stream, UpbitSubscription.Topic topic, Market market, String streamType) {
    if (UpbitFeed.supports(market, topic.level())) {
      int depth = topic.depth(market.symbol());
      stream.send(feed.orderbook(market, depth, topic.level(), streamType));
    }
  }

  @Override
  public void levelChanged(Market market, Side side, BigDecimal price, BigDecimal quantity) {
    // Books are sent whole.
  }

  @Override
  public void bookChanged(Market market) {
    feed.changed(market);
    changedBooks.add(market.symbol());
  }

  private void sendBooks() {
    for (String code : changedBooks) {
      Market market = markets.get(code);
      if (market != null && faults.hit(FaultKind.GAP).isEmpty()) {
        each("orderbook", code, (stream, topic) -> sendBook(stream, topic, market, REALTIME));
      }
    }
    changedBooks.clear();
  }

  @Override
  public void traded(Market market, MarketTrade trade) {
    ObjectNode message = feed.trade(market, trade, REALTIME);
    each("trade", market.symbol(), (stream, topic) -> stream.send(message));
    ObjectNode ticker = feed.ticker(market, REALTIME);
    each("ticker", market.symbol(), (stream, topic) -> stream.send(ticker));
  }

  private interface Sender {
    void send(UpbitStream stream, UpbitSubscription.Topic topic);
  }

  private void each(String type, String code, Sender sender) {
    for (UpbitStream stream : List.copyOf(open)) {
      for (UpbitSubscription.Topic topic : stream.topics()) {
        if (topic.type().equals(type) && !topic.snapshot() && topic.wants(code)) {
          sender.send(stream, topic);
        }
      }
    }
  }

  @Override
  public void order(UpbitOrder order, String state, UpbitOrder.@Nullable Trade trade) {
    ObjectNode message = orders.message(order, state, trade, clock.nowMs());
    report("myOrder", order.market().symbol(), message);
  }

  @Override
  public void assets() {
    if (!assetsDue) {
      assetsDue = true;
      loop.after(0, this::sendAssets);
    }
  }

  private void sendAssets() {
    assetsDue = false;
    ObjectNode json = Json.object().put("type", "myAsset");
    json.put("asset_uuid", UUID.randomUUID().toString());
    ArrayNode assets = json.putArray("assets");
    for (String asset : wallet.takeChanged()) {
      assets
          .addObject()
          .put("currency", asset)
          .put("balance", wallet.free(asset))
          .put("locked", wallet.locked(asset));
    }
    json.put("asset_timestamp", clock.nowMs()).put("timestamp", clock.nowMs());
    report("myAsset", "", json.put("stream_type", REALTIME));
  }

  private void report(String type, String code, ObjectNode message) {
    if (faults.hit(FaultKind.LOST_REPORT).isPresent()) {
      return;
    }
    Optional<FaultSpec> late = faults.hit(FaultKind.LATE_REPORT);
    if (late.isPresent()) {
      loop.after(late.get().delayMs(), () -> deliver(type, code, message));
    } else {
      deliver(type, code, message);
    }
  }

  private void deliver(String type, String code, ObjectNode message) {
    for (UpbitStream stream : List.copyOf(open)) {
      for (UpbitSubscription.Topic topic : stream.topics()) {
        boolean wanted = topic.codes().isEmpty() || topic.wants(code);
        if (topic.type().equals(type) && wanted) {
          stream.send(message);
        }
      }
    }
  }
}
