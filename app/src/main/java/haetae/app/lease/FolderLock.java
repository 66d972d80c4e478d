package haetae.app.live;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * One process a mode and data folder: two that go on with the same run would both believe its
 * positions theirs. The system lets go of it when the process ends, however it ends.
 */
final class ModeLock implements AutoCloseable {
  private final @Nullable FileChannel channel;

  private ModeLock(@Nullable FileChannel channel) {
    this.channel = channel;
  }

  /** For runs that nothing goes on with. */
  static ModeLock none() {
    return new ModeLock(null);
  }

  /**
   * Takes it.
   *
   * @param home folder of the journals
   * @throws StartFailure if another process has it
   */
  @SuppressWarnings("MustBeClosed") // closed with the lock
  static ModeLock take(Path home, String mode) throws StartFailure {
    Path file = home.resolve(mode + ".lock");
    try {
      Files.createDirectories(home);
      FileChannel channel =
          FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (!locked(channel)) {
        channel.close();
        throw new StartFailure(
            "mode "
                + mode
                + " is already running on "
                + home.toAbsolutePath().normalize()
                + ": stop it, or give this one another data_dir");
      }
      return new ModeLock(channel);
    } catch (IOException e) {
      throw new StartFailure(file + " cannot be locked: " + e);
    }
  }

  private static boolean locked(FileChannel channel) throws IOException {
    try {
      return channel.tryLock() != null;
    } catch (OverlappingFileLockException e) {
      // It is this very process.
      return false;
    }
  }

  @Override
  public void close() {
    FileChannel open = channel;
    if (open != null) {
      try {
        open.close();
      } catch (IOException e) {
        throw new UncheckedIOException("a lock could not be let go", e);
      }
    }
  }
}
