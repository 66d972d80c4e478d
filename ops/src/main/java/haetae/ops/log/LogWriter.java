package haetae.ops.log;

import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Takes lines from any thread without ever blocking it and writes them on a thread of its own.
 *
 * <p>When more lines wait than the bound, DEBUG and INFO are dropped and counted; WARNING and above
 * are still taken. The writer looks every few milliseconds instead of being woken: waking a parked
 * thread would cost the caller more than the line itself.
 */
final class LogWriter {
  private static final int BATCH = 4_096;
  private static final long PAUSE_NS = 5_000_000;
  private static final long IDLE_PAUSE_NS = 20_000_000;
  private static final long TELL_EVERY_NS = 1_000_000_000;
  private static final int IDLE_ROUNDS = 50;

  /** An idle writer is woken when so many lines wait: one caller in very many pays for that. */
  private static final int WAKE_AT = 8_192;

  private final ConcurrentLinkedQueue<LogLine> queue = new ConcurrentLinkedQueue<>();
  private final AtomicLong offered = new AtomicLong();
  private final LongAdder dropped = new LongAdder();
  private final LongAdder lost = new LongAdder();
  private final LogFiles files;
  private final LineFormat format;
  private final Surroundings around;
  private final Console console;
  private final Thread thread = Thread.ofPlatform().daemon().name("log").unstarted(this::run);
  private final Progress progress = new Progress();
  private final RecentLines recent = new RecentLines();

  /** How far the writer is. Written by its thread, read by any. */
  private static final class Progress {
    final AtomicLong taken = new AtomicLong();
    volatile long flushed;
    volatile boolean closing;
    volatile boolean closed;
    long droppedTold;
    long lostTold;
    long toldNs = System.nanoTime() - TELL_EVERY_NS;
  }

  LogWriter(LogFiles files, LineFormat format, Surroundings around) {
    this.files = files;
    this.format = format;
    this.around = around;
    this.console = new Console(around.console() == null ? System.err : around.console());
  }

  void start() {
    console.start();
    tell(files.open(nowMs()));
    thread.start();
  }

  private long nowMs() {
    return around.clockMs().getAsLong();
  }

  LongSupplier clock() {
    return around.clockMs();
  }

  /** Takes a line. Any thread; never blocks. */
  void offer(LogLine line) {
    long waiting = offered.get() - progress.taken.get();
    boolean precious = line.level().precious();
    if (waiting >= (precious ? around.hardBound() : around.queueBound())) {
      (precious ? lost : dropped).increment();
      return;
    }
    offered.incrementAndGet();
    queue.add(line);
    if (waiting == WAKE_AT) {
      LockSupport.unpark(thread);
    }
    if (progress.closed) {
      sayLate();
    }
  }

  /** Lines that came after the close: there is no file any more, but a warning is never silent. */
  private void sayLate() {
    for (LogLine line = queue.poll(); line != null; line = queue.poll()) {
      if (line.level().precious()) {
        System.err.print(format.text(line));
      }
    }
  }

  private void run() {
    int idle = 0;
    while (!progress.closing) {
      // An idle round in five also looks at the files: midnight comes, and faults go, unasked.
      if (queue.isEmpty() && idle % 5 != 0) {
        idle++;
      } else {
        idle = round() ? 0 : idle + 1;
      }
      if (queue.isEmpty() && !progress.closing) {
        LockSupport.parkNanos(idle > IDLE_ROUNDS ? IDLE_PAUSE_NS : PAUSE_NS);
      }
    }
    do {
      round();
    } while (!queue.isEmpty());
    tell(files.close(nowMs()));
    progress.closed = true;
    sayLate();
  }

  /** Writes a batch; false if nothing was waiting. */
  private boolean round() {
    long before = progress.taken.get();
    try {
      for (int i = 0; i < BATCH; i++) {
        LogLine line = queue.poll();
        if (line == null) {
          break;
        }
        progress.taken.incrementAndGet();
        write(line);
      }
      sayDrops();
      tell(files.tick(nowMs()));
    } catch (RuntimeException | VirtualMachineError e) {
      // One line that cannot be written must not be the last one of the service.
      tell("[LOG] a line could not be written: " + e);
    }
    progress.flushed = progress.taken.get();
    return progress.flushed > before;
  }

  private void sayDrops() {
    if (!queue.isEmpty() && System.nanoTime() - progress.toldNs < TELL_EVERY_NS) {
      return;
    }
    progress.toldNs = System.nanoTime();
    long drops = dropped.sum();
    if (drops > progress.droppedTold) {
      String text =
          "[LOG] " + (drops - progress.droppedTold) + " INFO/DEBUG lines dropped: queue was full";
      progress.droppedTold = drops;
      write(LogLine.own(nowMs(), LogLevel.WARNING, text));
    }
    long losses = lost.sum();
    if (losses > progress.lostTold) {
      String text =
          "[LOG] " + (losses - progress.lostTold) + " lines of WARNING and above lost: log stuck";
      progress.lostTold = losses;
      write(LogLine.own(nowMs(), LogLevel.ERROR, text));
    }
  }

  private void write(LogLine line) {
    tell(files.write(line, nowMs()));
    String text = format.text(line);
    recent.add(line.level(), line.logger(), text);
    if (around.console() != null || !files.writable()) {
      console.print(text);
    }
  }

  private void tell(@Nullable String text) {
    if (text != null) {
      console.print(format.text(LogLine.own(nowMs(), LogLevel.WARNING, text)));
    }
  }

  /** Waits until everything offered before is written, at most so long; false if it was not. */
  boolean flush(long timeoutMs) {
    long end = System.nanoTime() + timeoutMs * 1_000_000;
    long target = offered.get();
    while (progress.flushed < target && thread.isAlive()) {
      if (System.nanoTime() - end > 0 || Thread.currentThread().isInterrupted()) {
        return false;
      }
      LockSupport.unpark(thread);
      LockSupport.parkNanos(1_000_000);
    }
    return progress.flushed >= target && console.flush(end);
  }

  /** Writes what is left; gives up after the time, so that a stuck disk cannot hold the exit. */
  void close(long timeoutMs) {
    long end = System.nanoTime() + timeoutMs * 1_000_000;
    progress.closing = true;
    LockSupport.unpark(thread);
    try {
      thread.join(timeoutMs);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    console.close(end);
  }

  RecentLines recent() {
    return recent;
  }

  LogHealth health() {
    boolean ended = !progress.closing && thread.getState() == Thread.State.TERMINATED;
    return new LogHealth(
        files.writable(),
        ended ? "the writer of the log has ended" : files.reason(),
        files.written(),
        dropped.sum(),
        lost.sum(),
        files.missed(),
        console.skipped(),
        (int) Math.max(0, offered.get() - progress.taken.get()),
        files.bytesUsed());
  }
}
