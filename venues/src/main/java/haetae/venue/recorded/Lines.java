package haetae.venue.recorded;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * Lines of a text file, gzipped or not (its first bytes tell), with their numbers. Holds one line
 * at a time. Threads: one.
 */
final class Lines implements LineReader.Source {
  private static final int BUFFER = 1 << 16;
  private static final int LONGEST = 1 << 24;
  private static final int GZIP_FIRST = 0x1f;
  private static final int GZIP_SECOND = 0x8b;

  private final Path file;
  private final Reader reader;
  private final char[] buffer = new char[BUFFER];
  private final StringBuilder line = new StringBuilder();
  private int at;
  private int end;
  private long number;

  private Lines(Path file, Reader reader) {
    this.file = file;
    this.reader = reader;
  }

  static Lines open(Path file) throws RecordingException {
    if (Files.isDirectory(file)) {
      throw new RecordingException(file + ": is a folder; name its files, like " + file + "/*.gz");
    }
    if (Files.exists(file) && !Files.isRegularFile(file)) {
      throw new RecordingException(file + ": is not a regular file, and a recording is read twice");
    }
    try {
      InputStream raw = new BufferedInputStream(Files.newInputStream(file), BUFFER);
      return new Lines(file, new InputStreamReader(unzipped(raw), StandardCharsets.UTF_8));
    } catch (NoSuchFileException e) {
      throw new RecordingException(file + ": no such file");
    } catch (AccessDeniedException e) {
      throw new RecordingException(file + ": permission denied");
    } catch (IOException e) {
      throw new RecordingException(file + ": cannot be read (" + e.getMessage() + ")");
    }
  }

  private static InputStream unzipped(InputStream raw) throws IOException {
    raw.mark(2);
    boolean zipped = raw.read() == GZIP_FIRST && raw.read() == GZIP_SECOND;
    raw.reset();
    return zipped ? new GZIPInputStream(raw, BUFFER) : raw;
  }

  @Override
  public @Nullable String next() throws RecordingException {
    try {
      return read();
    } catch (EOFException e) {
      throw new RecordingException(
          file + ":" + (number + 1) + ": the gzip file is cut off here; copy it again");
    } catch (IOException e) {
      throw new RecordingException(
          file + ":" + (number + 1) + ": cannot be read on (" + e.getMessage() + ")");
    }
  }

  private @Nullable String read() throws IOException, RecordingException {
    line.setLength(0);
    while (true) {
      if (at == end) {
        end = Math.max(0, reader.read(buffer));
        at = 0;
        if (end == 0) {
          number++;
          return line.isEmpty() ? null : line.toString();
        }
      }
      int stop = at;
      while (stop < end && buffer[stop] != '\n') {
        stop++;
      }
      line.append(buffer, at, stop - at);
      boolean whole = stop < end;
      at = whole ? stop + 1 : stop;
      if (whole) {
        number++;
        return withoutReturn();
      }
      if (line.length() > LONGEST) {
        throw new RecordingException(
            file + ":" + (number + 1) + ": a line of more than 16 MB; this is no recording");
      }
    }
  }

  private String withoutReturn() {
    int length = line.length();
    if (length > 0 && line.charAt(length - 1) == '\r') {
      line.setLength(length - 1);
    }
    return line.toString();
  }

  @Override
  public long number() {
    return number;
  }

  @Override
  public void close() {
    try {
      reader.close();
    } catch (IOException e) {
      throw new IllegalStateException(file + " cannot be closed", e);
    }
  }
}
