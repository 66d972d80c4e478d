package haetae.venue.recorded;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Frames of one instrument over several files, as one stream with one book. Threads: one. */
final class ChainedFrames implements RowReader {
  private final List<FileKind> files;
  private final Findings findings;
  private final BinanceBook book = new BinanceBook();
  private @Nullable LineReader current;
  private int next;

  /** Reads the files in the given order. */
  ChainedFrames(List<FileKind> files, Findings findings) {
    this.files = files;
    this.findings = findings;
  }

  @Override
  public @Nullable RecordedRow next() throws RecordingException {
    while (true) {
      LineReader reader = current;
      if (reader == null) {
        if (next == files.size()) {
          return null;
        }
        FileKind file = files.get(next++);
        reader =
            new LineReader(file, findings, LineReader.Order.RISING, new BinanceFrames(file, book));
        current = reader;
      }
      RecordedRow row = reader.next();
      if (row != null) {
        return row;
      }
      reader.close();
      current = null;
    }
  }

  /** The file that the last row came from. */
  FileKind file() {
    return files.get(next - 1);
  }

  @Override
  public void close() {
    if (current != null) {
      current.close();
    }
  }
}
