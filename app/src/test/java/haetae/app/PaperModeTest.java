package haetae.app;

import static org.assertj.core.api.Assertions.assertThat;

import haetae.app.ServiceRun.Outcome;
import haetae.app.ServiceRun.Running;
import haetae.sandbox.Ports;
import haetae.sandbox.Sandbox;
import haetae.sandbox.ScenarioReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Paper mode on live streams: both venues over real sockets, as the sandbox speaks them. */
class PaperModeTest {
  @TempDir private Path folder;
  private final List<Throwable> failures = new CopyOnWriteArrayList<>();
  private Sandbox sandbox;

  private ServiceRun service(String scenario, int startSec) throws Exception {
    Path file = Files.writeString(folder.resolve("scenario.yml"), scenario);
    sandbox =
        sandbox != null
            ? sandbox
            : Sandbox.start(ScenarioReader.read(file), Ports.any(), failures::add);
    String upbit = "127.0.0.1:" + sandbox.upbitPort();
    String binance = "127.0.0.1:" + sandbox.binancePort();
    return new ServiceRun(folder)
        .with(
            """
            upbit: {rest_url: "http://%s", ws_url: "ws://%s/websocket/v1"}
            binance:
              rest_url: "http://%s"
              ws_url: "ws://%s"
              futures_rest_url: "http://%s"
              futures_ws_url: "ws://%s"
            websocket: {start_timeout_sec: %d}
            mock: {reject_pct: 0.0}
            # How busy this machine is must not matter here.
            safety:
              max_quote_age_ms_upbit: 60000
              max_quote_age_ms_binance: 60000
              max_quote_age_ms_fx: 60000
              max_quote_skew_ms: 60000
              max_clock_offset_ms: 5000
            """
                .formatted(upbit, upbit, binance, binance, binance, binance, startSec));
  }

  @AfterEach
  void close() {
    if (sandbox != null) {
      sandbox.close();
    }
    assertThat(failures).isEmpty();
  }

  @Test
  void shouldTradeOnTheVenuesOwnStreams() throws Exception {
    ServiceRun service =
        service("seed: 7\nmarket: {premium_pct: 3, premium_sd_pct: 0.01, usdt_krw: 1400}\n", 60);

    Outcome outcome =
        service.inProcess(Map.of(), "run", "--mode", "paper", "--loops", "12", "--interval", "0.5");

    assertThat(outcome.code()).as(outcome.all()).isZero();
    assertThat(outcome.out())
        .contains("fills: at the live books", "[VENUE] UPBIT UP", "Mode is paper", "live=❌")
        .contains("Trade opened")
        .containsPattern("updates=[1-9]\\d+ ")
        .containsPattern("trades=[1-9]")
        .contains("ledger_breaks=0")
        .doesNotContain("no quotes yet");
    String replay = ServiceRun.main(Map.of(), replayOf(folder)).all();
    assertThat(replay).contains("no difference: every order is explained");
  }

  @Test
  void shouldGoOnAfterItWasKilled() throws Exception {
    ServiceRun service =
        service("seed: 7\nmarket: {premium_pct: 3, premium_sd_pct: 0.01, usdt_krw: 1400}\n", 60)
            .with("stoploss: {enabled: false}");
    Running first =
        service.start(Main.class, Map.of(), "run", "--mode", "paper", "--interval", "0.2");
    first.awaitOutput("Trade opened");
    ServiceRun.await(
        "a line with all five positions",
        () -> service.log("live_loop.log").matches("(?s).*open_pos=5 .*"));
    first.signal("KILL");
    assertThat(first.end().code()).isEqualTo(137);
    Files.createDirectories(folder.resolve("logs"));

    Outcome second =
        service.inProcess(Map.of(), "run", "--mode", "paper", "--loops", "8", "--interval", "0.5");

    assertThat(second.code()).as(second.all()).isZero();
    assertThat(second.out())
        .containsPattern(
            "\\[RECOVERY\\] going on with run paper-h\\w+: its state as of record \\d+")
        .containsPattern("trading state NORMAL, trades [1-9]")
        .contains("balances and positions: as the ledger has them")
        .contains("ledger_breaks=0")
        .containsPattern("\\[METRICS\\] pnl=\\S+ trades=[1-9]\\d* open_pos=[1-9]");
    Outcome third = service.inProcess(Map.of(), "run", "--mode", "paper", "--once");
    assertThat(third.out()).contains(" and 0 events after it");
    assertThat(ServiceRun.main(Map.of(), "replay", "latest", "--home", home()).out())
        .contains("no difference: every order is explained");
    assertThat(ServiceRun.main(Map.of(), "journal", "state", "latest", "--home", home()).out())
        .contains("going on with run paper-", "trading state NORMAL", "open 5, in flight 0");
    Outcome fresh = service.inProcess(Map.of(), "run", "--mode", "paper", "--once", "--fresh");
    assertThat(fresh.out()).doesNotContain("[RECOVERY]").contains("cycles=1 ");
  }

  @Test
  void shouldGoOnHoweverOftenItIsKilled() throws Exception {
    ServiceRun service =
        service("seed: 7\nmarket: {premium_pct: 3, premium_sd_pct: 0.01, usdt_krw: 1400}\n", 60)
            .with("journal: {snapshot_sec: 0.05}");
    SplittableRandom random = new SplittableRandom(Long.getLong("seed", 1));
    long trades = 0;
    for (int kill = 0; kill < Integer.getInteger("kills", 3); kill++) {
      Running life =
          service.start(Main.class, Map.of(), "run", "--mode", "paper", "--interval", "0.1");
      life.awaitOutput("[METRICS]");
      Thread.sleep(random.nextLong(1_500));
      life.signal("KILL");
      String out = life.end().out();
      assertThat(out).doesNotContain("HALTED", "Ledger differs", "CRITICAL");
      long now = tradesIn(out);
      assertThat(now).as(out).isGreaterThanOrEqualTo(trades);
      trades = now;
    }

    Outcome last = service.inProcess(Map.of(), "run", "--mode", "paper", "--once");

    assertThat(last.code()).as(last.all()).isZero();
    assertThat(last.out()).contains("[RECOVERY] going on", "ledger_breaks=0", "in flight: 0");
    assertThat(tradesIn(last.out())).isGreaterThanOrEqualTo(Math.max(1, trades));
  }

  /** As the last line of metrics says. */
  private static long tradesIn(String out) {
    Matcher found = Pattern.compile("\\[METRICS\\] .* trades=(\\d+)").matcher(out);
    long trades = -1;
    while (found.find()) {
      trades = Long.parseLong(found.group(1));
    }
    return trades;
  }

  private String home() {
    return folder.resolve("data/journal").toString();
  }

  private static String[] replayOf(Path folder) throws Exception {
    try (var all = Files.walk(folder)) {
      Path run =
          all.filter(p -> p.getFileName().toString().startsWith("paper-"))
              .findFirst()
              .orElseThrow();
      return new String[] {"replay", run.toString()};
    }
  }

  @Test
  void shouldSayHowEachStreamIs() throws Exception {
    ServiceRun service = service("seed: 7\n", 60);

    Outcome healthy = service.inProcess(Map.of(), "run", "--mode", "paper", "--ws-test");

    assertThat(healthy.code()).as(healthy.all()).isZero();
    assertThat(healthy.out())
        .contains("upbit book KRW-BTC", "binance book BTCUSDT", "all streams are healthy");
    fault("{\"fault\":\"silent_stream\",\"venue\":\"binance\"}");

    Outcome silent =
        service("seed: 7\n", 1).inProcess(Map.of(), "run", "--mode", "paper", "--ws-test");

    assertThat(silent.code()).isEqualTo(1);
    assertThat(silent.out()).contains("ERROR binance", "not all streams are healthy");
  }

  private void fault(String json) throws Exception {
    URI admin = URI.create("http://127.0.0.1:" + sandbox.adminPort() + "/admin/fault");
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpRequest request =
          HttpRequest.newBuilder(admin).POST(HttpRequest.BodyPublishers.ofString(json)).build();
      HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
      assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 299);
    }
  }
}
