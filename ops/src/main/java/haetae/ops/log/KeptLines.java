package haetae.ops.log;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.concurrent.atomic.LongAdder;

/**
 * Lines that came while the files could not be written: WARNING and above are kept, up to a bound,
 * the others are counted. Threads: the writer's; {@link #missed} may be read by any.
 */
final class KeptLines {
  static final int BOUND = 20_000;

  /** Writes a line. */
  interface Output {
    /** Returns true if a new file was begun. */
    boolean put(LogLine line) throws IOException;
  }

  private final ArrayDeque<LogLine> lines = new ArrayDeque<>();
  private final LongAdder missed = new LongAdder();
  private long missedBefore;
  private int saved;

  /** Keeps or counts a line; beyond the bound the oldest one makes room. */
  void add(LogLine line) {
    if (!line.level().precious()) {
      missed.increment();
      return;
    }
    lines.addLast(line);
    if (lines.size() > BOUND) {
      lines.removeFirst();
      missed.increment();
    }
  }

  /** Writes all; those written before a failure stay written. Returns how many since the fault. */
  int drainTo(Output output) throws IOException {
    for (LogLine line = lines.peekFirst(); line != null; line = lines.peekFirst()) {
      output.put(line);
      lines.removeFirst();
      saved++;
    }
    return saved;
  }

  /** Lines missed since this fault began. */
  long missedNow() {
    return missed() - missedBefore;
  }

  /** Ends the fault. */
  void forget() {
    missedBefore = missed();
    saved = 0;
  }

  int waiting() {
    return lines.size();
  }

  long missed() {
    return missed.sum();
  }
}
