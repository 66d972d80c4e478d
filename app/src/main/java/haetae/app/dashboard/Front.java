package haetae.app.dashboard;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import haetae.app.json.JsonText;
import haetae.ops.log.Loggers;
import java.io.IOException;
import java.net.InetAddress;
import java.util.Map;
import java.util.Objects;
import org.slf4j.Logger;

/**
 * Lets a request in or not, and answers it. What is refused is counted and changes nothing.
 * Threads: one virtual thread a request.
 */
final class Front implements HttpHandler {
  private static final Logger LOG = Loggers.of("desk");
  private static final int FAILED = 500;
  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self';"
          + " base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

  private final Gate gate;
  private final Access access;
  private final Map<String, Route> routes;
  private final DeskCounters counters;
  private final AuditTrail audit;
  private final String cookie;

  /**
   * A front.
   *
   * @param cookie name of the session's cookie
   */
  Front(
      Gate gate,
      Access access,
      Map<String, Route> routes,
      DeskCounters counters,
      AuditTrail audit,
      String cookie) {
    this.gate = gate;
    this.access = access;
    this.routes = Map.copyOf(routes);
    this.counters = counters;
    this.audit = audit;
    this.cookie = cookie;
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      secure(exchange.getResponseHeaders());
      Reply reply = reply(exchange);
      if (reply != Route.STREAMED) {
        send(exchange, reply);
      }
    }
  }

  private static void secure(Headers headers) {
    headers.set("Content-Security-Policy", POLICY);
    headers.set("X-Content-Type-Options", "nosniff");
    headers.set("X-Frame-Options", "DENY");
    headers.set("Referrer-Policy", "no-referrer");
    headers.set("Cross-Origin-Opener-Policy", "same-origin");
    headers.set("Cross-Origin-Resource-Policy", "same-origin");
    headers.set("Cache-Control", "no-store");
  }

  private Reply reply(HttpExchange exchange) throws IOException {
    try {
      return answer(exchange);
    } catch (Refused.Stop e) {
      counters.refused(e.why());
      return Reply.refused(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Route.STREAMED;
    } catch (RuntimeException e) {
      // The one place where a request's failures end.
      LOG.error("[DESK] request failed: {}", exchange.getRequestURI().getPath(), e);
      JsonText json = new JsonText().open().flag("done", false);
      return Reply.json(FAILED, json.text("text", "failed; see the log").close());
    }
  }

  private Reply answer(HttpExchange exchange)
      throws Refused.Stop, IOException, InterruptedException {
    Headers headers = exchange.getRequestHeaders();
    gate.host(headers);
    Route route = routes.get(exchange.getRequestURI().getPath());
    if (route == null) {
      throw Refused.PATH.because("no such page");
    }
    String method = exchange.getRequestMethod();
    if (!route.takes(method)) {
      exchange.getResponseHeaders().set("Allow", route.method());
      throw Refused.METHOD.because("use " + route.method());
    }
    if (route.guarded()) {
      gate.sameSite(headers);
    }
    InetAddress from = exchange.getRemoteAddress().getAddress();
    String address = Objects.requireNonNullElse(from.getHostAddress(), "?");
    Visitor visitor = access.visitor(Gate.cookie(headers, cookie), Gate.bearer(headers), from);
    if (!visitor.role().may(route.needed())) {
      if (visitor.role() == Role.NONE) {
        throw Refused.LOGIN.because("log in first");
      }
      Refused.Stop stop = Refused.ROLE.because("this login may look only");
      audit.refused(visitor.name(), address, exchange.getRequestURI().getPath(), stop.text());
      throw stop;
    }
    boolean post = route.method().equals("POST");
    if (post && route.needed() != Role.NONE) {
      Gate.csrf(headers, visitor);
    }
    Map<String, String> body = post ? gate.body(exchange) : Map.of();
    String raw = Objects.requireNonNullElse(exchange.getRequestURI().getRawQuery(), "");
    return route.answer().to(new Call(visitor, address, Gate.query(raw), body, exchange));
  }

  private void send(HttpExchange exchange, Reply reply) throws IOException {
    counters.answered(reply.status());
    Headers headers = exchange.getResponseHeaders();
    headers.set("Content-Type", reply.type());
    if (!reply.cookie().isEmpty()) {
      headers.set("Set-Cookie", cookie + "=" + reply.cookie());
    }
    if (reply.status() != 200 && exchange.getRequestMethod().equals("POST")) {
      // What is left of a body that was refused must not be taken for the next request.
      headers.set("Connection", "close");
    }
    boolean head = exchange.getRequestMethod().equals("HEAD");
    exchange.sendResponseHeaders(reply.status(), head ? -1 : reply.body().length);
    if (!head) {
      exchange.getResponseBody().write(reply.body());
    }
  }
}
