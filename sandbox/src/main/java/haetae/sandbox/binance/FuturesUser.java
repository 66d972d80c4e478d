package haetae.sandbox.binance;

import haetae.sandbox.fault.FaultKind;
import haetae.sandbox.fault.FaultSpec;
import haetae.sandbox.fault.Faults;
import haetae.sandbox.market.VenueClock;
import haetae.sandbox.net.Json;
import haetae.sandbox.net.Loop;
import haetae.sandbox.net.Reply;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * The futures user stream: one listen key for the account, and what is sent to who listens.
 *
 * <p>A connection with a wrong or an expired key stays open and brings nothing.
 */
final class FuturesUser implements FuturesDesk.Reports {
  private static final List<String> EVENTS =
      List.of(
          "ORDER_TRADE_UPDATE",
          "ACCOUNT_UPDATE",
          "ACCOUNT_CONFIG_UPDATE",
          "MARGIN_CALL",
          "TRADE_LITE",
          "listenKeyExpired");

  private final StreamHub hub;
  private final BinanceSettings settings;
  private final VenueClock clock;
  private final Faults faults;
  private final Loop loop;
  private final Set<FuturesPosition> changed = new LinkedHashSet<>();
  private final List<BinanceStream> listening = new ArrayList<>();
  private @Nullable FuturesAccount account;
  private String key = "";
  private long keyUntilMs;
  private boolean accountDue;

  FuturesUser(StreamHub hub, BinanceSettings settings, VenueClock clock, Faults faults, Loop loop) {
    this.hub = hub;
    this.settings = settings;
    this.clock = clock;
    this.faults = faults;
    this.loop = loop;
    loop.every(200, this::expire);
  }

  /** The account whose events are told; to be set once. */
  void account(FuturesAccount told) {
    account = told;
  }

  private boolean alive() {
    return !key.isEmpty() && System.currentTimeMillis() < keyUntilMs;
  }

  /** {@code POST /fapi/v1/listenKey}. */
  Reply start(BinanceCall call) {
    if (!alive()) {
      key =
          UUID.randomUUID().toString().replace("-", "")
              + UUID.randomUUID().toString().replace("-", "");
    }
    return extended();
  }

  private Reply extended() {
    keyUntilMs = System.currentTimeMillis() + settings.listenKeySec() * 1_000;
    return Reply.json(200, Json.object().put("listenKey", key));
  }

  /** {@code PUT /fapi/v1/listenKey}. */
  Reply keep(BinanceCall call) {
    if (!alive()) {
      throw BinanceRefusal.of(-1125, "This listenKey does not exist.");
    }
    return extended();
  }

  /** {@code DELETE /fapi/v1/listenKey}: ends all connections of the key. */
  Reply stop(BinanceCall call) {
    key = "";
    List.copyOf(listening).forEach(stream -> stream.session().close(1000, ""));
    return Reply.json(200, Json.object());
  }

  /** Remembers who listens, so that a removed key can end it. */
  void listening(BinanceStream stream) {
    listening.add(stream);
  }

  void gone(BinanceStream stream) {
    listening.remove(stream);
  }

  private void expire() {
    if (!key.isEmpty() && !alive()) {
      ObjectNode event = Json.object().put("e", "listenKeyExpired").put("E", clock.nowMs());
      send("listenKeyExpired", event.put("listenKey", key));
      key = "";
    }
  }

  /** Name under which a connection gets an event of a key. */
  static String channel(String listenKey, String event) {
    return listenKey + "#" + event;
  }

  /** The channels of a key: some events, or all if none is named. */
  static List<String> channels(String listenKey, List<String> events) {
    List<String> wanted = events.isEmpty() ? EVENTS : events;
    return wanted.stream().map(event -> channel(listenKey, event)).toList();
  }

  private void send(String event, ObjectNode message) {
    hub.publish(channel(key, event), () -> message);
  }

  private void report(String event, ObjectNode message) {
    if (faults.hit(FaultKind.LOST_REPORT).isPresent()) {
      return;
    }
    Optional<FaultSpec> late = faults.hit(FaultKind.LATE_REPORT);
    if (late.isPresent()) {
      loop.after(late.get().delayMs(), () -> send(event, message));
    } else {
      send(event, message);
    }
  }

  @Override
  public void order(BinanceOrder order, String what, BinanceOrder.@Nullable Trade trade) {
    report("ORDER_TRADE_UPDATE", FuturesJson.event(order, what, trade, clock.nowMs()));
    if (trade != null) {
      report("TRADE_LITE", lite(order, trade));
    }
  }

  private ObjectNode lite(BinanceOrder order, BinanceOrder.Trade trade) {
    ObjectNode json = Json.object().put("e", "TRADE_LITE").put("E", clock.nowMs());
    json.put("T", trade.fill().timeMs()).put("s", order.symbol());
    json.put("q", Json.plain(order.terms().quantityOrZero()));
    json.put("p", Json.plain(order.terms().priceOrZero())).put("m", trade.fill().maker());
    json.put("c", order.terms().clientId()).put("S", order.terms().side().name());
    json.put("L", Json.plain(trade.fill().price()));
    json.put("l", Json.plain(trade.fill().quantity()));
    return json.put("t", trade.fill().tradeId()).put("i", order.id());
  }

  @Override
  public void account(Set<FuturesPosition> positions) {
    changed.addAll(positions);
    if (!accountDue) {
      accountDue = true;
      loop.after(0, this::sendAccount);
    }
  }

  private void sendAccount() {
    accountDue = false;
    update("ORDER", BigDecimal.ZERO, "");
    changed.clear();
  }

  /** Tells of a funding payment: the wallet alone, as for crossed positions. */
  void funded(BigDecimal amount, String symbol) {
    update("FUNDING_FEE", amount, symbol);
  }

  private void update(String reason, BigDecimal change, String symbol) {
    FuturesAccount told = account;
    if (told != null) {
      Set<FuturesPosition> positions = symbol.isEmpty() ? changed : Set.of();
      ObjectNode event = FuturesJson.account(told, reason, change, positions, clock.nowMs());
      if (!symbol.isEmpty()) {
        event.withObject("/a").put("S", symbol);
      }
      report("ACCOUNT_UPDATE", event);
    }
  }

  /** Tells of a new leverage. */
  void leverage(String symbol, int leverage) {
    ObjectNode event = Json.object().put("e", "ACCOUNT_CONFIG_UPDATE").put("E", clock.nowMs());
    event.put("T", clock.nowMs()).putObject("ac").put("s", symbol).put("l", leverage);
    report("ACCOUNT_CONFIG_UPDATE", event);
  }
}
