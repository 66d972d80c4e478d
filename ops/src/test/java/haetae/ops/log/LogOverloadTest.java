package haetae.ops.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;

@Timeout(60)
final class LogOverloadTest {
  private static final int QUEUE = 100;
  private static final Logger LIVE = Loggers.of("live_loop");

  @TempDir private Path temp;

  /** Holds up whoever passes until it is released. */
  private static final class Gate {
    final CountDownLatch reached = new CountDownLatch(1);
    final CountDownLatch released = new CountDownLatch(1);

    void pass() {
      reached.countDown();
      try {
        released.await();
      } catch (InterruptedException e) {
        throw new AssertionError("nobody interrupts the writer", e);
      }
    }
  }

  private static Surroundings stuckWriter(LogBench bench, Gate gate, int hardBound) {
    LongSupplier clock =
        () -> {
          if (Thread.currentThread().getName().equals("log")) {
            gate.pass();
          }
          return bench.nowMs.get();
        };
    return new Surroundings(LogBench.ZONE, null, clock, QUEUE, hardBound);
  }

  @Test
  void shouldKeepEachWarningAndCountEachDropWhenTheWriterIsStuck() throws Exception {
    LogBench bench = new LogBench(temp);
    Gate gate = new Gate();
    Surroundings around = stuckWriter(bench, gate, 250_000);
    int accepted = 0;
    int waiting = 0;
    try (CentralLog log = CentralLog.start(bench.config(), around)) {
      assertThat(gate.reached.await(30, TimeUnit.SECONDS)).isTrue();
      for (int i = 0; i < 1_000; i++) {
        LIVE.info("info {}", i);
        boolean room = waiting < QUEUE;
        accepted += room ? 1 : 0;
        waiting += room ? 1 : 0;
        if (i % 20 == 0) {
          LIVE.warn("warn {}", i);
          waiting++;
        }
      }

      assertThat(log.health().dropped()).isEqualTo(1_000 - accepted);
      assertThat(log.health().backlog()).isEqualTo(waiting);
      assertThat(log.flush(1)).isFalse();
      gate.released.countDown();
      assertThat(log.flush(30_000)).isTrue();
      assertThat(log.health().lost()).isZero();
    }

    assertThat(bench.lines("live_loop.log"))
        .hasSize(accepted + 50)
        .filteredOn(line -> line.contains("[WARNING ]"))
        .extracting(line -> line.substring(line.lastIndexOf(' ') + 1))
        .isEqualTo(IntStream.range(0, 50).mapToObj(i -> "" + i * 20).toList());
    assertThat(bench.lines("live.log"))
        .last()
        .asString()
        .endsWith(
            "[WARNING ] [arbitrage.log] [LOG] %d INFO/DEBUG lines dropped: queue was full"
                .formatted(1_000 - accepted));
  }

  @Test
  void shouldCountAndTellWhenEvenWarningsFindNoMemory() throws Exception {
    LogBench bench = new LogBench(temp);
    Gate gate = new Gate();
    Surroundings around = stuckWriter(bench, gate, 2 * QUEUE);
    try (CentralLog log = CentralLog.start(bench.config(), around)) {
      assertThat(gate.reached.await(30, TimeUnit.SECONDS)).isTrue();
      IntStream.range(0, 3 * QUEUE).forEach(i -> LIVE.error("error {}", i));
      assertThat(log.health().lost()).isEqualTo(QUEUE);
      gate.released.countDown();
      assertThat(log.flush(30_000)).isTrue();
    }

    assertThat(bench.lines("live.log"))
        .last()
        .asString()
        .contains("[ERROR   ] [arbitrage.log] [LOG] 100 lines of WARNING and above lost");
  }

  @Test
  void shouldGiveUpClosingWhenTheWriterIsStuck() throws Exception {
    LogBench bench = new LogBench(temp);
    Gate gate = new Gate();
    LogConfig config = bench.config();
    LogWriter writer =
        new LogWriter(
            bench.files(config),
            new LineFormat(LogBench.ZONE, config.secrets()),
            stuckWriter(bench, gate, QUEUE));
    writer.start();
    writer.offer(bench.line(LogLevel.INFO, "stuck"));
    assertThat(gate.reached.await(30, TimeUnit.SECONDS)).isTrue();

    writer.close(10);

    gate.released.countDown();
    assertThat(writer.flush(30_000)).isTrue();
    assertThat(bench.lines("live.log")).hasSize(1);
  }

  @Test
  void shouldGoOnWritingFilesWhenTheConsoleIsStuck() throws Exception {
    LogBench bench = new LogBench(temp);
    Gate gate = new Gate();
    OutputStream stopped =
        new OutputStream() {
          @Override
          public void write(int b) {
            gate.pass();
          }
        };
    PrintStream console = new PrintStream(stopped, true, StandardCharsets.UTF_8);
    int lines = Console.BOUND + 1_000;
    try (CentralLog log =
        CentralLog.start(bench.config(), bench.surroundings(console, 500_000, 500_000))) {
      LIVE.info("first");
      assertThat(gate.reached.await(30, TimeUnit.SECONDS)).isTrue();
      IntStream.range(0, lines).forEach(i -> LIVE.info("line {}", i));
      while (log.health().written() < lines + 1) {
        Thread.onSpinWait();
      }
      assertThat(log.health().state()).isEqualTo(LogHealth.State.OK);
      assertThat(log.health().skipped()).isEqualTo(1_000);
      gate.released.countDown();
      assertThat(log.flush(30_000)).isTrue();
    }

    assertThat(bench.lines("live_loop.log")).hasSize(lines + 1);
  }
}
