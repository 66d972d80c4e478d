package haetae.ops.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

final class CentralLogTest {
  private static final long WAIT_MS = 30_000;
  private static final Logger LIVE = LoggerFactory.getLogger("arbitrage.live_loop");

  @TempDir private Path temp;
  private LogBench bench;

  @BeforeEach
  void makeBench() {
    bench = new LogBench(temp.resolve("made/by/start"));
  }

  @Test
  void shouldMakeTheFolderAndItsSixFilesAtTheStart() {
    try (CentralLog log = bench.start()) {
      assertThat(bench.names())
          .containsExactly(
              "health.log",
              "live.log",
              "live_loop.log",
              "safety.log",
              "sys_monitor.log",
              "watchdog.log");
      assertThat(log.health().state()).isEqualTo(LogHealth.State.OK);
      assertThat(log.health().filesWritable()).isTrue();
    }
  }

  @Test
  void shouldWriteEachLineOnceToConsoleItsFileAndTheOneWithEverything() {
    try (CentralLog _ = bench.start()) {
      for (String name : List.of("live_loop", "health", "safety", "watchdog", "sys_monitor")) {
        LoggerFactory.getLogger("arbitrage." + name).info("from {}", name);
      }
      Loggers.of("execution").info("from execution");
    }

    for (String name : List.of("live_loop", "health", "safety", "watchdog", "sys_monitor")) {
      assertThat(bench.lines(name + ".log"))
          .containsExactly(
              "2025-11-15 20:56:14,510 [INFO    ] [arbitrage." + name + "] from " + name);
    }
    assertThat(bench.lines("live.log")).hasSize(6).doesNotHaveDuplicates();
    assertThat(bench.console()).isEqualTo(bench.lines("live.log"));
  }

  @Test
  void shouldWriteLevelsAsConfigured() {
    try (CentralLog _ = bench.start()) {
      LIVE.debug("not made");
      LIVE.info("[LIVE] message");
      LIVE.warn("careful");
      LIVE.error("bad", new IllegalStateException("with hunter2-secret"));
      Loggers.critical(LoggerFactory.getLogger("arbitrage.watchdog"), "shutdown");
    }

    assertThat(bench.lines("live.log"))
        .contains(
            "2025-11-15 20:56:14,510 [INFO    ] [arbitrage.live_loop] [LIVE] message",
            "2025-11-15 20:56:14,510 [WARNING ] [arbitrage.live_loop] careful",
            "2025-11-15 20:56:14,510 [ERROR   ] [arbitrage.live_loop] bad",
            "java.lang.IllegalStateException: with ***",
            "2025-11-15 20:56:14,510 [CRITICAL] [arbitrage.watchdog] shutdown")
        .noneMatch(line -> line.contains("not made") || line.contains("hunter2"));
    assertThat(bench.lines("watchdog.log")).hasSize(1);
    assertThat(bench.console()).noneMatch(line -> line.contains("hunter2"));
  }

  @Test
  void shouldTellTheStoryOfATradeByItsId() {
    try (CentralLog _ = bench.start()) {
      LIVE.info("before");
      try (var _ = Correlation.with("T42")) {
        LIVE.info("buy leg sent");
        try (var _ = Correlation.with("T43")) {
          Loggers.of("safety").warn("another trade");
        }
        Loggers.of("execution").error("hedge late");
      }
      LIVE.info("after");
    }

    assertThat(bench.lines("live.log").stream().filter(line -> line.contains("T42")))
        .hasSize(2)
        .satisfiesExactly(
            first -> assertThat(first).endsWith("buy leg sent trade=T42"),
            second -> assertThat(second).endsWith("hedge late trade=T42"));
    assertThat(bench.lines("safety.log")).singleElement().asString().endsWith("trade=T43");
    assertThat(bench.lines("live_loop.log")).filteredOn(line -> line.contains("trade=")).hasSize(1);
  }

  @Test
  void shouldStartAgainInAnotherFolder() {
    try (CentralLog _ = bench.start()) {
      LIVE.info("first");
    }
    LogBench second = new LogBench(temp.resolve("second"));
    try (CentralLog _ = second.start()) {
      LIVE.info("second");
    }
    try (CentralLog _ = bench.start()) {
      LIVE.info("third");
    }

    assertThat(bench.lines("live_loop.log")).hasSize(2).last().asString().endsWith("third");
    assertThat(second.lines("live_loop.log")).singleElement().asString().endsWith("second");
  }

  @Test
  void shouldWriteAllLinesOfAllThreadsInTheirOrder() throws Exception {
    int threads = 8;
    int each = 2_000;
    try (CentralLog log = bench.start()) {
      List<Thread> running = new ArrayList<>();
      for (int t = 0; t < threads; t++) {
        String name = "writer-" + t;
        running.add(
            Thread.ofVirtual()
                .start(() -> IntStream.range(0, each).forEach(i -> LIVE.info("{} {}", name, i))));
      }
      for (Thread thread : running) {
        thread.join();
      }
      assertThat(log.flush(WAIT_MS)).isTrue();
      assertThat(log.health().written()).isEqualTo((long) threads * each);
      assertThat(bench.lines("live_loop.log")).hasSize(threads * each);
    }

    for (int t = 0; t < threads; t++) {
      String mark = "] writer-" + t + " ";
      assertThat(bench.lines("live.log").stream().filter(line -> line.contains(mark)))
          .extracting(line -> Integer.parseInt(line.substring(line.lastIndexOf(' ') + 1)))
          .isEqualTo(IntStream.range(0, each).boxed().toList());
    }
  }

  @Test
  void shouldWriteJsonLinesToTheFilesWhenAsked() {
    LogConfig plain = bench.config();
    LogConfig json =
        new LogConfig(
            plain.level(), plain.file(), true, true, 7, plain.maxTotalBytes(), plain.secrets());
    try (CentralLog _ = bench.start(json)) {
      LIVE.info("체결 ₩");
    }

    assertThat(bench.lines("live.log"))
        .containsExactly(
            "{\"time\":\"2025-11-15T11:56:14.510Z\",\"level\":\"INFO\","
                + "\"logger\":\"arbitrage.live_loop\",\"thread\":\"main\",\"message\":\"체결 ₩\"}");
    assertThat(bench.console()).singleElement().asString().endsWith("[arbitrage.live_loop] 체결 ₩");
  }

  @Test
  void shouldGoOnAfterAFileWasDeletedByHand() throws Exception {
    try (CentralLog log = bench.start()) {
      LIVE.info("gone");
      assertThat(log.flush(WAIT_MS)).isTrue();
      Files.delete(bench.folder.resolve("live.log"));
      bench.later(LogFiles.RETRY_MS);
      LIVE.info("seen");
      assertThat(log.flush(WAIT_MS)).isTrue();
      LIVE.info("again");
    }

    assertThat(bench.lines("live.log")).last().asString().endsWith("again");
  }

  @Test
  void shouldGoOnWithTheNextLineWhenOneCannotBeWritten() {
    LogConfig config = bench.config();
    LogWriter writer =
        new LogWriter(
            bench.files(config),
            new LineFormat(LogBench.ZONE, config.secrets()),
            bench.surroundings(System.out, 100, 100));
    writer.start();
    Throwable endless =
        new RuntimeException() {
          @Override
          public String getMessage() {
            throw new StackOverflowError();
          }
        };
    writer.offer(new LogLine(0, LogLevel.INFO, "x", "poison", "t", null, endless));
    writer.offer(bench.line(LogLevel.WARNING, "next"));
    assertThat(writer.flush(WAIT_MS)).isTrue();
    assertThat(writer.health().state()).isEqualTo(LogHealth.State.OK);
    writer.close(WAIT_MS);

    assertThat(bench.lines("live.log")).singleElement().asString().endsWith("] next");
  }

  @Test
  void shouldLeaveLogFourJsOwnHookOutOfTheShutdown() {
    try (CentralLog _ = bench.start()) {
      assertThat(
              org.apache.logging.log4j.util.PropertiesUtil.getProperties()
                  .getBooleanProperty("log4j.shutdownHookEnabled", true))
          .isFalse();
    }
  }

  @Test
  void shouldAllocateLittleOnTheCallersThread() {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    int calls = 10_000;
    try (CentralLog log = bench.start()) {
      IntStream.range(0, calls).forEach(i -> LIVE.info("pnl={} trades={}", "1", "2"));
      assertThat(log.flush(WAIT_MS)).isTrue();
      long before = threads.getCurrentThreadAllocatedBytes();
      for (int i = 0; i < calls; i++) {
        LIVE.info("pnl={} trades={}", "1", "2");
      }
      long each = (threads.getCurrentThreadAllocatedBytes() - before) / calls;
      assertThat(each).as("bytes a call").isLessThan(400);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"logs/watchdog.log", "live_loop.log", ""})
  void shouldRefuseAFileThatCannotBe(String file) {
    assertThatThrownBy(
            () -> new LogConfig(LogLevel.INFO, Path.of(file), false, true, 7, 1, List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("file must be named");
  }

  @Test
  void shouldRefuseValuesOutOfRange() {
    Path file = Path.of("logs/live.log");
    assertThatThrownBy(() -> new LogConfig(LogLevel.INFO, file, false, true, 0, 1, List.of()))
        .hasMessageContaining("keepDays");
    assertThatThrownBy(() -> new LogConfig(LogLevel.INFO, file, false, true, 1, 0, List.of()))
        .hasMessageContaining("maxTotalBytes");
    assertThatThrownBy(() -> new LogConfig(LogLevel.CRITICAL, file, false, true, 1, 1, List.of()))
        .hasMessageContaining("DEBUG, INFO, WARNING, ERROR");
  }

  @Test
  void shouldNotShowSecretsOfTheConfiguration() {
    assertThat(bench.config().toString()).doesNotContain("hunter2");
  }
}
