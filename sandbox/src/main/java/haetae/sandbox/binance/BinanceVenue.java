package haetae.sandbox.binance;

import haetae.market.InstrumentKind;
import haetae.sandbox.auth.ApiKey;
import haetae.sandbox.auth.Params;
import haetae.sandbox.fault.FaultGate;
import haetae.sandbox.fault.FaultKind;
import haetae.sandbox.fault.Faults;
import haetae.sandbox.market.Market;
import haetae.sandbox.market.MarketSettings;
import haetae.sandbox.market.OrderOfRecord;
import haetae.sandbox.market.VenueClock;
import haetae.sandbox.market.Wallet;
import haetae.sandbox.net.Endpoint;
import haetae.sandbox.net.Json;
import haetae.sandbox.net.Loop;
import haetae.sandbox.net.Reply;
import haetae.sandbox.net.Request;
import haetae.sandbox.net.Session;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The stand-in for Binance: spot and USD-M futures, REST and WebSocket, on one port. */
public final class BinanceVenue implements Endpoint {
  private final BinanceAuth auth;
  private final BinanceRoutes routes;
  private final BinanceSockets sockets;
  private final Faults faults;
  private final VenueClock clock;
  private final Loop loop;
  private final FaultGate gate;
  private final SpotDesk spotDesk;
  private final FuturesDesk futuresDesk;

  /** What a venue is made of. */
  public record Parts(
      Collection<Market> markets,
      Wallet spotWallet,
      BigDecimal futuresWallet,
      MarketSettings market,
      BinanceSettings settings,
      List<ApiKey> keys) {}

  /** A venue over markets that live already. */
  public BinanceVenue(Parts parts, VenueClock clock, Faults faults, Loop loop) {
    this.auth = new BinanceAuth(parts.keys(), clock);
    this.faults = faults;
    this.clock = clock;
    this.loop = loop;
    this.gate = new FaultGate(faults, new BinanceWords(parts.settings().banSec()));
    this.routes = new BinanceRoutes(parts.settings());
    StreamHub spotHub = new StreamHub();
    StreamHub futuresHub = new StreamHub();
    SpotUser spotUser = new SpotUser(parts.spotWallet(), clock, faults, loop);
    this.spotDesk = spot(parts, spotHub, spotUser);
    FuturesUser futuresUser = new FuturesUser(futuresHub, parts.settings(), clock, faults, loop);
    this.futuresDesk = futures(parts, futuresHub, futuresUser);
    Connections connections = new Connections(parts.settings(), faults, loop);
    this.sockets =
        new BinanceSockets(
            parts.settings(),
            connections,
            spotHub,
            futuresHub,
            futuresUser,
            clock,
            session -> api(session, spotUser, connections));
  }

  private WsApi api(Session session, SpotUser user, Connections connections) {
    return new WsApi(
        session,
        auth,
        user,
        clock,
        this::socketCall,
        () -> connections.silent(true),
        connections::gone);
  }

  private SpotDesk spot(Parts parts, StreamHub hub, SpotUser user) {
    Map<String, Market> markets = of(parts.markets(), InstrumentKind.SPOT);
    SpotDesk desk = new SpotDesk(parts.spotWallet(), parts.settings(), clock, user);
    markets.values().forEach(market -> market.desk(desk));
    routes.spot(desk, markets, clock, this::falseDuplicate);
    new MarketStreams(markets.values(), hub, clock, faults, true).start(loop);
    return desk;
  }

  private FuturesDesk futures(Parts parts, StreamHub hub, FuturesUser user) {
    BinanceSettings settings = parts.settings();
    Map<String, Market> markets = of(parts.markets(), InstrumentKind.PERPETUAL);
    FuturesAccount account = new FuturesAccount(markets, settings, parts.futuresWallet());
    user.account(account);
    FuturesDesk desk = new FuturesDesk(account, settings, clock, user);
    markets.values().forEach(market -> market.desk(desk));
    FuturesOrderApi orders = new FuturesOrderApi(desk, markets, settings, this::falseDuplicate);
    FuturesSetupApi setup =
        new FuturesSetupApi(
            desk, markets, routes.futuresLimits(), loop, orders::cancelAll, user::leverage);
    routes.futures(orders, setup, markets, clock);
    routes.futuresAccount(new FuturesAccountApi(desk, markets, settings, clock));
    Funding funding =
        new Funding(
            markets,
            of(parts.markets(), InstrumentKind.SPOT),
            account,
            clock,
            parts.market().fundingRate(),
            parts.market().fundingIntervalSec(),
            user::funded);
    routes.futuresUser(user, funding);
    funding.start(loop, hub);
    new MarketStreams(markets.values(), hub, clock, faults, false).start(loop);
    return desk;
  }

  /** What the spot account holds. On the sandbox's thread. */
  public Map<String, BigDecimal> spotHoldings() {
    return spotDesk.wallet().totals();
  }

  /** Wallet of the USD-M account in USDT. On the sandbox's thread. */
  public BigDecimal futuresWallet() {
    return futuresDesk.account().wallet();
  }

  /** Net contracts by symbol. On the sandbox's thread. */
  public Map<String, BigDecimal> positions() {
    Map<String, BigDecimal> net = new TreeMap<>();
    futuresDesk
        .account()
        .positions()
        .forEach(position -> net.merge(position.symbol(), position.amount(), BigDecimal::add));
    return net;
  }

  /** All orders of both accounts, the oldest of each first. On the sandbox's thread. */
  public List<OrderOfRecord> orders() {
    List<OrderOfRecord> all = new ArrayList<>();
    spotDesk.orders().all(null).forEach(o -> all.add(ofRecord("binance-spot", o)));
    futuresDesk.orders().all(null).forEach(o -> all.add(ofRecord("binance-futures", o)));
    return all;
  }

  private static OrderOfRecord ofRecord(String venue, BinanceOrder order) {
    return new OrderOfRecord(
        venue, order.symbol(), order.terms().clientId(), order.order().executed(), order.open());
  }

  private static Map<String, Market> of(Collection<Market> markets, InstrumentKind kind) {
    Map<String, Market> found = new TreeMap<>();
    for (Market market : markets) {
      if (market.instrument().kind() == kind) {
        found.put(market.symbol(), market);
      }
    }
    return found;
  }

  private boolean falseDuplicate() {
    return faults.hit(FaultKind.DUPLICATE_CLIENT_ID).isPresent();
  }

  @Override
  public long nowMs() {
    return clock.nowMs();
  }

  @Override
  public Reply http(Request request) {
    return gate.pass(request, () -> answer(request));
  }

  private Reply answer(Request request) {
    String name = request.method() + " " + request.path();
    BinanceRoutes.Route route = routes.find(name);
    if (route == null) {
      return Reply.html(404, "<html><body><h2>404 Not found</h2></body></html>");
    }
    long now = System.currentTimeMillis();
    Reply reply;
    try {
      route.limits().count(route.weight(), now);
      Params params = params(request);
      ApiKey key = key(request, route, params);
      if (route.order()) {
        route.limits().countOrder(now);
      }
      reply = route.handler().apply(new BinanceCall(params, key));
      if (route.freeIfDone()) {
        route.limits().refund(route.weight());
      }
    } catch (BinanceRefusal refusal) {
      reply = refusal.reply();
    }
    return route.limits().tell(reply, route.order(), now);
  }

  /** Query first: of a name that comes in both, its value counts. */
  private static Params params(Request request) {
    String body = request.body();
    String query = request.query();
    String both = query.isEmpty() || body.isEmpty() ? query + body : query + "&" + body;
    try {
      return Params.ofQuery(both);
    } catch (IllegalArgumentException e) {
      throw BinanceRefusal.of(-1101, "Too many parameters sent for this endpoint.");
    }
  }

  private @Nullable ApiKey key(Request request, BinanceRoutes.Route route, Params params) {
    if (route.access() == BinanceRoutes.Access.OPEN) {
      return null;
    }
    ApiKey key = allowed(request.header("x-mbx-apikey"), route, request.path());
    if (route.access() == BinanceRoutes.Access.SIGNED) {
      boolean micros = request.path().startsWith("/api/");
      auth.checkRest(key, request.query(), request.body(), params, micros);
    }
    return key;
  }

  private ApiKey allowed(@Nullable String name, BinanceRoutes.Route route, String path) {
    ApiKey key = auth.key(name, route.permission());
    boolean trades = !route.permission().equals("read");
    if (trades && faults.hit(FaultKind.PERMISSION_WITHDRAWN, path).isPresent()) {
      throw BinanceRefusal.unauthorized(-2015, "Invalid API-key, IP, or permissions for action.");
    }
    return key;
  }

  private @Nullable ObjectNode socketCall(String name, Params params, @Nullable ApiKey session) {
    BinanceRoutes.Route route = routes.find(name);
    if (route == null) {
      throw BinanceRefusal.of(-1020, "This operation is not supported.");
    }
    int space = name.indexOf(' ');
    String path = name.substring(space + 1);
    Request request = new Request(name.substring(0, space), path, "", Map.of(), "");
    Reply reply = gate.pass(request, () -> socketReply(route, params, session, path));
    if (reply.fate() != Reply.Fate.SENT) {
      return null;
    }
    JsonNode body = Json.read(reply.body());
    ObjectNode answer = Json.object().put("status", reply.status());
    answer.set(reply.status() == 200 ? "result" : "error", body);
    return answer;
  }

  private Reply socketReply(
      BinanceRoutes.Route route, Params params, @Nullable ApiKey session, String path) {
    long now = System.currentTimeMillis();
    route.limits().count(route.weight(), now);
    ApiKey key = null;
    if (route.access() != BinanceRoutes.Access.OPEN) {
      String name = params.find("apiKey");
      key = allowed(name == null && session != null ? session.access() : name, route, path);
      if (session != null && params.find("signature") == null) {
        auth.checkTime(params, true);
      } else {
        auth.checkSocket(key, params);
      }
    }
    if (route.order()) {
      route.limits().countOrder(now);
    }
    return route.handler().apply(new BinanceCall(params, key));
  }

  @Override
  public Upgrade webSocket(Request handshake) {
    return sockets.upgrade(handshake);
  }
}
