package haetae.ops.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
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

  /** A console that takes nothing until it is released. */
  private static final class StalledConsole extends OutputStream {
    final CountDownLatch reached = new CountDownLatch(1);
    final CountDownLatch released = new CountDownLatch(1);

    @Override
    public void write(int b) {
      reached.countDown();
      try {
        released.await();
      } catch (InterruptedException e) {
        throw new AssertionError("nobody interrupts the writer", e);
      }
    }

    PrintStream stream() {
      return new PrintStream(this, true, StandardCharsets.UTF_8);
    }
  }

  @Test
  void shouldKeepEachWarningAndCountEachDropWhenTheWriterIsStuck() throws Exception {
    LogBench bench = new LogBench(temp);
    StalledConsole console = new StalledConsole();
    Surroundings around = bench.surroundings(console.stream(), QUEUE, 250_000);
    int accepted = 0;
    int waiting = 0;
    try (CentralLog log = CentralLog.start(bench.config(), around)) {
      LIVE.info("first");
      assertThat(console.reached.await(30, TimeUnit.SECONDS)).isTrue();
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
      console.released.countDown();
      assertThat(log.flush(30_000)).isTrue();
      assertThat(log.health().lost()).isZero();
    }

    assertThat(bench.lines("live_loop.log"))
        .hasSize(1 + accepted + 50)
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
    StalledConsole console = new StalledConsole();
    Surroundings around = bench.surroundings(console.stream(), QUEUE, 2 * QUEUE);
    try (CentralLog log = CentralLog.start(bench.config(), around)) {
      LIVE.info("first");
      assertThat(console.reached.await(30, TimeUnit.SECONDS)).isTrue();
      IntStream.range(0, 3 * QUEUE).forEach(i -> LIVE.error("error {}", i));
      assertThat(log.health().lost()).isEqualTo(QUEUE);
      console.released.countDown();
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
    StalledConsole console = new StalledConsole();
    LogConfig config = bench.config();
    LogWriter writer =
        new LogWriter(
            bench.files(config),
            new LineFormat(LogBench.ZONE, config.secrets()),
            bench.surroundings(console.stream(), QUEUE, QUEUE));
    writer.start();
    writer.offer(bench.line(LogLevel.INFO, "stuck"));
    assertThat(console.reached.await(30, TimeUnit.SECONDS)).isTrue();

    writer.close(10);

    console.released.countDown();
    assertThat(writer.flush(30_000)).isTrue();
  }
}
