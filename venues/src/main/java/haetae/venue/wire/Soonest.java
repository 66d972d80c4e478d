package haetae.venue.wire;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A question that changes nothing, asked once more beside the first where the answer is late: one
 * slow answer is then no slow question. Not for orders.
 */
public final class Soonest {
  private static final String NAME = "asks";

  private Soonest() {}

  /** What one asking came to. */
  private record Said<T>(@Nullable T answer, @Nullable RuntimeException failure) {}

  /**
   * The first answer that counts; if none does, the last one. Blocks until then.
   *
   * @param question safe to be asked twice at a time
   * @param counts true of an answer that need not be waited beyond
   * @param lateMs after this it is asked a second time
   * @throws InterruptedException if the thread was interrupted, which clears its mark
   * @throws RuntimeException what the question itself has thrown
   */
  public static <T> T answer(Supplier<T> question, Predicate<T> counts, long lateMs)
      throws InterruptedException {
    BlockingQueue<Said<T>> said = new LinkedBlockingQueue<>();
    ask(question, said);
    Said<T> first = said.poll(lateMs, TimeUnit.MILLISECONDS);
    if (first != null && counting(first, counts)) {
      return result(first);
    }
    ask(question, said);
    Said<T> next = said.take();
    return result(first != null || counting(next, counts) ? next : said.take());
  }

  private static <T> boolean counting(Said<T> said, Predicate<T> counts) {
    return said.answer != null && counts.test(said.answer);
  }

  private static <T> void ask(Supplier<T> question, BlockingQueue<Said<T>> said) {
    Thread.ofVirtual().name(NAME).start(() -> said.add(tried(question)));
  }

  private static <T> Said<T> tried(Supplier<T> question) {
    try {
      return new Said<>(question.get(), null);
    } catch (RuntimeException e) {
      // It is thrown again on the thread that waits.
      return new Said<>(null, e);
    }
  }

  private static <T> T result(Said<T> said) {
    if (said.answer != null) {
      return said.answer;
    }
    throw said.failure == null
        ? new IllegalStateException("no answer and no failure")
        : said.failure;
  }
}
