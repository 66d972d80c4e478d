package haetae.ops.log;

import java.io.PrintStream;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Prints on a thread of its own: a terminal that was stopped, or a pipe that nobody reads, must not
 * hold up the files. Lines beyond the bound are skipped, counted and told. Threads: any may print.
 */
final class Console {
  static final int BOUND = 65_536;
  private static final String END = "";

  private final PrintStream out;
  private final BlockingQueue<String> queue = new ArrayBlockingQueue<>(BOUND);
  private final AtomicLong taken = new AtomicLong();
  private final AtomicLong skipped = new AtomicLong();
  private final Thread thread =
      Thread.ofPlatform().daemon().name("log-console").unstarted(this::run);
  private volatile long printed;

  Console(PrintStream out) {
    this.out = out;
  }

  void start() {
    thread.start();
  }

  /** Takes a text with its line end; never blocks. */
  void print(String text) {
    if (queue.offer(text)) {
      taken.incrementAndGet();
    } else {
      skipped.incrementAndGet();
    }
  }

  private void run() {
    long count = 0;
    long told = 0;
    try {
      for (String text = queue.take(); !text.equals(END); text = queue.take()) {
        out.print(text);
        long missing = skipped.get();
        if (queue.isEmpty() && missing > told) {
          out.print("[LOG] " + (missing - told) + " lines are missing on the console\n");
          told = missing;
        }
        if (queue.isEmpty()) {
          out.flush();
        }
        count++;
        printed = count;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    out.flush();
  }

  /** Waits until all that was taken is printed; false if that was not so in time. */
  boolean flush(long endNs) {
    long target = taken.get();
    while (printed < target) {
      if (System.nanoTime() - endNs > 0 || !thread.isAlive()) {
        return false;
      }
      LockSupport.parkNanos(1_000_000);
    }
    return true;
  }

  /** Prints what is left, as far as that can be done in time. */
  void close(long endNs) {
    if (queue.offer(END)) {
      try {
        thread.join(Math.max(1, (endNs - System.nanoTime()) / 1_000_000));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  long skipped() {
    return skipped.get();
  }
}
