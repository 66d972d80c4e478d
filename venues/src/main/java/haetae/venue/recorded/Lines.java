package haetae.venue.recorded;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/** Lines of a text file, gzipped or not, with their numbers. Threads: one. */
final class Lines implements Closeable {
  private static final int BUFFER = 1 << 16;

  private final Path file;
  private final BufferedReader reader;
  private long number;

  private Lines(Path file, BufferedReader reader) {
    this.file = file;
    this.reader = reader;
  }

  static Lines open(Path file) throws RecordingException {
    try {
      InputStream raw = Files.newInputStream(file);
      boolean zipped = file.getFileName().toString().endsWith(".gz");
      InputStream in = zipped ? new GZIPInputStream(raw, BUFFER) : raw;
      return new Lines(
          file, new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8), BUFFER));
    } catch (NoSuchFileException e) {
      throw new RecordingException(file + ": no such file");
    } catch (AccessDeniedException e) {
      throw new RecordingException(file + ": permission denied");
    } catch (IOException e) {
      throw new RecordingException(file + ": cannot be read (" + e.getMessage() + ")");
    }
  }

  /** The next line, null at the end. */
  @Nullable String next() throws RecordingException {
    try {
      String line = reader.readLine();
      number++;
      return line;
    } catch (IOException e) {
      throw new RecordingException(file + ":" + number + ": cannot be read (" + e + ")");
    }
  }

  long number() {
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
