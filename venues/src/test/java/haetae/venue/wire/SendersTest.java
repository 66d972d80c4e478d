package haetae.venue.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SendersTest {
  private final Senders senders = new Senders("sender-");
  private final BlockingQueue<Thread> ran = new LinkedBlockingQueue<>();

  @AfterEach
  void close() {
    senders.close();
  }

  private Thread next() throws InterruptedException {
    return ran.poll(30, TimeUnit.SECONDS);
  }

  @Test
  void shouldUseAThreadThatStandsReadyForWhatMustLeaveAtOnce() throws InterruptedException {
    senders.now(() -> ran.add(Thread.currentThread()));
    assertThat(next().isVirtual()).isFalse();
    senders.soon(() -> ran.add(Thread.currentThread()));
    assertThat(next().isVirtual()).isTrue();
  }

  @Test
  void shouldNotLetATaskWaitForBusyThreads() throws InterruptedException {
    CountDownLatch over = new CountDownLatch(1);
    for (int i = 0; i < 5; i++) {
      senders.now(
          () -> {
            ran.add(Thread.currentThread());
            Waiting.until(over);
          });
    }
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      threads.add(next());
    }
    over.countDown();
    assertThat(threads).doesNotContainNull().doesNotHaveDuplicates();
    assertThat(threads.stream().filter(t -> !t.isVirtual())).hasSize(2);
  }

  @Test
  void shouldGoOnAfterATaskThatFails() throws InterruptedException {
    for (int i = 0; i < 4; i++) {
      senders.now(
          () -> {
            ran.add(Thread.currentThread());
            Thread.currentThread().setUncaughtExceptionHandler((_, _) -> {});
            throw new IllegalStateException("on purpose");
          });
      assertThat(next()).isNotNull();
    }
  }

  @Test
  void shouldEndWhatIsUnderWayAndTakeNothingMoreWhenClosed() throws InterruptedException {
    CountDownLatch begun = new CountDownLatch(1);
    senders.now(
        () -> {
          begun.countDown();
          Patience.slept(50);
          ran.add(Thread.currentThread());
        });
    begun.await();
    senders.close();
    assertThat(ran).hasSize(1);
    assertThatThrownBy(() -> senders.now(() -> {})).isInstanceOf(RejectedExecutionException.class);
    assertThatThrownBy(() -> senders.soon(() -> {})).isInstanceOf(RejectedExecutionException.class);
  }

  /** A wait that tells nothing. */
  private static final class Waiting {
    private Waiting() {}

    static void until(CountDownLatch latch) {
      try {
        latch.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
