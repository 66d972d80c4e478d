package haetae.app.live;

import java.util.function.IntConsumer;

/**
 * Ends the process if an orderly shutdown takes too long, for example on a disk that hangs: a
 * supervisor can restart what has ended, not what is stuck. Closed in time, it does nothing.
 */
final class LastResort implements AutoCloseable {
  private final Thread thread;

  /**
   * Starts to wait.
   *
   * @param halt ends the process with the given code
   */
  LastResort(long patienceMs, int exitCode, IntConsumer halt) {
    this.thread =
        Thread.ofPlatform()
            .daemon()
            .name("last-resort")
            .start(
                () -> {
                  try {
                    Thread.sleep(patienceMs);
                  } catch (InterruptedException e) {
                    return;
                  }
                  System.err.println("haetae: the shutdown hangs; ending at once, see the logs");
                  halt.accept(exitCode);
                });
  }

  /** Waits until it has nothing to do any more. */
  void join() throws InterruptedException {
    thread.join();
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
