package haetae.ops.watchdog;

import static org.assertj.core.api.Assertions.assertThat;

import haetae.ops.Await;
import haetae.ops.RecordedLog;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class CuresTest {
  private static final long PAUSE = 10_000;

  private final List<String> done = new ArrayList<>();
  private final Cures cures = new Cures(PAUSE, Runnable::run);

  private static WatchdogStatus status(Level level, String... metrics) {
    List<WatchdogAlert> alerts =
        Arrays.stream(metrics).map(m -> new WatchdogAlert(level, "x", m, 2, 1, m)).toList();
    return new WatchdogStatus(level, alerts, false, 1, false, "");
  }

  @Test
  void shouldTryTheCureThatFits() {
    cures.register("ws_lag_ms", () -> done.add("reconnect"));
    cures.register("rss_mb", () -> done.add("collect"));

    cures.treat(status(Level.ERROR, "ws_lag_ms", "cpu_pct"), 0);

    assertThat(done).containsExactly("reconnect");
    assertThat(cures.counts()).isEqualTo(Map.of("ws_lag_ms", 1L));
  }

  @Test
  void shouldTreatErrorsOnly() {
    cures.register("ws_lag_ms", () -> done.add("reconnect"));

    cures.treat(status(Level.WARN, "ws_lag_ms"), 0);

    assertThat(done).isEmpty();
    assertThat(cures.counts()).isEmpty();
  }

  @Test
  void shouldTryAgainOnlyAfterThePauseAndLogAndCountEach() {
    cures.register("ws_lag_ms", () -> done.add("reconnect"));
    cures.register("rss_mb", () -> done.add("collect"));
    try (RecordedLog log = new RecordedLog("arbitrage.watchdog")) {
      for (long now : new long[] {-5, 0, PAUSE - 6, PAUSE - 5, PAUSE}) {
        cures.treat(status(Level.ERROR, "ws_lag_ms"), now);
      }
      cures.treat(status(Level.ERROR, "rss_mb"), PAUSE);

      assertThat(log.lines())
          .containsExactly(
              "WARN [Watchdog] trying the cure for ws_lag_ms (time 1)",
              "WARN [Watchdog] trying the cure for ws_lag_ms (time 2)",
              "WARN [Watchdog] trying the cure for rss_mb (time 1)");
    }
    assertThat(done).containsExactly("reconnect", "reconnect", "collect");
    assertThat(cures.counts()).isEqualTo(Map.of("ws_lag_ms", 2L, "rss_mb", 1L));
  }

  @Test
  void shouldSurviveACureThatFails() {
    cures.register(
        "ws_lag_ms",
        () -> {
          throw new IllegalStateException("no route to host");
        });
    cures.register("rss_mb", () -> done.add("collect"));
    try (RecordedLog log = new RecordedLog("arbitrage.watchdog")) {
      cures.treat(status(Level.ERROR, "ws_lag_ms", "rss_mb"), 0);
      cures.treat(status(Level.ERROR, "ws_lag_ms"), PAUSE);

      assertThat(log.count("the cure for ws_lag_ms failed")).isEqualTo(2);
    }
    assertThat(done).containsExactly("collect");
    assertThat(cures.counts()).containsEntry("ws_lag_ms", 2L);
  }

  @Test
  void shouldNotStartACureThatIsStillAtWork() {
    Deque<Runnable> started = new ArrayDeque<>();
    Cures slow = new Cures(PAUSE, started::add);
    slow.register("ws_lag_ms", () -> done.add("reconnect"));

    slow.treat(status(Level.ERROR, "ws_lag_ms"), 0);
    slow.treat(status(Level.ERROR, "ws_lag_ms"), 5 * PAUSE);
    assertThat(started).hasSize(1);
    started.remove().run();
    slow.treat(status(Level.ERROR, "ws_lag_ms"), 6 * PAUSE);

    assertThat(started).hasSize(1);
    assertThat(slow.counts()).containsEntry("ws_lag_ms", 2L);
  }

  @Test
  void shouldNotMakeTheCallerWait() {
    CountDownLatch release = new CountDownLatch(1);
    AtomicInteger finished = new AtomicInteger();
    Cures real = new Cures(PAUSE);
    real.register(
        "ws_lag_ms",
        () -> {
          try {
            release.await();
            finished.incrementAndGet();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });

    real.treat(status(Level.ERROR, "ws_lag_ms"), 0);

    assertThat(finished).hasValue(0);
    release.countDown();
    Await.until("the cure", () -> finished.get() == 1);
  }
}
