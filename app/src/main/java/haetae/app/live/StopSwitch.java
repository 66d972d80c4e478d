package haetae.app.live;

import static java.util.Objects.requireNonNull;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The one place where the service is asked to stop. The first request wins; its exit code is the
 * process's. Threads: any; never blocks the one who asks.
 */
final class StopSwitch {
  /** Exit code when the watchdog asks. */
  static final int WATCHDOG_CODE = 3;

  /** A request to stop. */
  record Request(int exitCode, String reason) {}

  private final AtomicReference<Request> first = new AtomicReference<>();
  private final CountDownLatch latch = new CountDownLatch(1);

  /** Asks to stop. */
  void request(int exitCode, String reason) {
    if (first.compareAndSet(null, new Request(exitCode, reason))) {
      latch.countDown();
    }
  }

  /** The watchdog asks to stop. */
  void critical(String reason) {
    request(WATCHDOG_CODE, reason);
  }

  /** Why the service stops; empty while it runs. */
  String reason() {
    Request request = first.get();
    return request == null ? "" : request.reason();
  }

  boolean requested() {
    return first.get() != null;
  }

  /** Waits for a request. */
  Request await() throws InterruptedException {
    latch.await();
    return requireNonNull(first.get());
  }
}
