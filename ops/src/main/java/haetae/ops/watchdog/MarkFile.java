package haetae.ops.watchdog;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A small file by which a process shows another one that it makes progress: its phase, and a number
 * that rises with each sign of life. It is replaced at once, so a reader sees a whole mark or the
 * one before.
 *
 * <p>Threads: any; nothing waits for the disk. A thread of its own writes, at most every 200 ms
 * while the phase stays; a disk that hangs makes the mark old, which is what it is.
 */
public final class MarkFile {
  private static final Logger LOG = LoggerFactory.getLogger("arbitrage.watchdog");
  private static final long PAUSE_NS = 200_000_000L;

  /** What the process is doing. */
  public enum Phase {
    /** Not trading yet: connecting, reading its journal. */
    STARTING,
    /** Running; each sign of life is progress of what it runs. */
    RUNNING,
    /** Shutting down; no further signs are given. */
    STOPPING
  }

  /**
   * What the file says.
   *
   * @param signs signs of life in all phases so far
   */
  public record Mark(Phase phase, long signs) {}

  private volatile Mark wanted = new Mark(Phase.STARTING, 0);
  private @Nullable Mark written;
  private boolean failing;

  /**
   * A mark; the first is written at once.
   *
   * @param file null: nothing is written
   */
  public MarkFile(@Nullable Path file) {
    if (file != null) {
      write(file, wanted);
      Thread.ofPlatform().daemon().name("mark").start(() -> run(file));
    }
  }

  /** Gives a sign of life in a phase. One that is stopping never runs again. */
  synchronized void sign(Phase phase) {
    if (wanted.phase() != Phase.STOPPING || phase == Phase.STOPPING) {
      wanted = new Mark(phase, wanted.signs() + 1);
    }
  }

  private void run(Path target) {
    Mark last;
    do {
      LockSupport.parkNanos(PAUSE_NS);
      last = wanted;
      if (!last.equals(written)) {
        write(target, last);
      }
    } while (last.phase() != Phase.STOPPING || !last.equals(written));
  }

  private void write(Path target, Mark mark) {
    Path fresh = target.resolveSibling(target.getFileName() + ".tmp");
    try {
      Files.writeString(fresh, mark.phase() + " " + mark.signs() + "\n");
      Files.move(fresh, target, StandardCopyOption.ATOMIC_MOVE);
      written = mark;
      failing = false;
    } catch (IOException e) {
      if (!failing) {
        failing = true;
        LOG.warn("[Watchdog] the mark cannot be written, trying again: {}", e.toString());
      }
    }
  }

  /**
   * Reads a mark; empty if there is none.
   *
   * @throws IOException if the file cannot be read, or is no mark
   */
  public static Optional<Mark> read(Path file) throws IOException {
    try {
      String[] parts = Files.readString(file).strip().split(" ", -1);
      if (parts.length != 2) {
        throw new IOException(file + " is no mark");
      }
      return Optional.of(new Mark(Phase.valueOf(parts[0]), Long.parseLong(parts[1])));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IllegalArgumentException e) {
      throw new IOException(file + " is no mark", e);
    }
  }
}
