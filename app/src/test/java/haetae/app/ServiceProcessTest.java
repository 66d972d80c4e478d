package haetae.app;

import static org.assertj.core.api.Assertions.assertThat;

import haetae.app.ServiceRun.Outcome;
import haetae.app.ServiceRun.Running;
import haetae.app.live.HungService;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The service in a process of its own: schedule, signals, hangs, crash. */
@Timeout(300)
final class ServiceProcessTest {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss,SSS");
  private static final String QUICK_WATCHDOG =
      "watchdog: {loop_latency_warn_threshold_ms: 1000, max_loop_latency_ms: 2000,"
          + " stall_check_interval_ms: 250, cooldown_after_critical: 600}";

  @TempDir private Path temp;

  @Test
  void shouldKeepItsScheduleAndItsMemoryForFiftyLoops() throws Exception {
    ServiceRun run = new ServiceRun(temp);

    Outcome outcome =
        run.start(
                Main.class, Map.of(), "run", "--mode", "mock", "--loops", "50", "--interval", "0.5")
            .end();

    assertThat(outcome.code()).as(outcome.all()).isZero();
    List<String> lines =
        run.log("live_loop.log").lines().filter(l -> l.contains("[METRICS]")).toList();
    assertThat(lines).hasSize(50);
    assertThat(run.log("watchdog.log")).contains("OK").doesNotContain("WARN", "ERROR", "CRITICAL");
    assertThat(figure("trades", lines.getLast())).isPositive();
    assertThat(figure("signals", lines.getLast())).isPositive();
    assertThat(figure("mem", lines.getLast()))
        .isLessThan(figure("mem", lines.get(9)) * 3 / 2 + 100);
    // A busy machine delays single cycles; only a drift delays the best of ten.
    assertThat(leastDelayMs(lines, 40) - leastDelayMs(lines, 0)).isLessThan(200);
  }

  private static long figure(String name, String line) {
    Matcher matcher = Pattern.compile(" " + name + "=(\\d+)").matcher(line);
    assertThat(matcher.find()).as(line).isTrue();
    return Long.parseLong(matcher.group(1));
  }

  /** Least delay of ten lines against a schedule that begins with the first line. */
  private static long leastDelayMs(List<String> lines, int from) {
    LocalDateTime start = time(lines.getFirst());
    long least = Long.MAX_VALUE;
    for (int i = from; i < from + 10; i++) {
      long at = Duration.between(start, time(lines.get(i))).toMillis();
      least = Math.min(least, at - i * 500L);
    }
    return least;
  }

  private static LocalDateTime time(String line) {
    return LocalDateTime.parse(line.substring(0, 23), TIME);
  }

  @Test
  void shouldCompleteWhatIsInFlightWhenItIsTerminated() throws Exception {
    ServiceRun run =
        new ServiceRun(temp)
            .with("mock: {premium_sd_pct: 3.0, latency_ms_upbit: 30000, latency_ms_binance: 30000}")
            .with("execution_engine: {leg_timeout_ms: 60000, max_naked_seconds: 600}")
            .with("safety: {max_order_delay_ms: 60000}")
            .with(
                "watchdog: {order_ack_warn_threshold_ms: 200000, max_order_ack_ms: 200000,"
                    + " unhedged_age_warn_threshold_ms: 900000, max_unhedged_age_ms: 900000}");
    Running running =
        run.start(Main.class, Map.of(), "run", "--mock", "--interval", "0.5", "--speed", "20");
    running.awaitOutput("Order placed");

    running.signal("TERM");
    Outcome outcome = running.end();

    assertThat(outcome.code()).as(outcome.all()).isEqualTo(143);
    assertThat(outcome.out())
        .contains("Shutting down: signal 15", "in flight: 0", "Stopped, exit code 143")
        .doesNotContain("not everything in flight");
    assertThat(run.log("live.log")).contains("Stopped, exit code 143");
    assertThat(outcome.out().split("Summary of the run", -1)).hasSize(2);
    assertThat(outcome.all()).doesNotContain("\tat ");
  }

  @Test
  void shouldStopInOrderOnInterruptAndHangUp() throws Exception {
    Map<String, Integer> codes = new TreeMap<>(Map.of("INT", 130, "HUP", 129));
    // A child inherits what is ignored here, as under nohup, and then it must not end.
    codes.values().removeIf(code -> ignored(code - 128));
    for (Map.Entry<String, Integer> signal : codes.entrySet()) {
      ServiceRun run = new ServiceRun(Files.createDirectory(temp.resolve(signal.getKey())));
      Running running = run.start(Main.class, Map.of(), "run", "--mock", "--interval", "0.5");
      running.awaitOutput("[METRICS]");

      running.signal(signal.getKey());

      assertThat(running.end().code()).isEqualTo(signal.getValue());
      assertThat(run.log("live.log")).contains("Summary of the run", "Stopped, exit code");
    }
  }

  private static boolean ignored(int signal) {
    try (Stream<String> status = Files.lines(Path.of("/proc/self/status"))) {
      return status
          .filter(line -> line.startsWith("SigIgn:"))
          .map(line -> Long.parseUnsignedLong(line.substring(7).strip(), 16))
          .anyMatch(mask -> (mask >> (signal - 1) & 1) == 1);
    } catch (IOException e) {
      // Without /proc nothing is known to be ignored.
      return false;
    }
  }

  @Test
  void shouldNoticeALoopThatHangsAndRestAfterwards() throws Exception {
    ServiceRun run = new ServiceRun(temp).with(QUICK_WATCHDOG);

    Outcome outcome = run.start(HungService.class, Map.of(), "loop").end();

    assertThat(outcome.code()).as(outcome.all()).isEqualTo(3);
    String watchdog = run.log("watchdog.log");
    assertThat(watchdog)
        .containsSubsequence(
            "[WARNING ]",
            "WATCHDOG WARN",
            "[ERROR   ]",
            "WATCHDOG ERROR",
            "[CRITICAL]",
            "WATCHDOG CRITICAL - Shutdown requested: Stalled: live-loop has not moved");
    assertThat(watchdog)
        .contains("stall, all threads:", "\"live-loop\" WAITING", "HungService.hang");
    assertThat(run.log("live.log")).contains("Summary of the run", "Stopped, exit code 3");
    assertThat(temp.resolve("data/cooldown")).exists();

    Outcome next =
        run.inProcess(
            Map.of(), "run", "--mock", "--loops", "10", "--interval", "0.05", "--speed", "3000");

    assertThat(next.code()).as(next.all()).isZero();
    assertThat(next.out())
        .containsPattern("cooling down after a critical shutdown: no entries for \\d+ s")
        .contains("entries=0 trades=0");
  }

  @Test
  void shouldNoticeAnEngineThatHangsAndObeyASecondSignal() throws Exception {
    ServiceRun run = new ServiceRun(temp).with(QUICK_WATCHDOG);
    Running running = run.start(HungService.class, Map.of(), "engine");
    running.awaitOutput("Shutting down: Stalled: engine has not moved");

    while (running.process().isAlive()) {
      running.process().destroy();
      running.process().waitFor(200, TimeUnit.MILLISECONDS);
    }
    Outcome outcome = running.end();

    assertThat(outcome.code()).as(outcome.all()).isEqualTo(143);
    assertThat(run.log("watchdog.log")).contains("\"engine\" WAITING");
  }

  @Test
  void shouldStartAgainAfterItWasKilled() throws Exception {
    ServiceRun run = new ServiceRun(temp);
    Running running = run.start(Main.class, Map.of(), "run", "--mock", "--interval", "0.2");
    running.awaitOutput("[METRICS]");
    running.signal("KILL");
    assertThat(running.end().code()).isEqualTo(137);

    Outcome again = run.inProcess(Map.of(), "run", "--once", "--mock");

    assertThat(again.code()).as(again.all()).isZero();
    assertThat(run.log("live.log").lines().filter(l -> l.contains("[METRICS]")).count())
        .isGreaterThanOrEqualTo(2);
  }

  @Test
  void shouldResumeItsFilesWhenTheFolderCanBeWrittenAgain() throws Exception {
    Path inTheWay = Files.writeString(temp.resolve("logs"), "a file");
    ServiceRun run = new ServiceRun(temp);
    Running running = run.start(Main.class, Map.of(), "run", "--mock", "--interval", "0.2");
    running.awaitOutput("[METRICS]");
    Files.delete(inTheWay);

    ServiceRun.await("lines in the file", () -> run.log("live_loop.log").contains("[METRICS]"));
    running.signal("TERM");

    assertThat(running.end().code()).isEqualTo(143);
    assertThat(run.log("live.log")).contains("files can be written again", "Summary of the run");
  }

  @Test
  void shouldSpeakInLinesThatCanBeGrepped() throws Exception {
    ServiceRun run = new ServiceRun(temp);
    Outcome outcome =
        run.inProcess(
            Map.of(), "run", "--mock", "--loops", "5", "--interval", "0.05", "--speed", "3000");
    assertThat(outcome.code()).isZero();
    List<String> odd = new ArrayList<>();
    Pattern line =
        Pattern.compile(
            "\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d,\\d{3}"
                + " \\[(DEBUG|INFO|WARNING|ERROR|CRITICAL) *\\] \\[arbitrage\\.[a-z_]+\\] \\[.*");
    run.log("live.log").lines().filter(l -> !line.matcher(l).matches()).forEach(odd::add);
    assertThat(odd).isEmpty();
    assertThat(run.log("live.log").lines().filter(l -> l.contains("[METRICS]"))).hasSize(5);
  }
}
