package haetae.app.storm;

import static haetae.sandbox.fault.FaultKind.BAN_STORM;
import static haetae.sandbox.fault.FaultKind.CLOCK_OFFSET;
import static haetae.sandbox.fault.FaultKind.DAY_CUT;
import static haetae.sandbox.fault.FaultKind.DISCONNECT;
import static haetae.sandbox.fault.FaultKind.DUPLICATE_CLIENT_ID;
import static haetae.sandbox.fault.FaultKind.ERROR_AFTER_ACCEPT;
import static haetae.sandbox.fault.FaultKind.ERROR_BEFORE_ACCEPT;
import static haetae.sandbox.fault.FaultKind.GAP;
import static haetae.sandbox.fault.FaultKind.HALF_OPEN;
import static haetae.sandbox.fault.FaultKind.LATE_REPORT;
import static haetae.sandbox.fault.FaultKind.LOST_REPORT;
import static haetae.sandbox.fault.FaultKind.MAINTENANCE;
import static haetae.sandbox.fault.FaultKind.PERMISSION_WITHDRAWN;
import static haetae.sandbox.fault.FaultKind.RATE_STORM;
import static haetae.sandbox.fault.FaultKind.SILENT_STREAM;
import static haetae.sandbox.fault.FaultKind.SLOW;
import static haetae.sandbox.fault.FaultKind.STALE_BOOK;
import static haetae.sandbox.fault.FaultKind.TIMEOUT_AFTER_ACCEPT;
import static org.assertj.core.api.Assertions.assertThat;

import haetae.app.Main;
import haetae.app.ServiceRun;
import haetae.app.ServiceRun.Running;
import haetae.app.live.RunJournal;
import haetae.sandbox.Ports;
import haetae.sandbox.Sandbox;
import haetae.sandbox.ScenarioReader;
import haetae.sandbox.fault.FaultKind;
import haetae.sandbox.fault.FaultSpec;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** One service in mode live, and one fault of its venues after the other: what it does of each. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class FaultKindsTest {
  private static final String SCENARIO =
      """
      seed: 11
      market: {premium_pct: 0.4, premium_sd_pct: 0.8, volatility_pct: 60, usdt_krw: 1400}
      binance: {leverage: 3, ban_sec: 3}
      balances:
        upbit: {KRW: 100000000, BTC: 1, ETH: 30, USDT: 10000}
        binance_futures: {USDT: 100000}
      """;

  /** Age at which a stream is not fresh any more: sooner than a quiet book is looked up. */
  private static final int AGE_MS = 2_000;

  private static final String REAL = "arbitrage.execution] [EXEC] Order placed: ";
  private static final String UNKNOWN = "Outcome unknown: \\S+ .";
  private static final String OPENED = "arbitrage.position\\] \\[POSITION\\] Trade opened";

  @TempDir private static Path folder;
  private static final List<Throwable> FAILURES = new CopyOnWriteArrayList<>();
  private static Sandbox sandbox;
  private static Running service;

  /**
   * A fault, and what the service says and does of it.
   *
   * @param lastsSec how long; 0 until the answers have come
   * @param answers expressions that the log comes to match, in any order
   */
  record Case(FaultKind kind, String venue, double lastsSec, String path, List<String> answers) {
    static Case of(FaultKind kind, String venue, String... answers) {
      return new Case(kind, venue, 0, "", List.of(answers));
    }

    Case brief() {
      return new Case(kind, venue, 0.5, path, answers);
    }

    Case at(String start) {
      return new Case(kind, venue, lastsSec, start, answers);
    }

    FaultSpec spec() {
      // Of a depth stream some updates must come, or nothing is missed.
      double chance = kind == GAP ? 0.5 : 1;
      return new FaultSpec(kind, venue, 0, lastsSec, 0, chance, 0, 1_500, 20_000, 503, path, "all");
    }

    @Override
    public String toString() {
      return kind.word() + " of " + venue;
    }
  }

  private static Stream<Case> cases() {
    return Stream.of(
        Case.of(DISCONNECT, "binance", "BINANCE DOWN: market data is not connected", "BINANCE UP")
            .brief(),
        Case.of(DAY_CUT, "upbit", "UPBIT DOWN: market data is not connected", "UPBIT UP").brief(),
        Case.of(GAP, "binance", "not fresh: binance book \\w+: not in step"),
        // Nothing tells a book that stands still from a calm market: what it shows is there.
        Case.of(STALE_BOOK, "upbit", OPENED).brief(),
        Case.of(SILENT_STREAM, "upbit", "not fresh: upbit book \\S+ \\d+ ms old", "UPBIT DOWN"),
        // A connection that is dead for good is found out and replaced, private ones, too.
        Case.of(HALF_OPEN, "binance", "not fresh: binance \\S+.* ms old", "BINANCE DOWN").brief(),
        Case.of(MAINTENANCE, "upbit", "not fresh: upbit book \\S+ \\d+ ms old"),
        Case.of(LATE_REPORT, "both", OPENED),
        Case.of(LOST_REPORT, "both", OPENED),
        Case.of(ERROR_AFTER_ACCEPT, "upbit", UNKNOWN + "HTTP 503", "order filled: ")
            .at("/v1/orders"),
        // Nor does the private stream tell of it.
        Case.of(TIMEOUT_AFTER_ACCEPT, "binance", UNKNOWN + "no answer in time", "order filled: ")
            .at("/fapi/v1/order"),
        Case.of(ERROR_BEFORE_ACCEPT, "upbit", UNKNOWN + "HTTP 503", "order not filled: ")
            .at("/v1/orders"),
        Case.of(DUPLICATE_CLIENT_ID, "upbit", UNKNOWN + ".*duplicated_identifier", "not filled: "),
        Case.of(SLOW, "both", "latency=(1[2-9]|[2-9]\\d)\\d\\dms"),
        Case.of(RATE_STORM, "upbit", "Order rejected: \\S+ (too_many_requests|RATE_LIMITED)")
            .at("/v1/orders"),
        Case.of(CLOCK_OFFSET, "binance", "Venue clock offset out of bounds", "CLOCKS +] ✘ ERROR"),
        Case.of(PERMISSION_WITHDRAWN, "binance", "Order rejected: \\S+ -2015"),
        Case.of(BAN_STORM, "binance", "Order rejected: \\S+ (-1003|RATE_LIMITED)")
            .at("/fapi/v1/order"));
  }

  @BeforeAll
  static void start() throws Exception {
    Path scenario = Files.writeString(folder.resolve("scenario.yml"), SCENARIO);
    sandbox = Sandbox.start(ScenarioReader.read(scenario), Ports.any(), FAILURES::add);
    Files.createFile(folder.resolve("confirmed"));
    // The run's folder comes from its own double.
    String settings =
        StormSettings.of(sandbox, folder, 60_000, false)
            .replaceFirst("data_dir: .*\\n", "")
            .replace("watchdog: {", "watchdog: {max_ws_lag_ms: %d, ".formatted(AGE_MS))
            .concat("health: {interval_sec: 1}\n");
    service =
        new ServiceRun(folder)
            .with(settings)
            .start(Main.class, Map.of("LIVE_TRADING", "1"), "run", "--interval", "0.5");
    awaitLog(0, "LIVE TRADING ALLOWED");
  }

  @AfterAll
  static void stop() {
    if (service != null) {
      service.process().destroyForcibly();
    }
    if (sandbox != null) {
      sandbox.close();
    }
  }

  @AfterEach
  void calm() {
    sandbox.calm();
  }

  private static String log() {
    return new ServiceRun(folder).log("live.log");
  }

  /** Waits until the log has it beyond a place. */
  private static void awaitLog(int from, String regex) {
    Pattern pattern = Pattern.compile(regex);
    ServiceRun.await(
        regex, () -> pattern.matcher(log().substring(from)).find() || !service.process().isAlive());
    assertThat(log().substring(from)).containsPattern(pattern);
  }

  /** Whatever came before is over: the last cycle's line says that live orders are allowed. */
  private static void awaitLive() {
    int from = log().length();
    ServiceRun.await(
        "live orders allowed again",
        () -> {
          String lines = log();
          int last = lines.lastIndexOf("[METRICS]");
          int end = last < from ? -1 : lines.indexOf('\n', last);
          return end > 0 && lines.substring(last, end).contains("live=✅");
        });
  }

  @ParameterizedTest
  @Order(1)
  @MethodSource("cases")
  void shouldAnswerEachFault(Case fault) {
    awaitLive();
    int from = log().length();

    sandbox.plan(fault.spec());
    if (fault.kind() == TIMEOUT_AFTER_ACCEPT) {
      sandbox.plan(Case.of(LOST_REPORT, fault.venue()).spec());
    }

    fault.answers().forEach(answer -> awaitLog(from, answer));
  }

  @Test
  @Order(2)
  void shouldEnterNothingAndTellTheMetricsWhileAClockIsOff() {
    awaitLive();
    int from = log().length();
    sandbox.plan(Case.of(CLOCK_OFFSET, "upbit").spec());
    awaitLog(from, "Venue clock offset out of bounds");
    int blocked = log().length();

    Pattern off = Pattern.compile("haetae_clock_offset_seconds\\{venue=\"upbit\"} (1[89]|2\\d)\\b");
    ServiceRun.await(
        "metrics that say so",
        () -> {
          String metrics = metrics();
          return metrics.contains("haetae_live_allowed 0") && off.matcher(metrics).find();
        });
    awaitLog(blocked, "METRICS\\](?s:.*)METRICS\\]");
    assertThat(log().substring(blocked)).doesNotContainPattern(Pattern.quote(REAL) + "\\S+ ENTRY");
  }

  private static String metrics() {
    Matcher desk = Pattern.compile("page and metrics at (http://\\S+/)").matcher(log());
    assertThat(desk.find()).isTrue();
    try (InputStream in = URI.create(desk.group(1) + "metrics").toURL().openStream()) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  @Order(2)
  void shouldHaveACaseForEachFaultThereIs() {
    Set<FaultKind> kinds = cases().map(Case::kind).collect(Collectors.toSet());

    assertThat(kinds).isEqualTo(EnumSet.allOf(FaultKind.class));
  }

  @Test
  @Order(3)
  void shouldGoOnTradingAfterAllOfThem() {
    awaitLive();

    awaitLog(log().length(), OPENED);
  }

  /** Ten looks a second: half a second is kept by far, on a machine that is not starved. */
  @Test
  @Order(4)
  void shouldHaveSeenEachStaleStreamSoonAfterItsLimit() {
    List<Long> beyond = new ArrayList<>();
    Matcher told =
        Pattern.compile("not fresh: .*?(\\d+) ms old, its limit is (\\d+)").matcher(log());
    while (told.find()) {
      beyond.add(Long.parseLong(told.group(1)) - Long.parseLong(told.group(2)));
    }

    assertThat(beyond).hasSizeGreaterThanOrEqualTo(3).allMatch(ms -> ms > 0);
    assertThat(beyond.stream().mapToLong(ms -> ms).min().orElseThrow()).isLessThan(500);
  }

  @Test
  @Order(5)
  void shouldHaveLostAndDoubledNothingInTheEnd() throws Exception {
    service.signal("TERM");
    assertThat(service.end().code()).isEqualTo(143);

    Audit audit =
        new Audit(RunJournal.all(folder.resolve("data/journal")).getLast(), sandbox.truth());

    assertThat(audit.faults()).isEmpty();
    assertThat(FAILURES).isEmpty();
    String all = log();
    long placed = Arrays.stream(all.split("\n")).filter(line -> line.contains(REAL)).count();
    assertThat(audit.orders().orders()).hasSize((int) placed);
    assertThat(all).doesNotContain("sandbox-binance-secret", "sandbox-upbit-secret");
  }
}
