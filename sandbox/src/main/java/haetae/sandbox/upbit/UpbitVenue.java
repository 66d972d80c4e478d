package haetae.sandbox.upbit;

import haetae.sandbox.auth.ApiKey;
import haetae.sandbox.auth.Params;
import haetae.sandbox.fault.FaultGate;
import haetae.sandbox.fault.FaultKind;
import haetae.sandbox.fault.Faults;
import haetae.sandbox.market.Market;
import haetae.sandbox.market.OrderOfRecord;
import haetae.sandbox.market.VenueClock;
import haetae.sandbox.market.Wallet;
import haetae.sandbox.net.Endpoint;
import haetae.sandbox.net.Json;
import haetae.sandbox.net.Loop;
import haetae.sandbox.net.Reply;
import haetae.sandbox.net.Request;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;

/** The stand-in for Upbit: all of its REST and WebSocket on one port. */
public final class UpbitVenue implements Endpoint {
  private static final String PUBLIC = "";
  private static final String ANY_KEY = "any";

  private record Route(String group, String permission, Function<UpbitCall, Reply> handler) {}

  private final Map<String, Route> routes = new TreeMap<>();
  private final UpbitSettings settings;
  private final VenueClock clock;
  private final UpbitAuth auth;
  private final UpbitLimits limits;
  private final UpbitStreams streams;
  private final Faults faults;
  private final FaultGate gate;
  private final UpbitDesk desk;

  /**
   * A venue over markets that live already.
   *
   * @param markets by code
   * @param wallet what the account holds at the start
   */
  public UpbitVenue(
      Map<String, Market> markets,
      Wallet wallet,
      UpbitSettings settings,
      List<ApiKey> keys,
      VenueClock clock,
      Faults faults,
      Loop loop) {
    this.settings = settings;
    this.clock = clock;
    this.auth = new UpbitAuth(keys, settings.jwtAlgorithms());
    this.limits = new UpbitLimits(settings);
    this.faults = faults;
    this.gate = new FaultGate(faults, new UpbitWords());
    UpbitFeed feed = new UpbitFeed(clock);
    this.streams = new UpbitStreams(markets, feed, settings, clock, faults, loop, wallet);
    this.desk = new UpbitDesk(wallet, settings, clock, streams);
    markets.values().forEach(market -> market.desk(desk));
    quotation(new UpbitQuotation(markets, feed, settings));
    account(new UpbitAccountApi(desk, markets, settings, clock, keys));
    orders(
        new UpbitOrderApi(
            desk,
            markets,
            settings,
            clock,
            loop,
            () -> faults.hit(FaultKind.DUPLICATE_CLIENT_ID).isPresent()));
    streams.start();
  }

  @Override
  public long nowMs() {
    return clock.nowMs();
  }

  /** What the account holds. On the sandbox's thread. */
  public Map<String, BigDecimal> holdings() {
    return desk.wallet().totals();
  }

  /** All orders of the account, the oldest first. On the sandbox's thread. */
  public List<OrderOfRecord> orders() {
    return desk.orders().stream().map(UpbitVenue::ofRecord).toList();
  }

  private static OrderOfRecord ofRecord(UpbitOrder order) {
    String given = order.terms().identifier();
    return new OrderOfRecord(
        "upbit",
        order.market().symbol(),
        given == null ? "" : given,
        order.order().executed(),
        order.order().end() == null);
  }

  private void quotation(UpbitQuotation api) {
    route("GET /v1/market/all", "market", PUBLIC, api::all);
    route("GET /v1/ticker", "ticker", PUBLIC, api::ticker);
    route("GET /v1/ticker/all", "ticker", PUBLIC, api::tickerAll);
    route("GET /v1/orderbook", "orderbook", PUBLIC, api::orderbook);
    route("GET /v1/orderbook/instruments", "orderbook", PUBLIC, api::instruments);
    route("GET /v1/trades/ticks", "trade", PUBLIC, api::trades);
  }

  private void account(UpbitAccountApi api) {
    route("GET /v1/accounts", "default", "view_assets", api::accounts);
    route("GET /v1/orders/chance", "default", "view_orders", api::chance);
    route("GET /v1/status/wallet", "default", ANY_KEY, api::walletStatus);
    route("GET /v1/api_keys", "default", ANY_KEY, api::apiKeys);
    route("GET /v1/withdraws", "default", "view_withdraws", api::withdraws);
  }

  private void orders(UpbitOrderApi api) {
    route("POST /v1/orders", "order", "make_orders", api::create);
    route("POST /v1/orders/test", "order-test", "make_orders", api::test);
    route("GET /v1/order", "default", "view_orders", api::get);
    route("GET /v1/orders/uuids", "default", "view_orders", api::byIds);
    route("GET /v1/orders/open", "default", "view_orders", api::open);
    route("GET /v1/orders/closed", "default", "view_orders", api::closed);
    route("DELETE /v1/order", "default", "make_orders", api::cancel);
    route("DELETE /v1/orders/uuids", "default", "make_orders", api::cancelByIds);
    route("DELETE /v1/orders/open", "order-cancel-all", "make_orders", api::cancelOpen);
    route("POST /v1/orders/cancel_and_new", "order", "make_orders", api::cancelAndNew);
  }

  private void route(
      String name, String group, String permission, Function<UpbitCall, Reply> handler) {
    routes.put(name, new Route(group, permission, handler));
  }

  @Override
  public Reply http(Request request) {
    return gate.pass(request, () -> answer(request));
  }

  private Reply answer(Request request) {
    try {
      Route route = routes.get(request.method() + " " + request.path());
      if (route == null) {
        throw new UpbitRefusal(404, "404", "Not Found");
      }
      String group = request.header("origin").isEmpty() ? route.group() : "origin";
      Params params = params(request);
      ApiKey key = route.permission().isEmpty() ? null : key(request, params, route.permission());
      boolean priv = key != null;
      String remaining = limits.count(priv ? route.group() : group, System.currentTimeMillis());
      return route.handler().apply(new UpbitCall(params)).with("Remaining-Req", remaining);
    } catch (UpbitRefusal refusal) {
      return limited(refusal.reply());
    }
  }

  private Reply limited(Reply reply) {
    boolean tell = settings.retryAfter() && (reply.status() == 429 || reply.status() == 418);
    return tell ? reply.with("Retry-After", "1") : reply;
  }

  private ApiKey key(Request request, Params params, String permission) {
    ApiKey key = auth.verify(request.header("authorization"), params);
    boolean withdrawn =
        permission.equals("make_orders")
            && faults.hit(FaultKind.PERMISSION_WITHDRAWN, request.path()).isPresent();
    if (withdrawn || (!permission.equals(ANY_KEY) && !key.may(permission))) {
      throw new UpbitRefusal(
          settings.outOfScopeStatus(), "out_of_scope", "This key is not allowed to do this.");
    }
    return key;
  }

  private static Params params(Request request) {
    if (request.method().equals("DELETE") && !request.body().isEmpty()) {
      throw UpbitRefusal.bad(
          "QUERY_PARAMETER_NOT_SUPPORTED", "DELETE takes its parameters in the query.");
    }
    if (!request.method().equals("POST")) {
      try {
        return Params.ofQuery(request.query());
      } catch (IllegalArgumentException e) {
        throw UpbitRefusal.bad("invalid_parameter", "The query is not percent-encoded.");
      }
    }
    JsonNode body = Json.read(request.body());
    boolean json = request.header("content-type").startsWith("application/json");
    if (!json || body == null || !body.isObject()) {
      throw UpbitRefusal.bad("invalid_parameter", "The body must be a JSON object.");
    }
    return Params.ofJson(body);
  }

  @Override
  public Upgrade webSocket(Request handshake) {
    boolean priv = handshake.path().equals("/websocket/v1/private");
    if (!priv && !handshake.path().equals("/websocket/v1")) {
      return new Refused(Reply.html(404, "Not Found"));
    }
    try {
      String origin = handshake.header("origin");
      limits.count(origin.isEmpty() ? "websocket-connect" : "origin", System.currentTimeMillis());
      if (priv) {
        auth.verify(handshake.header("authorization"), new Params(List.of()));
      }
    } catch (UpbitRefusal refusal) {
      return refused(refusal);
    }
    return new Accepted(session -> streams.opened(session, priv));
  }

  private Upgrade refused(UpbitRefusal refusal) {
    if (settings.privateRefusal().equals("http") || refusal.reply().status() != 401) {
      return new Refused(refusal.reply());
    }
    return new Accepted(
        session -> {
          UpbitStream stream = streams.opened(session, false);
          stream.error("INVALID_AUTH", String.valueOf(refusal.getMessage()));
          return stream;
        });
  }
}
