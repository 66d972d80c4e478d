package haetae.app.dashboard;

import haetae.app.json.JsonText;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** All addresses of the server and what they answer. */
final class Site {
  private static final int OK = 200;
  private static final int NOT_READY = 503;
  private static final String PROMETHEUS = "text/plain; version=0.0.4; charset=utf-8";
  private static final String COOKIE_RULES = "; Path=/; HttpOnly; SameSite=Strict; Max-Age=";
  private static final int COOKIE_SECONDS = 43_200;

  private final Access access;
  private final Readiness readiness;
  private final AuditTrail audit;
  private final DeskCounters counters;
  private final StreamHub hub;

  Site(Access access, Readiness readiness, AuditTrail audit, DeskCounters counters, StreamHub hub) {
    this.access = access;
    this.readiness = readiness;
    this.audit = audit;
    this.counters = counters;
    this.hub = hub;
  }

  /** The addresses for looking. */
  Map<String, Route> looking(
      StatusJson status, Exposition exposition, Lists lists, PremiumHistory history, String path) {
    Map<String, Route> routes = new LinkedHashMap<>();
    Assets.load().forEach((at, reply) -> routes.put(at, Route.open(_ -> reply)));
    routes.put("/health", Route.open(_ -> alive()));
    routes.put("/health/live", Route.open(_ -> alive()));
    routes.put("/health/ready", Route.open(this::ready));
    routes.put(path, Route.look(_ -> Reply.text(PROMETHEUS, exposition.bytes())));
    routes.put("/api/session", new Route("GET", Role.NONE, true, this::session));
    routes.put("/api/status", Route.look(_ -> Reply.json(status.bytes())));
    routes.put("/api/stream", Route.look(this::stream));
    routes.put("/api/trades", Route.look(_ -> lists.trades()));
    routes.put("/api/alerts", Route.look(_ -> lists.alerts()));
    routes.put("/api/audit", Route.look(_ -> lists.audit()));
    routes.put("/api/log", Route.look(lists::log));
    routes.put("/api/money", Route.look(_ -> Reply.json(history.money())));
    routes.put("/api/history", Route.look(c -> history(c, history)));
    return routes;
  }

  /** The addresses for acting. */
  Map<String, Route> acting(Actions actions) {
    return Map.of(
        "/api/login", Route.act(Role.NONE, this::login),
        "/api/logout", Route.act(Role.VIEWER, this::logout),
        "/api/halt", Route.act(Role.OPERATOR, actions::halt),
        "/api/flatten", Route.act(Role.OPERATOR, actions::flatten),
        "/api/resume/prepare", Route.act(Role.OPERATOR, actions::prepare),
        "/api/resume", Route.act(Role.OPERATOR, actions::resume));
  }

  private Reply alive() {
    List<String> silent = readiness.silent();
    String word = silent.isEmpty() ? "ok" : "stalled";
    return Reply.json(
        silent.isEmpty() ? OK : NOT_READY, new JsonText().open().text("status", word).close());
  }

  /** Reasons are for those who may look. */
  private Reply ready(Call call) {
    List<String> reasons = readiness.obstacles();
    JsonText json = new JsonText().open().flag("ready", reasons.isEmpty());
    if (call.visitor().role().may(Role.VIEWER)) {
      json.name("reasons").openList();
      reasons.forEach(json::text);
      json.closeList();
    }
    return Reply.json(reasons.isEmpty() ? OK : NOT_READY, json.close());
  }

  private Reply session(Call call) {
    Visitor visitor = call.visitor();
    JsonText json = new JsonText().open().text("role", visitor.role().name());
    json.text("name", visitor.name()).text("csrf", visitor.csrf());
    return Reply.json(OK, json.flag("loginNeeded", access.loginNeeded()).close());
  }

  private Reply stream(Call call) throws Refused.Stop, IOException, InterruptedException {
    if (!counters.streamOpens(StreamHub.MOST)) {
      throw Refused.BUSY.because("too many pages are open");
    }
    try {
      hub.follow(call.exchange(), () -> access.stays(call.visitor()));
    } finally {
      counters.streamEnds();
    }
    return Route.STREAMED;
  }

  private static Reply history(Call call, PremiumHistory history) {
    return Reply.json(history.pair(call.query().getOrDefault("pair", "")));
  }

  private Reply login(Call call) throws Refused.Stop {
    try {
      Visitor visitor =
          access.login(call.field("token"), call.exchange().getRemoteAddress().getAddress());
      audit.add(visitor, call.from(), "login", "", "done");
      JsonText json = new JsonText().open().flag("done", true);
      Reply reply = Reply.json(OK, json.text("role", visitor.role().name()).close());
      return reply.with(visitor.session() + COOKIE_RULES + COOKIE_SECONDS);
    } catch (Refused.Stop e) {
      if (e.why() == Refused.LOGIN) {
        audit.refused(Visitor.NOBODY.name(), call.from(), "login", e.text());
      }
      throw e;
    }
  }

  private Reply logout(Call call) {
    access.logout(call.visitor().session());
    audit.add(call.visitor(), call.from(), "logout", "", "done");
    return Reply.json(OK, new JsonText().open().flag("done", true).close())
        .with(COOKIE_RULES + "0");
  }
}
