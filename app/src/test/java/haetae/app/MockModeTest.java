package haetae.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import haetae.app.ServiceRun.Outcome;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Mode mock in this JVM: what it does, writes and ends with. */
@Timeout(300)
final class MockModeTest {
  private static final Pattern METRICS =
      Pattern.compile(
          "\\[LIVE\\] \\[METRICS\\] pnl=(-?\\d+)₩ trades=(\\d+) open_pos=(\\d+) exposure=(\\d+)₩"
              + " realized_pnl=(-?\\d+)₩ signals=(\\d+) exec_rate=(\\d+\\.\\d)%"
              + " safety_rejections=(\\d+) sl_triggers=(\\d+) loop_ms=(\\d+\\.\\d)"
              + " cpu=(\\d+\\.\\d)% mem=(\\d+)MB live=❌");

  @TempDir private Path temp;

  @Test
  void shouldRunOneCycleOnTheSimulatedMarket() throws Exception {
    ServiceRun run = new ServiceRun(temp);

    Outcome outcome = run.inProcess(Map.of(), "run", "--once", "--mock");

    assertThat(outcome.code()).as(outcome.all()).isZero();
    assertThat(outcome.err()).isEmpty();
    for (String part :
        List.of(
            "Secrets",
            "Mode mock",
            "Signal engine",
            "Execution engine",
            "Safety validator",
            "Position engine and ledger",
            "Stop-loss engine",
            "Rebalancer",
            "Alert system",
            "Live guard",
            "Watchdog",
            "System monitor",
            "Engine")) {
      assertThat(run.log("live_loop.log")).contains("[LIVE] " + part + " initialized");
    }
    List<String> lines =
        run.log("live_loop.log").lines().filter(l -> l.contains("[METRICS]")).toList();
    assertThat(lines)
        .singleElement()
        .asString()
        .matches(
            "\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d,\\d{3} \\[INFO    \\]"
                + " \\[arbitrage.live_loop\\] "
                + METRICS.pattern());
    Matcher metrics = METRICS.matcher(lines.getFirst());
    assertThat(metrics.find()).isTrue();
    assertThat(Double.parseDouble(metrics.group(11))).isBetween(0.1, 100.0);
    assertThat(Long.parseLong(metrics.group(12))).isBetween(rssMb() / 2, rssMb() * 2);
    assertThat(Double.parseDouble(metrics.group(10))).isPositive();
    assertThat(run.log("watchdog.log")).contains("[WATCHDOG] 🟢 WATCHDOG OK");
    assertThat(run.log("sys_monitor.log")).contains("[SysMonitor] cpu=");
    assertThat(run.log("health.log")).contains("[HEALTH] [LOGGING   ] ✔ OK", "Overall: OK");
    assertThat(run.log("safety.log")).isNotEmpty();
    assertThat(run.log("live.log"))
        .contains("[METRICS]", "WATCHDOG OK", "[HEALTH]", "[SysMonitor]");
    assertThat(outcome.out().lines().filter(l -> l.contains("[METRICS]"))).hasSize(1);
    assertThat(run.log("live.log")).contains("Stopped, exit code 0");
  }

  private static long rssMb() throws IOException {
    Path statm = Path.of("/proc/self/statm");
    assumeTrue(Files.exists(statm), "no /proc here");
    return Long.parseLong(Files.readString(statm).split(" ", -1)[1]) * 4096 / 1_048_576;
  }

  @Test
  void shouldEndWithTheSameStateWhenTheSeedIsTheSame() throws Exception {
    String first = stateHash("a", "7");
    String second = stateHash("b", "7");
    String other = stateHash("c", "8");

    assertThat(first).isEqualTo(second).isNotEqualTo(other);
  }

  private String stateHash(String folder, String seed) throws Exception {
    ServiceRun run = new ServiceRun(Files.createDirectory(temp.resolve(folder)));
    Outcome outcome =
        run.inProcess(
            Map.of(),
            "run",
            "--mock",
            "--loops",
            "20",
            "--interval",
            "0.05",
            "--seed",
            seed,
            "--speed",
            "3000");
    assertThat(outcome.code()).as(outcome.all()).isZero();
    List<Matcher> all =
        METRICS
            .matcher(outcome.out())
            .results()
            .map(
                r -> {
                  Matcher m = METRICS.matcher(r.group());
                  assertThat(m.matches()).isTrue();
                  return m;
                })
            .toList();
    assertThat(all).hasSize(20);
    assertThat(Long.parseLong(all.getLast().group(2))).as("trades").isPositive();
    assertRealFigures(all.getLast(), outcome.out());
    Matcher hash = Pattern.compile("state hash: (\\w+)").matcher(outcome.out());
    assertThat(hash.find()).isTrue();
    return hash.group(1);
  }

  /** The last line's figures against the summary, which reads them in another way. */
  private static void assertRealFigures(Matcher metrics, String out) {
    Matcher summary =
        Pattern.compile("fees=(-?\\d+)₩ realized=(-?\\d+)₩ unrealized=(-?\\d+)₩ pnl=(-?\\d+)₩")
            .matcher(out);
    assertThat(summary.find()).isTrue();
    long realized = Long.parseLong(summary.group(2));
    long unrealized = Long.parseLong(summary.group(3));
    assertThat(Long.parseLong(summary.group(4)))
        .isBetween(realized + unrealized - 1, realized + unrealized + 1);
    long trades = Long.parseLong(metrics.group(2));
    long signals = Long.parseLong(metrics.group(6));
    assertThat(signals).isGreaterThanOrEqualTo(trades);
    assertThat(new BigDecimal(metrics.group(7)).doubleValue())
        .isCloseTo(100.0 * trades / signals, org.assertj.core.api.Assertions.within(0.06));
  }

  @Test
  void shouldTestTheFeedsWithoutTrading() throws Exception {
    Outcome outcome =
        new ServiceRun(temp)
            .inProcess(
                Map.of(),
                "run",
                "--mock",
                "--ws-test",
                "--loops",
                "10",
                "--interval",
                "0.05",
                "--speed",
                "600");

    assertThat(outcome.code()).as(outcome.all()).isZero();
    assertThat(outcome.out()).contains("feed UPBIT: last book", "feed BINANCE: last book");
    assertThat(outcome.out()).contains("entries=0 trades=0");
  }

  @Test
  void shouldSaveCheckpointsWithAllFiguresBeforeItEnds() throws Exception {
    String yaml =
        "longrun: {interval_loops: 5, snapshot_path: \"" + temp.resolve("stability") + "\"}";
    ServiceRun run = new ServiceRun(temp).with(yaml);

    Outcome outcome =
        run.inProcess(Map.of(), "run", "--mock", "--loops", "10", "--interval", "0.1");

    assertThat(outcome.code()).as(outcome.all()).isZero();
    List<Path> files =
        run.files().stream().filter(f -> f.toString().contains("snapshot_")).sorted().toList();
    assertThat(files).hasSize(2);
    assertThat(outcome.out()).contains("[LONGRUN] Checkpoint saved (loop=10, stable=true)");
    String last = Files.readString(files.getLast());
    for (String field :
        List.of(
            "timestamp",
            "loop_count",
            "cpu_pct",
            "rss_mb",
            "open_files",
            "num_threads",
            "ws_lag_ms",
            "ws_freshness_ok",
            "redis_heartbeat_age_ms",
            "redis_ok",
            "loop_latency_ms",
            "loop_latency_p95_ms",
            "num_live_trades",
            "num_paper_trades",
            "num_open_positions",
            "total_exposure_krw",
            "stoploss_triggers",
            "watchdog_healthy",
            "watchdog_alerts",
            "watchdog_consecutive_errors",
            "safety_rejections",
            "is_stable")) {
      assertThat(last).contains("\n  \"" + field + "\": ");
    }
    Matcher metrics = METRICS.matcher(outcome.out());
    String trades = "";
    while (metrics.find()) {
      trades = metrics.group(2);
    }
    assertThat(last).contains("\"num_live_trades\": 0,", "\"num_paper_trades\": " + trades + ",");
    assertThat(last)
        .contains("\"loop_count\": 10", "\"is_stable\": true", "\"redis_heartbeat_age_ms\": null")
        .doesNotContain("\"loop_latency_ms\": 0.000", "NaN");
  }

  @Test
  void shouldOpenTheDeskUnlessItIsSwitchedOff() throws Exception {
    Outcome shipped = new ServiceRun(temp).inProcess(Map.of(), "run", "--once", "--mock");
    Outcome without =
        new ServiceRun(temp)
            .with("metrics_server: {enabled: false}")
            .inProcess(Map.of(), "run", "--once", "--mock");

    assertThat(shipped.out())
        .contains("[DESK] page and metrics at http://127.0.0.1:")
        .doesNotContain("not in this version");
    assertThat(without.out()).contains("[DESK] disabled").doesNotContain("http://");
  }

  @Test
  void shouldTradeOnWithoutTheDeskWhenItsPortIsTaken() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Outcome outcome =
          new ServiceRun(temp)
              .with("metrics_server: {port: " + taken.getLocalPort() + "}")
              .inProcess(Map.of(), "run", "--once", "--mock");

      assertThat(outcome.code()).isZero();
      assertThat(outcome.out())
          .contains("cannot be opened", "no page and no metrics, trading goes on")
          .contains("[DESK      ]", "WARN");
    }
  }

  @Test
  void shouldChangeNothingElseWhenAFeatureIsOff() throws Exception {
    String yaml =
        "sys_monitor: {enabled: false}\nwatchdog: {enabled: false}\n"
            + "longrun: {enabled: false, interval_loops: 1}";
    ServiceRun run = new ServiceRun(temp).with(yaml);

    Outcome outcome =
        run.inProcess(Map.of(), "run", "--mock", "--loops", "2", "--interval", "0.05");

    assertThat(outcome.code()).as(outcome.all()).isZero();
    assertThat(outcome.out()).contains("cpu=0.0% mem=0MB", "System monitoring disabled");
    assertThat(run.files().stream().filter(f -> f.toString().contains("snapshot_"))).isEmpty();
  }
}
