package haetae.ops.log;

import java.io.IOException;
import java.io.PrintStream;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Takes lines from any thread without ever blocking it and writes them on a thread of its own.
 *
 * <p>When more lines wait than the bound, DEBUG and INFO are dropped and counted; WARNING and above
 * are always taken. The writer looks every few milliseconds instead of being woken: waking a parked
 * thread would cost the caller more than the line itself.
 */
final class LogWriter {
  private static final int BOUND = 65_536;
  private static final long IDLE_NS = 5_000_000;

  private final ConcurrentLinkedQueue<LogLine> queue = new ConcurrentLinkedQueue<>();
  private final AtomicInteger waiting = new AtomicInteger();
  private final LongAdder dropped = new LongAdder();
  private final LogFiles files;
  private final LineFormat format;
  private final @Nullable PrintStream console;
  private final Thread thread;
  private long droppedTold;
  private volatile boolean closing;
  private final AtomicLong rounds = new AtomicLong();

  LogWriter(LogFiles files, LineFormat format, @Nullable PrintStream console) {
    this.files = files;
    this.format = format;
    this.console = console;
    this.thread = Thread.ofPlatform().daemon().name("log").unstarted(this::run);
  }

  void start() {
    tell(files.open(System.currentTimeMillis()));
    thread.start();
  }

  /** Takes a line. Any thread; never blocks. */
  void offer(LogLine line) {
    if (!line.level().precious() && waiting.get() >= BOUND) {
      dropped.increment();
      return;
    }
    waiting.incrementAndGet();
    queue.add(line);
  }

  private void run() {
    while (true) {
      boolean last = closing;
      drain();
      rounds.incrementAndGet();
      if (last) {
        break;
      }
      LockSupport.parkNanos(IDLE_NS);
    }
    try {
      files.close();
    } catch (IOException e) {
      tell("[LOG] files could not be closed: " + e.getMessage());
    }
  }

  private void drain() {
    LogLine line = queue.poll();
    while (line != null) {
      waiting.decrementAndGet();
      write(line);
      line = queue.poll();
    }
    long lost = dropped.sum();
    if (lost > droppedTold) {
      String text = "[LOG] " + (lost - droppedTold) + " INFO/DEBUG lines dropped: queue was full";
      droppedTold = lost;
      write(
          new LogLine(
              System.currentTimeMillis(),
              LogLevel.WARNING,
              Loggers.PREFIX + "log",
              text,
              "log",
              null));
    }
    if (console != null) {
      console.flush();
    }
    tell(files.flush(System.currentTimeMillis()));
  }

  private void write(LogLine line) {
    if (console != null) {
      console.print(format.text(line));
    }
    tell(files.write(line));
  }

  private void tell(@Nullable String text) {
    if (text != null) {
      PrintStream target = console == null ? System.err : console;
      target.print(
          format.text(
              new LogLine(
                  System.currentTimeMillis(),
                  LogLevel.WARNING,
                  Loggers.PREFIX + "log",
                  text,
                  "log",
                  null)));
      target.flush();
    }
  }

  /** Waits until everything offered before is written, at most so long; false if it was not. */
  boolean flush(long timeoutMs) {
    long end = System.nanoTime() + timeoutMs * 1_000_000;
    long from = rounds.get();
    // Two rounds: the one under way may already have passed the lines of this caller.
    while (rounds.get() < from + 2 && thread.isAlive()) {
      if (System.nanoTime() > end) {
        return false;
      }
      LockSupport.unpark(thread);
      LockSupport.parkNanos(1_000_000);
    }
    return true;
  }

  void close(long timeoutMs) {
    closing = true;
    LockSupport.unpark(thread);
    try {
      thread.join(timeoutMs);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  LogHealth health() {
    String reason = files.reason();
    return new LogHealth(
        reason.isEmpty(), reason, files.written(), dropped.sum(), files.missed(), waiting.get());
  }
}
