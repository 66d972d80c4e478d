package haetae.ops.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;

final class LogRotationTest {
  private static final long WAIT_MS = 30_000;
  private static final Logger LIVE = Loggers.of("live_loop");
  private static final List<String> SIX =
      List.of(
          "health.log",
          "live.log",
          "live_loop.log",
          "safety.log",
          "sys_monitor.log",
          "watchdog.log");

  @TempDir private Path temp;
  private LogBench bench;

  @BeforeEach
  void makeBench() {
    bench = new LogBench(temp);
  }

  @Test
  void shouldBeginANewFileAtLocalMidnight() {
    bench.at("2025-11-15T23:59:59.999");
    try (CentralLog log = bench.start()) {
      LIVE.info("last of the day");
      assertThat(log.flush(WAIT_MS)).isTrue();
      bench.later(1);
      LIVE.info("first of the day");
    }

    assertThat(bench.lines("live_loop.log.2025-11-15"))
        .containsExactly(
            "2025-11-15 23:59:59,999 [INFO    ] [arbitrage.live_loop] last of the day");
    assertThat(bench.lines("live_loop.log"))
        .containsExactly(
            "2025-11-16 00:00:00,000 [INFO    ] [arbitrage.live_loop] first of the day");
    assertThat(bench.lines("live.log.2025-11-15")).hasSize(1);
    assertThat(bench.lines("live.log")).hasSize(1);
  }

  @Test
  void shouldRotateAFileInWhichNothingHappensAnyMore() {
    try (CentralLog log = bench.start()) {
      Loggers.of("health").info("once");
      assertThat(log.flush(WAIT_MS)).isTrue();
      bench.at("2025-11-16T00:00:00.000");
      LIVE.info("another logger");
      assertThat(log.flush(WAIT_MS)).isTrue();
    }

    assertThat(bench.lines("health.log.2025-11-15")).hasSize(1);
    assertThat(bench.lines("health.log")).isEmpty();
    assertThat(bench.names()).doesNotContain("safety.log.2025-11-15");
  }

  @Test
  void shouldRotateAgainAfterTheClockWasFarAhead() {
    try (CentralLog log = bench.start()) {
      bench.at("2031-01-01T12:00:00.000");
      LIVE.info("wrong clock");
      assertThat(log.flush(WAIT_MS)).isTrue();
      for (int day = 15; day <= 17; day++) {
        bench.at("2025-11-" + day + "T12:00:00.000");
        LIVE.info("day {}", day);
        assertThat(log.flush(WAIT_MS)).isTrue();
      }
    }

    assertThat(bench.lines("live.log.2025-11-15")).hasSize(2).last().asString().endsWith("day 15");
    assertThat(bench.lines("live.log.2025-11-16")).hasSize(1);
    assertThat(bench.lines("live.log")).hasSize(1);
  }

  @Test
  void shouldPutAsideTheFileOfADayBeforeTheStart() throws Exception {
    Files.writeString(temp.resolve("live.log"), "of the day before\n");
    bench.touch("live.log", "2025-11-13T08:00:00");
    try (CentralLog _ = bench.start()) {
      LIVE.info("of today");
    }

    assertThat(bench.lines("live.log.2025-11-13")).containsExactly("of the day before");
    assertThat(bench.lines("live.log")).hasSize(1);
  }

  @Test
  void shouldAppendToTheFileOfTheSameDay() throws Exception {
    Files.writeString(temp.resolve("live.log"), "of this morning\n");
    bench.touch("live.log", "2025-11-15T08:00:00");
    try (CentralLog _ = bench.start()) {
      LIVE.info("of tonight");
    }

    assertThat(bench.lines("live.log")).hasSize(2).first().isEqualTo("of this morning");
    assertThat(bench.names()).isEqualTo(SIX);
  }

  @Test
  void shouldKeepSevenDaysAndWhatIsNotOurs() throws Exception {
    List<String> others =
        List.of("live.log.2020-01-01-mine", "notes.log.2020-01-01", "live.log.bak");
    for (String other : others) {
      Files.writeString(temp.resolve(other), "keep\n");
    }
    bench.at("2025-11-01T12:00:00.000");
    try (CentralLog log = bench.start()) {
      for (int day = 0; day < 20; day++) {
        LIVE.info("day {}", day);
        assertThat(log.flush(WAIT_MS)).isTrue();
        bench.later(24 * 3_600_000L);
      }
      LIVE.info("today");
    }

    assertThat(bench.names()).containsAll(others).containsAll(SIX);
    assertThat(bench.names())
        .filteredOn(name -> name.matches("live_loop\\.log\\.\\d{4}-\\d{2}-\\d{2}"))
        .containsExactlyElementsOf(
            IntStream.rangeClosed(14, 20).mapToObj(d -> "live_loop.log.2025-11-" + d).toList());
  }

  @Test
  void shouldNeverTakeMoreThanTheTotalInAStormOfErrors() throws Exception {
    long total = 200_000;
    LogFiles files = bench.files(bench.config(total));
    assertThat(files.open(bench.nowMs.get())).isNull();
    long most = 0;
    for (int i = 0; i < 20_000; i++) {
      assertThat(files.write(bench.line(LogLevel.ERROR, "storm " + i), bench.nowMs.get())).isNull();
      if (i % 50 == 0) {
        assertThat(files.tick(bench.nowMs.get())).isNull();
        most = Math.max(most, bench.bytes());
      }
    }
    bench.later(LogFiles.RETRY_MS);
    assertThat(files.tick(bench.nowMs.get())).isNull();

    assertThat(most).isBetween(total / 2, total);
    assertThat(files.bytesUsed()).isEqualTo(bench.bytes());
    assertThat(files.close(bench.nowMs.get())).isNull();
    List<Integer> parts =
        bench.names().stream()
            .filter(name -> name.startsWith("live.log.2025-11-15."))
            .map(name -> Integer.parseInt(name.substring("live.log.2025-11-15.".length())))
            .sorted()
            .toList();
    assertThat(parts).isNotEmpty().doesNotContain(1);
    assertThat(parts.getLast() - parts.getFirst()).isEqualTo(parts.size() - 1);
    assertThat(bench.lines("live.log")).last().asString().endsWith("storm 19999");
  }

  @Test
  void shouldDeleteTheOldestDayFirstWhenTheTotalIsReached() throws Exception {
    for (int day = 10; day <= 14; day++) {
      String name = "live.log.2025-11-" + day;
      Files.writeString(temp.resolve(name), "x".repeat(10_000));
      bench.touch(name, "2025-11-15T08:00:0" + (15 - day));
    }
    LogFiles files = bench.files(bench.config(40_000));
    assertThat(files.open(bench.nowMs.get())).isNull();
    assertThat(files.close(bench.nowMs.get())).isNull();

    assertThat(bench.names())
        .filteredOn(name -> name.startsWith("live.log."))
        .containsExactly("live.log.2025-11-13", "live.log.2025-11-14");
  }

  @Test
  void shouldGoOnLoggingWhenAnOldFileCannotBeDeleted() throws Exception {
    Path folder = Files.createDirectories(temp.resolve("gone"));
    Retention retention = new Retention(folder, java.util.Set.of("live.log"), 7, 1);
    Files.delete(folder);

    Retention.Swept swept = retention.apply(java.time.LocalDate.EPOCH);

    assertThat(swept.problem()).contains("old log files cannot be deleted");
  }
}
