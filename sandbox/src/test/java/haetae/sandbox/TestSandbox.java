package haetae.sandbox;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A sandbox on free ports for one test or one class of tests. */
public final class TestSandbox implements AutoCloseable {
  /** Limits so high that tests do not meet them. */
  public static final String GENEROUS =
      """
      upbit:
        order_per_sec: 100000
        order_test_per_sec: 100000
        default_per_sec: 100000
        public_per_sec: 100000
        connect_per_sec: 100000
        messages_per_sec: 100000
        messages_per_min: 100000
        cancel_all_every_ms: 1
        ban_after: 0
      binance:
        spot_weight_per_min: 1000000
        futures_weight_per_min: 1000000
        spot_orders_per10s: 100000
        futures_orders_per10s: 100000
        futures_orders_per_min: 100000
        spot_messages_per_sec: 1000
        futures_messages_per_sec: 1000
      """;

  private final List<Throwable> failures = new CopyOnWriteArrayList<>();
  private final Sandbox sandbox;
  private final HttpClient http = HttpClient.newHttpClient();

  public TestSandbox(String yaml) throws Exception {
    this(yaml, List.of());
  }

  public TestSandbox(String yaml, List<Path> recordings) throws Exception {
    Scenario scenario = ScenarioReader.parse("test", yaml);
    this.sandbox = Sandbox.start(scenario, recordings, Ports.any(), failures::add);
  }

  public Sandbox sandbox() {
    return sandbox;
  }

  public HttpClient http() {
    return http;
  }

  public TestUpbit upbit() {
    return new TestUpbit(http, sandbox.upbitPort());
  }

  public TestBinance binance() {
    return new TestBinance(http, sandbox.binancePort());
  }

  /** Makes something go wrong. */
  public HttpAnswer fault(String json) throws Exception {
    return admin("POST", "/admin/fault", json);
  }

  public HttpAnswer admin(String method, String path, String body) throws Exception {
    URI uri = URI.create("http://127.0.0.1:" + sandbox.adminPort() + path);
    HttpRequest request =
        HttpRequest.newBuilder(uri)
            .timeout(Duration.ofSeconds(30))
            .method(method, HttpRequest.BodyPublishers.ofString(body))
            .build();
    return HttpAnswer.of(http.send(request, HttpResponse.BodyHandlers.ofString()));
  }

  /** Ends everything; fails if the sandbox itself failed anywhere. */
  @Override
  public void close() {
    sandbox.close();
    http.shutdownNow();
    if (!failures.isEmpty()) {
      throw new AssertionError("the sandbox failed", failures.get(0));
    }
  }
}
