package haetae.app.control;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * Writes a small file so that a reader sees the old text or the new one, never a part: a temporary
 * file beside it, forced to the disk, then renamed.
 */
public final class AtomicFile {
  private AtomicFile() {}

  /** Writes the file and waits for the disk; its folder is created. */
  public static void write(Path file, String text) throws IOException {
    write(file, text, true);
  }

  /** Writes the file without waiting for the disk: for what is soon written again. */
  public static void replace(Path file, String text) throws IOException {
    write(file, text, false);
  }

  private static void write(Path file, String text, boolean durable) throws IOException {
    Path target = file.toAbsolutePath();
    Path folder = target.getParent();
    if (folder == null) {
      throw new IOException(file + " is not a file");
    }
    Files.createDirectories(folder);
    // Two processes may write at once: each has a temporary file of its own.
    Path fresh = Files.createTempFile(folder, "." + target.getFileName() + ".", ".tmp");
    try {
      try (FileChannel channel = FileChannel.open(fresh, StandardOpenOption.WRITE)) {
        ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
        while (bytes.hasRemaining()) {
          channel.write(bytes);
        }
        if (durable) {
          channel.force(true);
        }
      }
      Files.move(fresh, target, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(fresh);
    }
    if (durable) {
      force(folder);
    }
  }

  /** The name of a file is safe once its folder is. */
  private static void force(Path folder) throws IOException {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }
}
