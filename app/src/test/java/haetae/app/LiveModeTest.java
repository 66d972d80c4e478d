package haetae.app;

import static org.assertj.core.api.Assertions.assertThat;

import haetae.app.ServiceRun.Outcome;
import haetae.app.ServiceRun.Running;
import haetae.sandbox.Ports;
import haetae.sandbox.Sandbox;
import haetae.sandbox.ScenarioReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Mode live over real sockets: real orders to the sandbox of both venues. */
class LiveModeTest {
  private static final Map<String, String> LIVE = Map.of("LIVE_TRADING", "1");
  private static final String CALM = SandboxService.CALM;

  /** An order of the live engine, not of its paper twin. */
  private static final String REAL = "(?<!\\[PAPER\\] \\[EXEC\\] )Order placed";

  @TempDir private Path folder;
  private final List<Throwable> failures = new CopyOnWriteArrayList<>();
  private Sandbox sandbox;
  private Path confirm;

  @BeforeEach
  void confirm() throws Exception {
    confirm = Files.createFile(folder.resolve("confirmed"));
  }

  @AfterEach
  void close() {
    if (sandbox != null) {
      sandbox.close();
    }
    assertThat(failures).isEmpty();
  }

  private ServiceRun service(String scenario, String secret) throws Exception {
    Path file = Files.writeString(folder.resolve("scenario.yml"), scenario);
    if (sandbox == null) {
      sandbox = Sandbox.start(ScenarioReader.read(file), Ports.any(), failures::add);
    }
    return SandboxService.in(folder, sandbox, secret, confirm);
  }

  private ServiceRun service() throws Exception {
    return service(CALM, "sandbox-upbit-secret");
  }

  @Test
  void shouldTradeWhenEveryConditionHoldsAndGoOnAfterItWasKilled() throws Exception {
    ServiceRun service = service();
    Running first = service.start(Main.class, LIVE, "run", "--mode", "live", "--interval", "0.3");
    first.awaitOutput("arbitrage.position] [POSITION] Trade opened");
    // The guard opens between two cycles; only the next one says so.
    first.awaitOutput("LIVE TRADING ALLOWED");
    first.signal("KILL");
    assertThat(first.end().out()).contains("🟢 LIVE TRADING ALLOWED", "gate=LIVE");

    Outcome second =
        service.inProcess(LIVE, "run", "--mode", "live", "--loops", "15", "--interval", "0.5");

    assertThat(second.code()).as(second.all()).isZero();
    assertThat(second.out())
        .contains("[RECOVERY] going on with run live-", "🟢 LIVE TRADING ALLOWED", "live=✅")
        .containsPattern("\\[METRICS\\] pnl=\\S+ trades=[1-9]\\d* open_pos=[1-9]")
        .contains("ledger_breaks=0")
        .contains("no order of ours rests at UPBIT", "no order of ours rests at BINANCE")
        .doesNotContain("LEFT BEHIND");
    assertThat(service.log("live.log")).contains("paper_trade=T000001", "[SHADOW] live trades");
    assertThat(ServiceRun.main(Map.of(), "replay", "latest", "--home", home()).out())
        .contains("no difference: every order is explained");
    for (Path file : service.files()) {
      assertThat(Files.readString(file, java.nio.charset.StandardCharsets.ISO_8859_1))
          .as(file.toString())
          .satisfies(
              text ->
                  assertThat(file.toString().endsWith(".yml") || !text.contains("-secret"))
                      .isTrue());
    }
  }

  @Test
  void shouldBookTheFillOfAnOrderThatWasInFlightWhenItWasKilled() throws Exception {
    String unanswered =
        CALM
            + """
            faults:
              - {fault: timeout_after_accept, venue: binance, path: /fapi/v1/order, count: 1}
              - {fault: lost_report, venue: binance}
            """;
    ServiceRun service =
        service(unanswered, "sandbox-upbit-secret").with("shadow: {enabled: false}");
    Running first = service.start(Main.class, LIVE, "run", "--mode", "live", "--interval", "0.3");
    first.awaitOutput(" BINANCE:ETHUSDT limit=");
    first.signal("KILL");
    assertThat(first.end().out()).doesNotContain("Trade opened");

    Outcome second =
        service.inProcess(LIVE, "run", "--mode", "live", "--loops", "20", "--interval", "0.5");

    assertThat(second.code()).as(second.all()).isZero();
    assertThat(second.out())
        .contains("to be asked for", "Trade opened", "in flight: 0", "ledger_breaks=0");
  }

  /** The only shadow report. */
  private String report() throws Exception {
    try (var files = Files.list(folder.resolve("data/shadow"))) {
      List<Path> texts = files.filter(file -> file.toString().endsWith(".txt")).toList();
      assertThat(texts).hasSize(1);
      return Files.readString(texts.getFirst());
    }
  }

  private String home() {
    return folder.resolve("data/journal").toString();
  }

  @Test
  void shouldSendNothingWhileAConditionIsMissing() throws Exception {
    Files.delete(confirm);

    Outcome run =
        service()
            .inProcess(Map.of(), "run", "--mode", "live", "--loops", "10", "--interval", "0.5");

    assertThat(run.code()).as(run.all()).isZero();
    assertThat(run.out())
        .contains("🔴 LIVE TRADING BLOCKED", "LIVE_TRADING env var not set to '1'")
        .contains(".live_trading_ok file not found", "LIVE_GUARD=")
        .contains("live=❌ paper_pnl=", "[PAPER] [EXEC] Order placed", "gate=PAPER")
        .doesNotContain("gate=LIVE", "LIVE TRADING ALLOWED", "live=✅")
        .doesNotContainPattern(REAL);
    assertThat(report()).contains("live trades 0", "of these while live was blocked", " b\n");
  }

  @Test
  void shouldStopEntriesAtOnceWhenTheFileIsTakenAwayOrTheHaltFileAppears() throws Exception {
    ServiceRun service = service();
    Running run = service.start(Main.class, LIVE, "run", "--mode", "live", "--interval", "0.3");
    run.awaitOutput("LIVE TRADING ALLOWED");
    Files.delete(confirm);
    run.awaitOutput(".live_trading_ok file not found");
    Files.createFile(confirm);
    Files.createFile(folder.resolve("HALT"));
    run.awaitOutput("Halt file present");
    run.signal("TERM");

    Outcome outcome = run.end();

    assertThat(outcome.code()).isEqualTo(143);
    assertThat(outcome.out()).contains("in flight: 0");
    int blocked = outcome.out().indexOf(".live_trading_ok file not found");
    assertThat(outcome.out().substring(blocked)).doesNotContainPattern(REAL + ": \\S+ ENTRY");
  }

  @Test
  void shouldTrustNoKeyThatDoesNotWork() throws Exception {
    ServiceRun service = service(CALM, "wrong-upbit-secret");

    Outcome run =
        service.inProcess(LIVE, "run", "--mode", "live", "--loops", "8", "--interval", "0.5");

    assertThat(run.out())
        .contains("blocks live trading: UPBIT", "API keys missing, not working or able to withdraw")
        .doesNotContainPattern(REAL)
        .doesNotContain("wrong-upbit-secret");
    Outcome health = ServiceRun.main(Map.of(), "health", "--config", service.config().toString());
    assertThat(health.out())
        .contains("[KEYS      ] ✔ OK       all four API keys are set; not tried");
  }

  @Test
  void shouldRefuseAKeyThatCanWithdraw() throws Exception {
    String scenario =
        CALM
            + """
            keys:
              - {venue: upbit, access: sandbox-upbit-access, secret: sandbox-upbit-secret,
                 permissions: [view_assets, view_orders, make_orders]}
              - {venue: binance, access: sandbox-binance-key, secret: sandbox-binance-secret,
                 permissions: [read, spot, futures, withdraw]}
            """;
    ServiceRun service = service(scenario, "sandbox-upbit-secret");

    Running running = service.start(Main.class, LIVE, "run", "--mode", "live", "--interval", "0.5");
    running.awaitOutput("blocks live trading: BINANCE");
    running.signal("TERM");
    Outcome run = running.end();

    assertThat(run.out())
        .containsPattern("blocks live trading: BINANCE .*withdraw")
        .doesNotContainPattern(REAL);
  }
}
