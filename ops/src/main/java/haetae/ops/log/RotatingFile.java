package haetae.ops.log;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One log file that begins anew at local midnight; the old one becomes {@code NAME.log.YYYY-MM-DD}.
 * A file that grows beyond its bound within a day becomes {@code NAME.log.YYYY-MM-DD.N}.
 *
 * <p>Lines are appended to memory and pushed out by {@link #flush()}. What could not be pushed out
 * stays in memory, to the byte, and goes out first once the file can be written again: no line is
 * lost, doubled or torn by a full disk. Threads: the writer's.
 */
final class RotatingFile {
  private static final int PUSH_BYTES = 32 * 1024;

  private final Path path;
  private final ZoneId zone;
  private final long maxBytes;
  private @Nullable FileChannel channel;
  private @Nullable Object identity;
  private @Nullable LocalDate day;
  private long bytes;
  private ByteBuffer pending = ByteBuffer.allocate(2 * PUSH_BYTES);

  RotatingFile(Path path, ZoneId zone, long maxBytes) {
    this.path = path;
    this.zone = zone;
    this.maxBytes = maxBytes;
  }

  /**
   * Makes room for a line of a day: opens, puts an older or a full file aside, pushes out a full
   * buffer. After it {@link #append} cannot fail. Returns true if a new file was begun.
   *
   * @param today of the line; without one the machine's, which may also have been set back
   * @param length of the line in bytes, 0 without one
   */
  boolean prepare(LocalDate today, int length) throws IOException {
    LocalDate since = open(today);
    if (length == 0 && since.isAfter(today)) {
      day = today;
    }
    boolean full = bytes > 0 && bytes + length > maxBytes;
    boolean past = today.isAfter(since);
    if (past) {
      day = today;
    }
    boolean rotate = full || (past && bytes > 0);
    if (rotate) {
      rotate(past, since);
    } else if (pending.position() >= PUSH_BYTES) {
      flush();
    }
    return rotate;
  }

  private LocalDate open(LocalDate today) throws IOException {
    if (channel == null) {
      begin();
    }
    LocalDate since = day;
    if (since == null) {
      since =
          bytes == 0
              ? today
              : LocalDate.ofInstant(Files.getLastModifiedTime(path).toInstant(), zone);
      day = since;
    }
    return since;
  }

  private void begin() throws IOException {
    Files.createDirectories(path.toAbsolutePath().getParent());
    channel =
        FileChannel.open(
            path, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND);
    identity = identity();
    bytes = Files.size(path) + pending.position();
  }

  private void rotate(boolean past, LocalDate since) throws IOException {
    try {
      flush();
      Path dated = path.resolveSibling(path.getFileName() + "." + since);
      Path target = past && !Files.exists(dated) ? dated : nextPart(dated);
      close();
      Files.move(path, target, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      day = since;
      throw e;
    }
    begin();
  }

  /** One above the highest part there is: a number is not used again when retention freed it. */
  private static Path nextPart(Path dated) throws IOException {
    String prefix = dated.getFileName() + ".";
    int highest = 0;
    try (Stream<Path> files = Files.list(dated.toAbsolutePath().getParent())) {
      for (Path file : files.toList()) {
        String name = file.getFileName().toString();
        if (name.startsWith(prefix) && name.substring(prefix.length()).matches("\\d{1,8}")) {
          highest = Math.max(highest, Integer.parseInt(name.substring(prefix.length())));
        }
      }
    }
    return dated.resolveSibling(prefix + (highest + 1));
  }

  /** Takes a line for which room was made. */
  void append(byte[] line) {
    if (pending.remaining() < line.length) {
      ByteBuffer larger = ByteBuffer.allocate(pending.position() + line.length + PUSH_BYTES);
      larger.put(pending.flip());
      pending = larger;
    }
    pending.put(line);
    bytes += line.length;
  }

  /** Takes the last line back, unless some of it is on the disk already. */
  void retract(int length) {
    if (pending.position() >= length) {
      pending.position(pending.position() - length);
      bytes -= length;
    }
  }

  /** Pushes out what was appended. */
  void flush() throws IOException {
    FileChannel out = channel;
    if (out == null || pending.position() == 0) {
      return;
    }
    pending.flip();
    try {
      while (pending.hasRemaining()) {
        out.write(pending);
      }
    } finally {
      pending.compact();
    }
  }

  /** Begins the file again if somebody moved or deleted it: lines would go to nowhere. */
  void restore() throws IOException {
    if (channel != null && !Objects.equals(identity, identity())) {
      close();
      begin();
    }
  }

  private @Nullable Object identity() throws IOException {
    return Files.exists(path)
        ? Files.readAttributes(path, BasicFileAttributes.class).fileKey()
        : null;
  }

  /** Bytes of the file, with what is not pushed out yet. */
  long bytes() {
    return bytes;
  }

  /** Bytes not pushed out yet. */
  int pendingBytes() {
    return pending.position();
  }

  /** Closes the file; what is not pushed out is kept. */
  void close() throws IOException {
    FileChannel closing = channel;
    channel = null;
    if (closing != null) {
      closing.close();
    }
  }
}
