package haetae.app.lease;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A file of which one process at a time has the lock. The system lets go of it when the process
 * ends, however it ends. Threads: any.
 *
 * <p>Not for a folder on a network disk, whose locks are worth as much as its server.
 */
public final class FolderLock implements AutoCloseable {
  /**
   * Closing any channel of a file drops all locks that the process has on it (fcntl(2)), so a file
   * that is locked here is not opened a second time.
   */
  private static final Set<Path> HERE = ConcurrentHashMap.newKeySet();

  private final Path file;
  private final FileChannel channel;
  private final @Nullable Object fileKey;

  private FolderLock(Path file, FileChannel channel, @Nullable Object fileKey) {
    this.file = file;
    this.channel = channel;
    this.fileKey = fileKey;
  }

  /**
   * Takes the lock.
   *
   * @param file made, with its folder, if it is missing; its content means nothing
   * @return empty if another one has it, in this process or in another
   */
  public static Optional<FolderLock> take(Path file) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    if (folder == null) {
      throw new IOException(file + " is not a file");
    }
    Files.createDirectories(folder);
    Path real = folder.toRealPath().resolve(file.getFileName());
    if (!HERE.add(real)) {
      return Optional.empty();
    }
    Optional<FolderLock> lock = Optional.empty();
    try {
      lock = locked(real);
      return lock;
    } finally {
      if (lock.isEmpty()) {
        HERE.remove(real);
      }
    }
  }

  @SuppressWarnings("MustBeClosed") // closed with the lock
  private static Optional<FolderLock> locked(Path file) throws IOException {
    FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    boolean taken = false;
    try {
      taken = channel.tryLock() != null;
      return taken ? Optional.of(new FolderLock(file, channel, key(file))) : Optional.empty();
    } finally {
      if (!taken) {
        channel.close();
      }
    }
  }

  private static @Nullable Object key(Path file) throws IOException {
    return Files.readAttributes(file, BasicFileAttributes.class).fileKey();
  }

  /** False if the file was deleted or replaced: the next one would lock another. */
  public boolean held() {
    try {
      return channel.isOpen() && Objects.equals(fileKey, key(file));
    } catch (IOException e) {
      return false;
    }
  }

  /** What tells the file from every other one on this machine while it is locked. */
  String inode() {
    return fileKey == null ? file.toString() : fileKey.toString();
  }

  /** Lets go. */
  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException("a lock could not be let go", e);
    } finally {
      HERE.remove(file);
    }
  }
}
