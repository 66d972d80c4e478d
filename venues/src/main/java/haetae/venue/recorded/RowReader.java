package haetae.venue.recorded;

import java.io.Closeable;
import org.jspecify.annotations.Nullable;

/** Reads one file row by row. Threads: one. */
interface RowReader extends Closeable {
  /** The next row that bears on a price; null at the end. */
  @Nullable RecordedRow next() throws RecordingException;

  @Override
  void close();
}
