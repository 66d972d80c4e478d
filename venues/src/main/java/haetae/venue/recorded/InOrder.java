package haetae.venue.recorded;

import java.util.Comparator;
import java.util.HashSet;
import java.util.PriorityQueue;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Puts trades that were written in batches in order of time, within a window of rows, and drops
 * those that were written twice: the same market, time, price and quantity. What is displaced by
 * more than the window is counted and dropped. Threads: one.
 */
final class InOrder implements RowReader {
  /** Rows looked ahead; the dump that this is for repeats batches within 4,000 rows. */
  static final int WINDOW = 8_192;

  private record Waiting(RecordedRow row, long line) {}

  private final FileKind file;
  private final Findings findings;
  private final LineReader source;
  private final PriorityQueue<Waiting> window =
      new PriorityQueue<>(
          Comparator.comparingLong((Waiting w) -> w.row().timeNs())
              .thenComparingLong(Waiting::line));
  private final Set<RecordedRow> sameTime = new HashSet<>();
  private long lastNs = Long.MIN_VALUE;

  /** Orders the rows of a reader of any order; books, which are shared, must not be among them. */
  InOrder(FileKind file, Findings findings, LineReader source) {
    this.file = file;
    this.findings = findings;
    this.source = source;
  }

  @Override
  public @Nullable RecordedRow next() throws RecordingException {
    fill();
    Waiting first = window.poll();
    while (first != null) {
      if (fresh(first)) {
        return first.row();
      }
      fill();
      first = window.poll();
    }
    return null;
  }

  private void fill() throws RecordingException {
    while (window.size() < WINDOW) {
      RecordedRow row = source.next();
      if (row == null) {
        return;
      }
      window.add(new Waiting(row, source.number()));
    }
  }

  private boolean fresh(Waiting waiting) {
    long timeNs = waiting.row().timeNs();
    if (timeNs < lastNs) {
      String by = (lastNs - timeNs) / Times.NS_PER_MS + " ms";
      findings.add(file, Findings.Kind.LATE, waiting.line(), "after newer rows", by);
      return false;
    }
    if (timeNs > lastNs) {
      sameTime.clear();
      lastNs = timeNs;
    }
    if (!sameTime.add(waiting.row())) {
      String what = waiting.row().symbol();
      findings.add(file, Findings.Kind.DUPLICATE, waiting.line(), "the same trade again", what);
      return false;
    }
    return true;
  }

  @Override
  public void close() {
    source.close();
  }
}
