package haetae.ops.log;

import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * One log file that begins anew at local midnight; the old one becomes {@code NAME.log.YYYY-MM-DD}.
 * A file that grows beyond its bound within a day becomes {@code NAME.log.YYYY-MM-DD.N}. Threads:
 * the writer's.
 */
final class RotatingFile implements Closeable {
  private final Path path;
  private final ZoneId zone;
  private final long maxBytes;
  private @Nullable OutputStream out;
  private LocalDate day = LocalDate.EPOCH;
  private long bytes;

  RotatingFile(Path path, ZoneId zone, long maxBytes) {
    this.path = path;
    this.zone = zone;
    this.maxBytes = maxBytes;
  }

  Path path() {
    return path;
  }

  /** Writes a line of a time; returns true if a new file was begun. */
  boolean write(long timeMs, String line) throws IOException {
    LocalDate today = LocalDate.ofInstant(Instant.ofEpochMilli(timeMs), zone);
    boolean rotated = open(today);
    byte[] encoded = line.getBytes(StandardCharsets.UTF_8);
    if (bytes > 0 && bytes + encoded.length > maxBytes) {
      rotate(numbered());
      rotated = true;
    }
    OutputStream target = out;
    if (target == null) {
      throw new IOException(path + " is not open");
    }
    target.write(encoded);
    bytes += encoded.length;
    return rotated;
  }

  /** Opens the file of a day; an older file is put aside first. */
  boolean open(LocalDate today) throws IOException {
    if (out != null && !today.isAfter(day)) {
      return false;
    }
    boolean stale = false;
    if (out != null) {
      stale = true;
    } else if (Files.exists(path) && Files.size(path) > 0) {
      day = LocalDate.ofInstant(Files.getLastModifiedTime(path).toInstant(), zone);
      stale = today.isAfter(day);
    }
    if (stale) {
      rotate(dated());
    }
    day = today;
    if (out == null) {
      begin();
    }
    return stale;
  }

  private Path dated() {
    Path target = path.resolveSibling(path.getFileName() + "." + day);
    return Files.exists(target) ? numbered() : target;
  }

  private Path numbered() {
    int n = 1;
    Path target;
    do {
      target = path.resolveSibling(path.getFileName() + "." + day + "." + n++);
    } while (Files.exists(target));
    return target;
  }

  private void rotate(Path target) throws IOException {
    close();
    Files.move(path, target, StandardCopyOption.ATOMIC_MOVE);
    begin();
  }

  private void begin() throws IOException {
    Files.createDirectories(path.toAbsolutePath().getParent());
    out =
        new BufferedOutputStream(
            Files.newOutputStream(path, StandardOpenOption.CREATE, StandardOpenOption.APPEND),
            32 * 1024);
    bytes = Files.size(path);
  }

  void flush() throws IOException {
    if (out != null) {
      out.flush();
    }
  }

  @Override
  public void close() throws IOException {
    OutputStream closing = out;
    out = null;
    if (closing != null) {
      closing.close();
    }
  }
}
