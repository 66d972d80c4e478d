package haetae.sandbox.binance;

import haetae.sandbox.auth.Params;
import haetae.sandbox.market.VenueClock;
import haetae.sandbox.net.Endpoint;
import haetae.sandbox.net.Reply;
import haetae.sandbox.net.Request;
import haetae.sandbox.net.Session;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * The WebSocket addresses: spot streams, the futures' three routes, and the WebSocket API.
 *
 * <p>Source: Binance's notice on routed futures streams (2026-04-23): a wrong route is accepted and
 * brings nothing.
 */
final class BinanceSockets {
  private final BinanceSettings settings;
  private final Connections connections;
  private final StreamHub spotHub;
  private final StreamHub futuresHub;
  private final FuturesUser user;
  private final VenueClock clock;
  private final Function<Session, WsApi> api;

  BinanceSockets(
      BinanceSettings settings,
      Connections connections,
      StreamHub spotHub,
      StreamHub futuresHub,
      FuturesUser user,
      VenueClock clock,
      Function<Session, WsApi> api) {
    this.settings = settings;
    this.connections = connections;
    this.spotHub = spotHub;
    this.futuresHub = futuresHub;
    this.user = user;
    this.clock = clock;
    this.api = api;
  }

  /** Decides on a handshake by its path. */
  Endpoint.Upgrade upgrade(Request handshake) {
    String path = handshake.path();
    if (path.equals("/ws-api/v3")) {
      return new Endpoint.Accepted(this::openApi);
    }
    for (String route : List.of("/public", "/market", "/private")) {
      if (path.startsWith(route + "/")) {
        String rest = path.substring(route.length());
        return known(rest)
            ? new Endpoint.Accepted(s -> openFutures(s, route, rest, handshake.query()))
            : notFound();
      }
    }
    if (!known(path)) {
      return notFound();
    }
    return settings.unroutedIsSpot()
        ? new Endpoint.Accepted(s -> openSpot(s, path, handshake.query()))
        : new Endpoint.Accepted(s -> openFutures(s, "/public", path, handshake.query()));
  }

  private static boolean known(String path) {
    return path.equals("/ws") || path.startsWith("/ws/") || path.equals("/stream");
  }

  private static Endpoint.Upgrade notFound() {
    return new Endpoint.Refused(Reply.html(404, "Not Found"));
  }

  private WsApi openApi(Session session) {
    WsApi opened = api.apply(session);
    connections.opened(session, true, true, () -> opened.announceShutdown(clock.nowMs()));
    return opened;
  }

  private BinanceStream openSpot(Session session, String path, String query) {
    BinanceStream stream =
        new BinanceStream(
            session,
            spotHub,
            List::of,
            () -> connections.silent(false),
            gone -> connections.gone(gone.session()),
            settings.spotMessagesPerSec());
    connections.opened(session, true, false, () -> stream.announceShutdown(clock.nowMs()));
    return stream.address(path.equals("/stream"), names(path, query));
  }

  private BinanceStream openFutures(Session session, String route, String path, String query) {
    boolean priv = route.equals("/private");
    BinanceStream stream =
        new BinanceStream(
            session,
            futuresHub,
            name -> expand(route, name).stream().filter(n -> served(route, n)).toList(),
            () -> connections.silent(priv),
            this::futuresGone,
            settings.futuresMessagesPerSec());
    connections.opened(session, false, priv, () -> {});
    boolean combined = path.equals("/stream");
    if (!priv) {
      return stream.address(combined, names(path, query));
    }
    user.listening(stream);
    return stream.address(combined, channels(path, query));
  }

  private void futuresGone(BinanceStream stream) {
    user.gone(stream);
    connections.gone(stream.session());
  }

  private static boolean marketRoute(String name) {
    return name.contains("@aggTrade")
        || name.contains("arkPrice")
        || name.endsWith("@ticker")
        || name.endsWith("@miniTicker");
  }

  /** The channels behind a name: a listen key stands for all its events. */
  private static List<String> expand(String route, String name) {
    boolean key = route.equals("/private") && !name.contains("#");
    return key ? FuturesUser.channels(name, List.of()) : List.of(name);
  }

  private static boolean served(String route, String name) {
    return switch (route) {
      case "/private" -> name.contains("#");
      case "/market" -> marketRoute(name);
      default -> !marketRoute(name) && !name.contains("#");
    };
  }

  private static List<String> names(String path, String query) {
    if (path.startsWith("/ws/")) {
      return List.of(path.substring("/ws/".length()).split("/", -1));
    }
    String streams = Params.ofQuery(query).get("streams", "");
    return streams.isEmpty() ? List.of() : List.of(streams.split("/", -1));
  }

  /** The forms of a private address: the key in the path, or pairs of key and events. */
  private List<String> channels(String path, String query) {
    if (path.startsWith("/ws/")) {
      return FuturesUser.channels(path.substring("/ws/".length()), List.of());
    }
    List<String> channels = new ArrayList<>();
    String key = "";
    List<String> events = List.of();
    for (Map.Entry<String, String> pair : Params.ofQuery(query).pairs()) {
      if (pair.getKey().equals("listenKey")) {
        add(channels, key, events);
        key = pair.getValue();
        events = List.of();
      } else if (pair.getKey().equals("events")) {
        events = List.of(pair.getValue().split("/", -1));
      }
    }
    add(channels, key, events);
    return channels;
  }

  private void add(List<String> channels, String key, List<String> events) {
    boolean mute = events.isEmpty() && settings.eventsRequired();
    if (!key.isEmpty() && !mute) {
      channels.addAll(FuturesUser.channels(key, events));
    }
  }
}
