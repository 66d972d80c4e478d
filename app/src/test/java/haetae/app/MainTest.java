package haetae.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import haetae.app.ServiceRun.Outcome;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The command line in this JVM: what it accepts, says, writes and ends with. */
@Timeout(300)
final class MainTest {
  private static final Pattern METRICS =
      Pattern.compile(
          "\\[LIVE\\] \\[METRICS\\] pnl=(-?\\d+)₩ trades=(\\d+) open_pos=(\\d+) exposure=(\\d+)₩"
              + " realized_pnl=(-?\\d+)₩ signals=(\\d+) exec_rate=(\\d+\\.\\d)%"
              + " safety_rejections=(\\d+) sl_triggers=(\\d+) loop_ms=(\\d+\\.\\d)"
              + " cpu=(\\d+\\.\\d)% mem=(\\d+)MB live=❌");

  @TempDir private Path temp;

  private static String[] words(String line) {
    return line.isBlank() ? new String[0] : line.strip().split(" ", -1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          run --interval -1   | --interval must be between 0.01 and 86400 seconds, not -1
          run --interval 0    | --interval must be between 0.01 and 86400 seconds, not 0
          run --interval 1e9  | --interval must be between 0.01 and 86400 seconds, not 1E+9
          run --interval soon | Invalid value for option '--interval': 'soon' is not a number
          run --loops 0       | --loops must be at least 1, not 0
          run --loops 1.5     | Invalid value for option '--loops': '1.5' is not a long
          run --mode foo      | --mode must be one of mock, paper, live, not "foo"
          run --mock --mode live | --mock and --mode live contradict each other
          run --mock --replay a.gz | --replay needs recorded quotes: use it with --mode paper
          run --speed fast    | --speed must be a number or max, not fast
          run --speed 0       | --speed must be above 0 or max, not 0
          run --onec          | did you mean --once?
          run --loop 5        | did you mean --loops?
          runn                | did you mean run?
          health --confg x    | did you mean --config?
          """)
  void shouldRefuseABadCommandLineInOneLineWithTwo(String line, String message) {
    Outcome outcome = ServiceRun.main(Map.of(), words(line));

    assertThat(outcome.code()).isEqualTo(2);
    assertThat(outcome.err()).contains(message).endsWith("--help)\n").hasLineCount(1);
    assertThat(outcome.out()).isEmpty();
  }

  @Test
  void shouldTellHowItIsUsed() {
    assertThat(ServiceRun.main(Map.of()).code()).isEqualTo(2);
    for (String line : List.of("--help", "run --help", "health --help", "--version")) {
      Outcome outcome = ServiceRun.main(Map.of(), words(line));
      assertThat(outcome.code()).as(line).isZero();
      assertThat(outcome.out()).as(line).contains("haetae");
      assertThat(outcome.err()).as(line).isEmpty();
    }
    assertThat(ServiceRun.main(Map.of(), "run", "--help").out())
        .contains("--ws-test", "Exit codes:", "the watchdog asked for the shutdown", "Examples:");
  }

  @Test
  void shouldStartNothingWhenTheConfigurationIsBad() throws Exception {
    ServiceRun run = new ServiceRun(temp).with("watchdog: {max_ws_lag: 1}");

    Outcome outcome = run.inProcess(Map.of(), "run", "--once", "--mock");

    assertThat(outcome.code()).isEqualTo(2);
    assertThat(outcome.err())
        .contains("live.yml:5:12: unknown key \"max_ws_lag\" in watchdog; did you mean")
        .hasLineCount(1);
    assertThat(outcome.out()).isEmpty();
    assertThat(run.logs()).doesNotExist();
  }

  @Test
  void shouldSayInOneLineWhyItCannotStart() throws Exception {
    String missing = temp.resolve("missing.gz").toString();
    Path corrupt = Files.writeString(temp.resolve("corrupt.csv"), "no,recording\n1,2\n");

    Outcome noConfig = ServiceRun.main(Map.of(), "run", "--config", temp + "/none.yml");
    Outcome live =
        new ServiceRun(temp)
            .with("journal: {enabled: false}")
            .inProcess(Map.of(), "run", "--mode", "live", "--once");
    Outcome noFile =
        new ServiceRun(temp).inProcess(Map.of(), "run", "--mode", "paper", "--replay", missing);
    Outcome unreadable =
        new ServiceRun(temp)
            .inProcess(Map.of(), "run", "--mode", "paper", "--replay", corrupt.toString());

    assertThat(noConfig.code()).isEqualTo(2);
    assertThat(noConfig.err()).endsWith("no such file; give another with --config FILE\n");
    assertThat(List.of(live.code(), noFile.code(), unreadable.code())).containsOnly(1);
    for (Outcome outcome : List.of(noConfig, live, noFile, unreadable)) {
      assertThat(outcome.err()).hasLineCount(1);
      assertThat(outcome.all()).doesNotContain("\tat ", "Exception");
    }
    assertThat(live.err()).startsWith("cannot start: mode live needs the journal");
    assertThat(noFile.err()).startsWith("cannot start: ").contains("missing.gz");
    assertThat(unreadable.err()).startsWith("cannot start: ").contains("corrupt.csv");
  }

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
  void shouldReportOnEachDependency() throws Exception {
    Outcome fine = new ServiceRun(temp).inProcess(Map.of(), "health");
    Outcome broken =
        new ServiceRun(temp)
            .with("redis: {enabled: true, url: \"redis://127.0.0.1:1/0\"}")
            .inProcess(Map.of(), "health");

    assertThat(fine.code()).as(fine.all()).isZero();
    assertThat(fine.out())
        .contains("[UPBIT     ] – DISABLED", "[REDIS     ] – DISABLED", "[DISK      ]", "Overall:");
    assertThat(broken.code()).isEqualTo(1);
    assertThat(broken.out()).contains("[REDIS     ] ✘ ERROR", "127.0.0.1:1", "Overall: ERROR");
  }

  @Test
  void shouldShowNoSecretAnywhere() throws Exception {
    Map<String, String> environment =
        Map.of(
            "UPBIT_API_KEY", "upbit-key-0123456789",
            "UPBIT_API_SECRET", "upbit secret/+=0123456789",
            "BINANCE_API_KEY", "binance-key-0123456789",
            "BINANCE_API_SECRET", "binance-secret-0123456789",
            "TELEGRAM_BOT_TOKEN", "123456:telegram-token",
            "HAETAE_REDIS_PASSWORD", "redis-password-0123");
    ServiceRun run = new ServiceRun(temp);

    Outcome outcome =
        run.inProcess(environment, "run", "--mock", "--loops", "5", "--interval", "0.05");
    Outcome health = run.inProcess(environment, "health");

    for (String secret : environment.values()) {
      assertThat(outcome.all() + health.all()).doesNotContain(secret);
      for (Path file : run.files()) {
        // Also what is not text, such as the journal.
        String content = Files.readString(file, StandardCharsets.ISO_8859_1);
        assertThat(content).as(file.toString()).doesNotContain(secret);
      }
    }
  }

  @Test
  void shouldGoOnWhenTheLogFolderCannotBeWritten() throws Exception {
    Files.writeString(temp.resolve("logs"), "a file in the way");
    ServiceRun run = new ServiceRun(temp);

    Outcome outcome =
        run.inProcess(Map.of(), "run", "--mock", "--loops", "3", "--interval", "0.05");

    assertThat(outcome.code()).as(outcome.all()).isZero();
    assertThat(outcome.out().lines().filter(l -> l.contains("files cannot be written"))).hasSize(1);
    assertThat(outcome.out()).contains("logs: not a folder; logging goes on here");
    assertThat(outcome.out().lines().filter(l -> l.contains("[METRICS]"))).hasSize(3);
    assertThat(outcome.out()).contains("[LOGGING   ] ✘ ERROR");
    assertThat(outcome.all()).doesNotContain("\tat ");
  }

  @Test
  void shouldGoOnWhenTheDiskOfTheLogsIsFull() throws Exception {
    assumeTrue(Files.exists(Path.of("/dev/full")), "there is no /dev/full here");
    ServiceRun run = new ServiceRun(temp);
    Files.createDirectories(run.logs());
    Files.createSymbolicLink(run.logs().resolve("live.log"), Path.of("/dev/full"));

    Outcome outcome =
        run.inProcess(Map.of(), "run", "--mock", "--loops", "3", "--interval", "0.05");

    assertThat(outcome.code()).as(outcome.all()).isZero();
    assertThat(outcome.out()).contains("No space left on device; logging goes on here");
    assertThat(outcome.out().lines().filter(l -> l.contains("[METRICS]"))).hasSize(3);
    assertThat(outcome.all()).doesNotContain("\tat ");
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
  void shouldTakeTheConfigurationBesideTheLauncherWhenThereIsNoneHere() throws Exception {
    Path file = new ServiceRun(temp).config();
    Files.createDirectory(temp.resolve("config"));
    Files.move(file, temp.resolve("config/live.yml"));

    Outcome beside = ServiceRun.main(Map.of("HAETAE_HOME", temp.toString()), "health");
    Outcome nowhere = ServiceRun.main(Map.of(), "health");

    assertThat(beside.code()).as(beside.all()).isZero();
    assertThat(beside.out()).contains("can be written: " + temp);
    assertThat(nowhere.code()).isEqualTo(2);
    assertThat(nowhere.err()).startsWith("config/live.yml: no such file");
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
