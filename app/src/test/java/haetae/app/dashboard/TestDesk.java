package haetae.app.dashboard;

import haetae.app.Changed;
import haetae.app.dashboard.DeskSources.BudgetFigures;
import haetae.app.dashboard.DeskSources.InboxFigures;
import haetae.app.dashboard.DeskSources.JournalFigures;
import haetae.app.dashboard.DeskSources.StreamFigures;
import haetae.engine.Engine;
import haetae.engine.OperatorView;
import haetae.engine.TestConfigs;
import haetae.ops.alert.AlertRoute;
import haetae.ops.alert.AlertRouter;
import haetae.ops.alert.TelegramInbox;
import haetae.ops.log.CentralLog;
import haetae.ops.log.LogConfig;
import haetae.ops.log.LogLevel;
import haetae.ops.sysmon.ResourceSample;
import haetae.ops.watchdog.Heartbeat;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A desk over an engine that has seen nothing, and a client for it. */
final class TestDesk implements AutoCloseable {
  static final String OPERATOR = "operator-token-of-the-test";
  static final String VIEWER = "viewer-token-of-the-test";

  final RecordingControls controls = new RecordingControls("done");
  final CentralLog log;
  final CycleBoard board = new CycleBoard();
  final AlertRouter alerts;
  private final OperatorView blank;
  private volatile EnginePicture picture;
  private final Dashboard desk;
  private final HttpClient client = HttpClient.newHttpClient();

  private TestDesk(
      Path folder, String operator, String viewer, String host, List<AlertRoute> routes) {
    alerts = new AlertRouter(true, routes);
    Path file = folder.resolve("live.log");
    log =
        CentralLog.start(
            new LogConfig(LogLevel.INFO, file, false, false, 7, 100_000_000, List.of()));
    Engine engine = new Engine(TestConfigs.config(250_000));
    blank = engine.view();
    picture = new EnginePicture(blank, System.nanoTime());
    DeskSources sources =
        new DeskSources(
            "mock",
            System.currentTimeMillis(),
            () -> picture,
            new EngineTap(),
            board,
            ResourceSample::none,
            List.of(new Heartbeat("engine", System::nanoTime)),
            60_000_000_000L,
            log::health,
            log.recent(),
            alerts,
            JournalFigures::off,
            () ->
                List.of(
                    new StreamFigures("upbit book", true, true, 5, 10, 0, 0, 1),
                    new StreamFigures("binance book", true, false, -1, 0, 2, 0, 3)),
            () -> List.of(new BudgetFigures("upbit", 900_000)),
            InboxFigures::none,
            TelegramInbox.Stats::none);
    desk =
        new Dashboard(
            new Dashboard.Settings(
                true,
                host,
                0,
                "/metrics",
                List.of("desk.example"),
                operator,
                viewer,
                new AuditTrail(folder.resolve("audit.log"))),
            sources,
            controls);
    desk.start();
  }

  /** On loopback without tokens. */
  static TestDesk open(Path folder) {
    return new TestDesk(folder, "", "", "127.0.0.1", List.of());
  }

  /** With both tokens. */
  static TestDesk guarded(Path folder) {
    return new TestDesk(folder, OPERATOR, VIEWER, "127.0.0.1", List.of());
  }

  /** With settings of its own. */
  static TestDesk of(Path folder, String operator, String host) {
    return new TestDesk(folder, operator, "", host, List.of());
  }

  /** On loopback, with channels for its alerts. */
  static TestDesk alerting(Path folder, List<AlertRoute> routes) {
    return new TestDesk(folder, "", "", "127.0.0.1", routes);
  }

  /** Shows an engine of which parts of the view and of its snapshot are as given. */
  void show(Map<String, Object> snapshot, Map<String, Object> view) {
    Map<String, Object> all = new HashMap<>(view);
    all.put("snapshot", Changed.of(blank.snapshot(), snapshot));
    picture = new EnginePicture(Changed.of(blank, all), System.nanoTime());
  }

  /** The engine that has seen nothing. */
  OperatorView blank() {
    return blank;
  }

  String address() {
    return desk.address();
  }

  String fault() {
    return desk.fault();
  }

  HttpRequest.Builder to(String path) {
    return HttpRequest.newBuilder(URI.create(desk.address().replaceFirst("/$", "") + path));
  }

  HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return send(to(path));
  }

  HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
    return client.send(request.build(), BodyHandlers.ofString());
  }

  /** A request to act, as the page makes it. */
  HttpRequest.Builder post(String path, String body, String csrf) {
    return to(path)
        .header("Content-Type", "application/json")
        .header(Gate.CSRF, csrf)
        .POST(HttpRequest.BodyPublishers.ofString(body));
  }

  /** A text field of a JSON object. */
  static String field(HttpResponse<String> answer, String name) {
    String body = answer.body();
    int at = body.indexOf('"' + name + "\":\"");
    return at < 0
        ? ""
        : body.substring(at + name.length() + 4, body.indexOf('"', at + name.length() + 4));
  }

  /** Value of a metric's line, given whole up to the value; NaN if there is no such line. */
  double metric(String line) throws IOException, InterruptedException {
    return metric(line, "");
  }

  double metric(String line, String bearer) throws IOException, InterruptedException {
    HttpRequest.Builder request = to("/metrics");
    if (!bearer.isEmpty()) {
      request.header("Authorization", "Bearer " + bearer);
    }
    return send(request)
        .body()
        .lines()
        .filter(l -> l.startsWith(line + " "))
        .mapToDouble(l -> Double.parseDouble(l.substring(line.length() + 1)))
        .findFirst()
        .orElse(Double.NaN);
  }

  @Override
  public void close() {
    desk.close();
    alerts.close();
    client.close();
    log.close();
  }
}
