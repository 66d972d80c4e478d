package haetae.sandbox.binance;

import haetae.sandbox.auth.ApiKey;
import haetae.sandbox.auth.Params;
import haetae.sandbox.market.VenueClock;
import haetae.sandbox.net.Endpoint;
import haetae.sandbox.net.Json;
import haetae.sandbox.net.Session;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** One connection to the WebSocket API: requests, and the spot user stream. */
final class WsApi implements Endpoint.Listener {
  /** Methods that are REST requests in another dress, by name. */
  static final Map<String, String> REST =
      Map.ofEntries(
          Map.entry("ping", "GET /api/v3/ping"),
          Map.entry("time", "GET /api/v3/time"),
          Map.entry("exchangeInfo", "GET /api/v3/exchangeInfo"),
          Map.entry("depth", "GET /api/v3/depth"),
          Map.entry("ticker.book", "GET /api/v3/ticker/bookTicker"),
          Map.entry("order.place", "POST /api/v3/order"),
          Map.entry("order.test", "POST /api/v3/order/test"),
          Map.entry("order.cancel", "DELETE /api/v3/order"),
          Map.entry("order.cancelReplace", "POST /api/v3/order/cancelReplace"),
          Map.entry("order.status", "GET /api/v3/order"),
          Map.entry("openOrders.status", "GET /api/v3/openOrders"),
          Map.entry("openOrders.cancelAll", "DELETE /api/v3/openOrders"),
          Map.entry("allOrders", "GET /api/v3/allOrders"),
          Map.entry("myTrades", "GET /api/v3/myTrades"),
          Map.entry("account.status", "GET /api/v3/account"),
          Map.entry("account.commission", "GET /api/v3/account/commission"));

  /** Carries out a REST request that has come this way. */
  interface Rest {
    /**
     * Answers, or null if nothing is to be answered.
     *
     * @param session the key that is logged on, or null
     */
    @Nullable ObjectNode call(String route, Params params, @Nullable ApiKey session);
  }

  private final Session session;
  private final BinanceAuth auth;
  private final SpotUser user;
  private final VenueClock clock;
  private final Rest rest;
  private final BooleanSupplier silent;
  private final Consumer<Session> gone;
  private final Consumer<ObjectNode> subscriber = this::event;
  private @Nullable ApiKey loggedOn;
  private long authorizedSince;
  private int subscriptions;
  private boolean subscribed;

  WsApi(
      Session session,
      BinanceAuth auth,
      SpotUser user,
      VenueClock clock,
      Rest rest,
      BooleanSupplier silent,
      Consumer<Session> gone) {
    this.session = session;
    this.auth = auth;
    this.user = user;
    this.clock = clock;
    this.rest = rest;
    this.silent = silent;
    this.gone = gone;
  }

  private void event(ObjectNode event) {
    if (!silent.getAsBoolean()) {
      ObjectNode wrapped = Json.object().put("subscriptionId", subscriptions - 1);
      wrapped.set("event", event);
      session.text(Json.write(wrapped));
    }
  }

  /** Announces that the venue will close the connection. */
  void announceShutdown(long nowMs) {
    ObjectNode wrapped = Json.object();
    wrapped.putObject("event").put("e", "serverShutdown").put("E", nowMs);
    session.text(Json.write(wrapped));
  }

  @Override
  public void closed() {
    user.remove(subscriber);
    gone.accept(session);
  }

  @Override
  public void message(String text) {
    JsonNode request = Json.read(text);
    if (request == null || !request.isObject()) {
      fail(null, BinanceRefusal.of(-1135, "Invalid JSON Request"));
      return;
    }
    JsonNode id = request.get("id");
    try {
      Params params = Params.ofJson(request.path("params"));
      ObjectNode answer = answer(request.path("method").asString(""), params);
      if (answer != null) {
        ObjectNode reply = Json.object();
        reply.set("id", id);
        reply.setAll(answer);
        reply.putArray("rateLimits");
        session.text(Json.write(reply));
      }
    } catch (BinanceRefusal refusal) {
      fail(id, refusal);
    }
  }

  private void fail(@Nullable JsonNode id, BinanceRefusal refusal) {
    ObjectNode reply = Json.object();
    reply.set("id", id);
    reply.put("status", refusal.status());
    ObjectNode error = refusal.json();
    if (refusal.retryAfterSec() > 0) {
      error
          .putObject("data")
          .put("serverTime", clock.nowMs())
          .put("retryAfter", clock.nowMs() + refusal.retryAfterSec() * 1_000);
    }
    reply.set("error", error);
    reply.putArray("rateLimits");
    session.text(Json.write(reply));
  }

  private @Nullable ObjectNode answer(String method, Params params) {
    String route = REST.get(method);
    if (route != null) {
      return rest.call(route, params, loggedOn);
    }
    return switch (method) {
      case "session.logon" -> logOn(params);
      case "session.status" -> ok(status());
      case "session.logout" -> {
        loggedOn = null;
        stop();
        yield ok(status());
      }
      case "userDataStream.subscribe" -> {
        if (loggedOn == null) {
          throw BinanceRefusal.of(-1002, "You are not authorized to execute this request.");
        }
        yield subscribe();
      }
      case "userDataStream.subscribe.signature" -> {
        ApiKey key = auth.key(params.find("apiKey"), "read");
        auth.checkSocket(key, params);
        yield subscribe();
      }
      case "userDataStream.unsubscribe" -> {
        if (!subscribed) {
          throw BinanceRefusal.of(-2036, "User Data Stream subscription not active.");
        }
        stop();
        yield ok(Json.object());
      }
      default -> throw BinanceRefusal.of(-1020, "This operation is not supported.");
    };
  }

  private static ObjectNode ok(JsonNode result) {
    ObjectNode answer = Json.object().put("status", 200);
    answer.set("result", result);
    return answer;
  }

  private ObjectNode logOn(Params params) {
    ApiKey key = auth.key(params.find("apiKey"), "read");
    if (key.ed25519().isEmpty()) {
      throw BinanceRefusal.of(-4056, "HMAC_SHA256 API key is not supported.");
    }
    auth.checkSocket(key, params);
    loggedOn = key;
    authorizedSince = clock.nowMs();
    return ok(status());
  }

  private ObjectNode status() {
    ObjectNode result = Json.object();
    ApiKey key = loggedOn;
    if (key == null) {
      result.putNull("apiKey").putNull("authorizedSince");
    } else {
      result.put("apiKey", key.access()).put("authorizedSince", authorizedSince);
    }
    result.put("connectedSince", session.openedMs()).put("returnRateLimits", false);
    return result.put("serverTime", clock.nowMs()).put("userDataStream", subscribed);
  }

  private ObjectNode subscribe() {
    if (subscribed) {
      throw BinanceRefusal.of(-2035, "User Data Stream subscription already active.");
    }
    subscribed = true;
    user.add(subscriber);
    return ok(Json.object().put("subscriptionId", subscriptions++));
  }

  private void stop() {
    if (subscribed) {
      event(Json.object().put("e", "eventStreamTerminated").put("E", clock.nowMs()));
      user.remove(subscriber);
      subscribed = false;
    }
  }
}
