package haetae.venue.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class SoonestTest {
  private static final long NEVER_LATE_MS = 600_000;

  private final AtomicInteger asked = new AtomicInteger();

  private Supplier<Integer> numbered() {
    return asked::incrementAndGet;
  }

  @Test
  void shouldAskOnceIfTheAnswerCounts() throws InterruptedException {
    assertThat(Soonest.answer(numbered(), n -> true, NEVER_LATE_MS)).isEqualTo(1);
    assertThat(asked).hasValue(1);
  }

  @Test
  void shouldAskOnceMoreIfTheAnswerIsLate() throws InterruptedException {
    CountDownLatch over = new CountDownLatch(1);
    int answer =
        Soonest.answer(
            () -> {
              int number = asked.incrementAndGet();
              if (number == 1) {
                await(over);
              }
              return number;
            },
            n -> true,
            1);
    over.countDown();
    assertThat(answer).isEqualTo(2);
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void shouldAskOnceMoreIfTheAnswerDoesNotCount() throws InterruptedException {
    assertThat(Soonest.answer(numbered(), n -> n > 1, NEVER_LATE_MS)).isEqualTo(2);
  }

  @Test
  void shouldTellTheLastAnswerIfNoneCounts() throws InterruptedException {
    assertThat(Soonest.answer(numbered(), n -> false, NEVER_LATE_MS)).isEqualTo(2);
    assertThat(asked).hasValue(2);
  }

  @Test
  void shouldThrowWhatTheQuestionThrows() {
    assertThatThrownBy(
            () ->
                Soonest.answer(
                    () -> {
                      throw new IllegalStateException("planted");
                    },
                    n -> true,
                    NEVER_LATE_MS))
        .hasMessage("planted");
  }
}
