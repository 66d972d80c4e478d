package haetae.ops.watchdog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import haetae.ops.Await;
import haetae.ops.RecordedLog;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.Test;

final class StallDetectorTest {
  private static final long MS = 1_000_000;
  private static final long INTERVAL = 1_000 * MS;

  private final AtomicLong nowNs = new AtomicLong(50_000 * MS);
  private final Heartbeat loop = new Heartbeat("live-loop", nowNs::get);
  private final Heartbeat engine = new Heartbeat("engine", nowNs::get);
  private final Recording told = new Recording();
  private final StallDetector detector =
      new StallDetector(
          List.of(loop, engine), new StallDetector.Patience(2_000, 5_000, 1_000), nowNs::get, told);

  private static final class Recording implements StallDetector.Listener {
    private final List<WatchdogStatus> changes = new ArrayList<>();
    private int moves;

    @Override
    public void changed(WatchdogStatus status) {
      changes.add(status);
    }

    @Override
    public void moving() {
      moves++;
    }

    List<Level> levels() {
      return changes.stream().map(WatchdogStatus::level).toList();
    }
  }

  /** Seconds pass, with a look at the end of each, while only some hearts beat. */
  private void seconds(int count, Heartbeat... beating) {
    for (int i = 0; i < count; i++) {
      nowNs.addAndGet(INTERVAL);
      for (Heartbeat heart : beating) {
        heart.beat();
      }
      detector.look();
    }
  }

  @Test
  void shouldSayNothingWhileAllMove() {
    seconds(20, loop, engine);

    assertThat(told.changes).isEmpty();
    assertThat(told.moves).isEqualTo(20);
  }

  @Test
  void shouldEscalateByTheSameLevels() {
    seconds(2, engine);
    assertThat(told.levels()).isEmpty();
    seconds(1, engine);
    assertThat(told.levels()).containsExactly(Level.WARN);
    assertThat(told.changes.getLast().healthy()).isTrue();
    seconds(3, engine);
    assertThat(told.levels()).containsExactly(Level.WARN, Level.ERROR);
    seconds(2, engine);

    assertThat(told.levels()).containsExactly(Level.WARN, Level.ERROR, Level.CRITICAL);
    WatchdogStatus critical = told.changes.getLast();
    assertThat(critical.shouldShutdown()).isTrue();
    assertThat(critical.reason())
        .isEqualTo("Stalled: live-loop has not moved for 8000 ms > 5000 ms");
    seconds(5, engine);
    assertThat(told.changes).hasSize(3);
  }

  @Test
  void shouldNotCallAHangProgress() {
    seconds(5, engine);
    assertThat(told.moves).isEqualTo(5);

    seconds(10, engine);

    assertThat(told.moves).isEqualTo(5);
  }

  @Test
  void shouldNameTheHeartThatIsBeyondTheMax() {
    loop.beatAndRest(3_500 * MS);

    seconds(8);

    assertThat(told.changes.getLast().reason()).startsWith("Stalled: engine");
    assertThat(told.changes.getLast().alerts()).hasSize(2);
  }

  @Test
  void shouldDumpAllThreadsOnceAStall() {
    try (RecordedLog log = new RecordedLog("arbitrage.watchdog")) {
      seconds(12, engine);
      assertThat(log.count("stall, all threads")).isEqualTo(1);
      assertThat(log.lines().toString()).contains("shouldDumpAllThreadsOnceAStall");

      seconds(1, loop, engine);
      assertThat(told.changes.getLast().level()).isEqualTo(Level.OK);
      seconds(12, loop);

      assertThat(log.count("stall, all threads")).isEqualTo(2);
    }
    assertThat(told.changes.stream().filter(WatchdogStatus::shouldShutdown)).hasSize(2);
  }

  @Test
  void shouldBlameNobodyAfterItWasItselfHeldUp() {
    seconds(3, loop, engine);
    try (RecordedLog log = new RecordedLog("arbitrage.watchdog")) {
      nowNs.addAndGet(600_000 * MS);
      detector.look();
      assertThat(log.lines())
          .containsExactly("WARN [Watchdog] was itself held up for 599000 ms; no stall is judged");
    }
    seconds(3, loop, engine);

    assertThat(told.changes).isEmpty();
    assertThat(told.moves).isEqualTo(6);
  }

  @Test
  void shouldStillSeeAHangOnAMachineThatStaysStarved() {
    for (int i = 0; i < 8; i++) {
      nowNs.addAndGet(4_000 * MS);
      engine.beat();
      detector.look();
    }

    assertThat(told.levels()).contains(Level.CRITICAL);
  }

  @Test
  void shouldSeeARealHangFromAThreadOfItsOwn() throws InterruptedException {
    CountDownLatch release = new CountDownLatch(1);
    CountDownLatch critical = new CountDownLatch(1);
    AtomicInteger failures = new AtomicInteger();
    Heartbeat heart = new Heartbeat("hung", System::nanoTime);
    Thread hung =
        Thread.ofPlatform()
            .name("hung")
            .start(
                () -> {
                  while (release.getCount() > 0) {
                    LockSupport.parkNanos(MS);
                  }
                });
    StallDetector.Listener bad =
        new StallDetector.Listener() {
          @Override
          public void changed(WatchdogStatus status) {
            if (status.shouldShutdown()) {
              critical.countDown();
            }
            failures.incrementAndGet();
            throw new IllegalStateException("a listener that fails");
          }

          @Override
          public void moving() {
            failures.incrementAndGet();
            throw new StackOverflowError("another one");
          }
        };
    try (RecordedLog log = new RecordedLog("arbitrage.watchdog");
        StallDetector real =
            new StallDetector(
                List.of(heart), new StallDetector.Patience(5, 40, 5), System::nanoTime, bad)) {
      real.start();
      Await.until("CRITICAL", () -> critical.getCount() == 0);

      assertThat(failures.get()).isGreaterThanOrEqualTo(2);
      assertThat(log.count("\"hung\"")).isPositive();
      assertThat(log.count("a look at the loops failed")).isPositive();
    }
    release.countDown();
    hung.join();
  }

  @Test
  void shouldShowEachThreadAndItsStack() {
    assertThat(StallDetector.threadDump())
        .contains("\"" + Thread.currentThread().getName() + "\" RUNNABLE")
        .contains("haetae.ops.watchdog.StallDetectorTest.shouldShowEachThreadAndItsStack")
        .doesNotContain("DEADLOCK");
  }

  @Test
  void shouldNameADeadlock() throws InterruptedException {
    ReentrantLock one = new ReentrantLock();
    ReentrantLock two = new ReentrantLock();
    CyclicBarrier both = new CyclicBarrier(2);
    Thread first = crossing(one, two, both);
    Thread second = crossing(two, one, both);
    Await.until("a deadlock", () -> one.hasQueuedThreads() && two.hasQueuedThreads());

    String dump = StallDetector.threadDump();
    first.interrupt();
    second.interrupt();
    first.join();
    second.join();

    assertThat(dump).startsWith("DEADLOCK between 2 threads");
  }

  private static Thread crossing(ReentrantLock mine, ReentrantLock yours, CyclicBarrier both) {
    return Thread.ofPlatform()
        .daemon()
        .start(
            () -> {
              mine.lock();
              try {
                both.await();
                yours.lockInterruptibly();
              } catch (InterruptedException | BrokenBarrierException e) {
                Thread.currentThread().interrupt();
              } finally {
                mine.unlock();
              }
            });
  }

  @Test
  void shouldRefuseImpossiblePatience() {
    assertThatThrownBy(() -> new StallDetector.Patience(5, 4, 1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new StallDetector.Patience(1, 2, 0))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void shouldAllowAHeartItsRest() {
    loop.beatAndRest(30_000 * MS);
    nowNs.addAndGet(30_000 * MS);
    assertThat(loop.lateNs()).isZero();
    nowNs.addAndGet(7);
    assertThat(loop.lateNs()).isEqualTo(7);

    loop.beatAndRest(-5);
    assertThat(loop.lateNs()).isZero();
    nowNs.addAndGet(3);
    assertThat(loop.lateNs()).isEqualTo(3);
    loop.beat();
    assertThat(loop.lateNs()).isZero();
  }
}
