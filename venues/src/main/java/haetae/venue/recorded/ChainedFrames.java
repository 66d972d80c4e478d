package haetae.venue.recorded;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Frames of one instrument over several files, as one stream with one book. */
final class ChainedFrames implements RowReader {
  private final List<FileKind> files;
  private final BinanceBook book;
  private final BadRows bad;
  private @Nullable BinanceFrameReader current;
  private int next;

  ChainedFrames(List<FileKind> files, BadRows bad) {
    this.files = files;
    this.bad = bad;
    this.book = new BinanceBook();
  }

  @Override
  public @Nullable RecordedRow next() throws RecordingException {
    while (true) {
      BinanceFrameReader reader = current;
      if (reader == null) {
        if (next == files.size()) {
          return null;
        }
        reader = new BinanceFrameReader(files.get(next++), book, bad);
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

  @Override
  public void close() {
    BinanceFrameReader reader = current;
    if (reader != null) {
      reader.close();
    }
  }
}
