package haetae.app;

import static org.assertj.core.api.Assertions.assertThat;

import haetae.app.ServiceRun.Outcome;
import haetae.sandbox.Ports;
import haetae.sandbox.Sandbox;
import haetae.sandbox.ScenarioReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The health report about venues, keys, permissions and clocks, good and bad. */
class HealthOnSandboxTest {
  private static final String MAY_WITHDRAW =
      """
      keys:
        - {venue: upbit, access: sandbox-upbit-access, secret: sandbox-upbit-secret,
           permissions: [view_assets, view_orders, make_orders]}
        - {venue: binance, access: sandbox-binance-key, secret: sandbox-binance-secret,
           permissions: [read, spot, futures, withdraw]}
      """;

  @TempDir private Path folder;
  private final List<Throwable> failures = new CopyOnWriteArrayList<>();
  private Sandbox sandbox;

  @AfterEach
  void close() {
    sandbox.close();
    assertThat(failures).isEmpty();
  }

  private Outcome health(String scenario, String secret) throws Exception {
    Path file = Files.writeString(folder.resolve("scenario.yml"), SandboxService.CALM + scenario);
    if (sandbox == null) {
      sandbox = Sandbox.start(ScenarioReader.read(file), Ports.any(), failures::add);
    }
    Path config =
        SandboxService.in(folder, sandbox, secret, folder.resolve("confirmed"))
            .with("mode: {current: \"live\"}")
            .config();
    return ServiceRun.main(Map.of(), "health", "--config", config.toString());
  }

  @Test
  void shouldFindEverythingInOrder() throws Exception {
    Outcome health = health("", "sandbox-upbit-secret");

    assertThat(health.code()).as(health.all()).isZero();
    assertThat(health.out())
        .contains("[UPBIT     ] ✔ OK       connected to 127.0.0.1:" + sandbox.upbitPort())
        .contains("[BINANCE   ] ✔ OK       connected to 127.0.0.1:" + sandbox.binancePort())
        .contains("[KEYS      ] ✔ OK       keys work, may order and may not withdraw")
        .containsPattern("\\[CLOCKS    ] ✔ OK +venue clock less ours: UPBIT .* BINANCE -?\\d+ ms");
  }

  @Test
  void shouldNameTheKeyThatDoesNotWork() throws Exception {
    Outcome health = health("", "wrong-upbit-secret");

    assertThat(health.code()).isEqualTo(1);
    assertThat(health.out())
        .containsPattern("\\[KEYS      ] ✘ ERROR +UPBIT .*jwt_verification.* -> check key")
        .doesNotContain("wrong-upbit-secret");
  }

  @Test
  void shouldRefuseAKeyThatMayWithdraw() throws Exception {
    Outcome health = health(MAY_WITHDRAW, "sandbox-upbit-secret");

    assertThat(health.code()).isEqualTo(1);
    assertThat(health.out()).containsPattern("\\[KEYS      ] ✘ ERROR +BINANCE .*withdraw.* -> ");
  }

  @Test
  void shouldSeeThatAClockIsOff() throws Exception {
    String off = "faults: [{fault: clock_offset, venue: binance, offset_ms: 7000}]\n";

    Outcome health = health(off, "sandbox-upbit-secret");

    assertThat(health.code()).isEqualTo(1);
    assertThat(health.out())
        .containsPattern(
            "\\[CLOCKS    ] ✘ ERROR .* BINANCE (6[5-9]|70)\\d\\d ms, limit 5000 ms ->");
  }

  @Test
  void shouldSayThatNobodyAnswers() throws Exception {
    health("", "sandbox-upbit-secret");
    sandbox.close();

    Outcome health = health("", "sandbox-upbit-secret");

    assertThat(health.code()).isEqualTo(1);
    assertThat(health.out())
        .containsPattern("\\[UPBIT     ] ✘ ERROR +cannot connect to 127.0.0.1:\\d+: Connection")
        .containsPattern("\\[KEYS      ] ✘ ERROR +UPBIT balances cannot be read: ")
        .containsPattern("\\[CLOCKS    ] ✘ ERROR +a venue does not tell its time: ");
  }
}
