package haetae.ops.alert;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import haetae.ops.RecordedLog;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Both channels against a server on this machine that plays the other side. */
final class ChannelsTest {
  private static final String TOKEN = "123456:AAbb_cc-SECRET";
  private static final Duration PATIENT = Duration.ofSeconds(60);
  private static final Alert ALERT =
      new Alert(1_795_500_000_000L, "safety", "WARNING", "a < b & \"c\"\n_d_ ₩ 🔴");

  private record Request(String method, String path, String type, String body) {}

  private final List<Request> requests = new CopyOnWriteArrayList<>();
  private final CountDownLatch hang = new CountDownLatch(1);
  private HttpServer server;
  private volatile int status = 200;
  private volatile String answer = "{\"ok\":true}";
  private volatile boolean hanging;

  @BeforeEach
  void startServer() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::serve);
    server.start();
  }

  @AfterEach
  void stopServer() {
    hang.countDown();
    server.stop(0);
  }

  private void serve(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
    requests.add(
        new Request(
            exchange.getRequestMethod(),
            exchange.getRequestURI().toString(),
            exchange.getRequestHeaders().getFirst("Content-Type"),
            body));
    try {
      if (hanging) {
        hang.await();
      }
      byte[] bytes = answer.getBytes(UTF_8);
      exchange.sendResponseHeaders(status, bytes.length);
      exchange.getResponseBody().write(bytes);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      exchange.close();
    }
  }

  private URI base() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  private TelegramChannel telegram(Duration timeout) {
    return new TelegramChannel(new TelegramBot(base(), TOKEN), "-100777", timeout);
  }

  private static String everything(Throwable error) {
    StringWriter out = new StringWriter();
    error.printStackTrace(new PrintWriter(out, true));
    return out.toString();
  }

  @Test
  void shouldSendPlainTextToTheChat() throws Exception {
    telegram(PATIENT).deliver(ALERT);

    Request request = requests.getFirst();
    assertThat(request.method()).isEqualTo("POST");
    assertThat(request.path()).isEqualTo("/bot" + TOKEN + "/sendMessage");
    assertThat(request.type()).startsWith("application/json");
    assertThat(request.body())
        .contains("\"chat_id\":\"-100777\"")
        .contains("\"text\":\"[safety] [WARNING] a < b & \\\"c\\\"\\n_d_ ₩ 🔴\"")
        .doesNotContain("parse_mode");
  }

  @Test
  void shouldCutATextThatIsTooLongForAMessage() throws Exception {
    telegram(PATIENT).deliver(new Alert(0, "x", "INFO", "y".repeat(10_000)));

    String text = requests.getFirst().body().replaceAll(".*\"text\":\"([^\"]*)\".*", "$1");
    assertThat(text).hasSize(4_096).endsWith("y…");
  }

  @Test
  void shouldPostTheFactsToAWebhook() throws Exception {
    new WebhookChannel(base() + "/hook?key=SECRET", PATIENT).deliver(ALERT);

    assertThat(requests.getFirst().path()).isEqualTo("/hook?key=SECRET");
    assertThat(requests.getFirst().body())
        .isEqualTo(
            "{\"time\":\"2026-11-24T06:00:00Z\",\"type\":\"safety\",\"severity\":\"WARNING\","
                + "\"text\":\"a < b & \\\"c\\\"\\n_d_ ₩ 🔴\"}");
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 401, 403, 404, 302})
  void shouldNotRepeatWhatIsRefused(int refusal) {
    status = refusal;

    assertThatThrownBy(() -> telegram(PATIENT).deliver(ALERT))
        .isInstanceOf(AlertChannel.RefusedException.class)
        .hasMessage("127.0.0.1 answered " + refusal);
  }

  @ParameterizedTest
  @ValueSource(ints = {500, 502, 503, 408})
  void shouldAllowAnotherTryWhenTheServerFails(int failure) {
    status = failure;

    assertThatThrownBy(() -> telegram(PATIENT).deliver(ALERT))
        .isInstanceOf(IOException.class)
        .isNotInstanceOf(AlertChannel.RefusedException.class);
  }

  @Test
  void shouldWaitAsLongAsTheServerAsks() {
    status = 429;
    answer = "{\"ok\":false,\"error_code\":429,\"parameters\":{\"retry_after\": 17}}";

    assertThatThrownBy(() -> telegram(PATIENT).deliver(ALERT))
        .isInstanceOfSatisfying(
            AlertChannel.BusyException.class, busy -> assertThat(busy.waitMs()).isEqualTo(17_000));
  }

  @Test
  void shouldGiveUpOnAServerThatDoesNotAnswer() {
    hanging = true;

    Throwable error = catchThrowable(() -> telegram(Duration.ofMillis(200)).deliver(ALERT));

    assertThat(error).isInstanceOf(IOException.class);
    assertThat(everything(error)).contains("no answer from 127.0.0.1").doesNotContain("SECRET");
  }

  @Test
  void shouldNeverShowATokenOrAnAddressInAnError() throws IOException {
    int free;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      free = socket.getLocalPort();
    }
    URI nobody = URI.create("http://127.0.0.1:" + free);
    try (RecordedLog log = new RecordedLog("arbitrage.alert")) {
      AlertRouter router =
          new AlertRouter(
              true,
              List.of(
                  AlertRoute.all(
                      new TelegramChannel(new TelegramBot(nobody, TOKEN), "-100777", PATIENT)),
                  AlertRoute.all(new WebhookChannel(nobody + "/SECRET", PATIENT))),
              new Delivery.Patience(1, 4, 0, 5, System::currentTimeMillis),
              60_000);
      router.raise(ALERT);
      router.close();

      assertThat(router.stats().failed()).isEqualTo(2);
      assertThat(log.count("no answer from 127.0.0.1: ConnectException")).isEqualTo(10);
      assertThat(log.lines().toString()).doesNotContain("SECRET").doesNotContain("123456");
    }
  }

  @Test
  void shouldNotRepeatABadTokenOrAddress() {
    assertThatThrownBy(() -> new TelegramBot(base(), "12 SECRET"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageNotContaining("SECRET");
    assertThatThrownBy(() -> new TelegramBot(URI.create("http://example.com"), TOKEN))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("https://")
        .hasMessageNotContaining("SECRET");
    assertThat(new TelegramBot(URI.create("https://example.com"), TOKEN).toString())
        .isEqualTo("TelegramBot[example.com]");
    for (String bad : List.of("", "SECRET", "ftp://SECRET/x", "https://SEC RET/", "http:///x")) {
      Throwable error = catchThrowable(() -> new WebhookChannel(bad, PATIENT));
      assertThat(error).isInstanceOf(IllegalArgumentException.class).hasNoCause();
      assertThat(error).hasMessage("the webhook's address is no http(s) address");
    }
    assertThatCode(() -> new WebhookChannel("https://example.com/x", PATIENT))
        .doesNotThrowAnyException();
  }
}
