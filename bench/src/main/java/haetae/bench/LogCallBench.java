package haetae.bench;

import haetae.ops.log.CentralLog;
import haetae.ops.log.LogConfig;
import haetae.ops.log.LogHealth;
import haetae.ops.log.LogLevel;
import haetae.ops.log.Loggers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.slf4j.Logger;

/**
 * A log call on the calling thread while the writer writes to real files. One call every 50 us:
 * quicker than the service ever logs, slow enough for the writer to keep up, so that lines are
 * written and not dropped. Allocation is the whole process's, the writer's formatting included.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SampleTime)
public class LogCallBench {
  private static final long PAUSE_NS = 50_000;
  private static final long MAX_BYTES = 200_000_000;
  private static final Logger LOG = Loggers.of("live_loop");

  private final String pair = "BTC";
  private Path folder = Path.of("");
  private @Nullable CentralLog log;
  private long count;

  /** Starts the log in a fresh folder. */
  @Setup(Level.Trial)
  public void start() throws IOException {
    folder = Files.createTempDirectory("haetae-bench");
    log =
        CentralLog.start(
            new LogConfig(
                LogLevel.INFO,
                folder.resolve("live.log"),
                false,
                false,
                7,
                MAX_BYTES,
                List.of("a-secret-to-look-for")));
  }

  /** Lets the writer come along between two calls. */
  @Setup(Level.Invocation)
  public void pause() {
    long end = System.nanoTime() + PAUSE_NS;
    while (System.nanoTime() < end) {
      Thread.onSpinWait();
    }
  }

  /** A line of INFO with four arguments. */
  @Benchmark
  public void infoWithFourArguments() {
    LOG.info("[BENCH] pair={} count={} edge={} age={}ms", pair, count++, 0.5125, 37L);
  }

  /** A line below the level, which is not made. */
  @Benchmark
  public void debugSwitchedOff() {
    LOG.debug("[BENCH] pair={} count={} edge={} age={}ms", pair, count++, 0.5125, 37L);
  }

  /** Closes the log; figures of dropped lines would be no figures. */
  @TearDown(Level.Trial)
  public void stop() throws IOException {
    CentralLog started = Objects.requireNonNull(log, "log");
    started.flush(TimeUnit.SECONDS.toMillis(30));
    LogHealth health = started.health();
    started.close();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
    if (health.dropped() > 0 || !health.filesWritable()) {
      throw new IllegalStateException("lines were dropped or not written: " + health);
    }
  }
}
