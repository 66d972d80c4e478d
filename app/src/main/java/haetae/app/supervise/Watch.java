package haetae.app.supervise;

import haetae.ops.log.Loggers;
import haetae.ops.watchdog.MarkFile;
import haetae.ops.watchdog.MarkFile.Mark;
import haetae.ops.watchdog.MarkFile.Phase;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;

/**
 * Looks at one life of the service until it ends or gives no sign of life for too long. When the
 * watch was itself held up (a stopped or starved machine), its first look blames nobody. Threads:
 * one.
 */
final class Watch {
  private static final Logger LOG = Loggers.of("supervise");
  private static final long LOOK_MS = 100;
  private static final long HELD_UP_NS = 2_000_000_000L;
  private static final long NS_PER_MS = 1_000_000;

  private final Process process;
  private final Path markFile;
  private final Patience patience;
  private final Runnable running;
  private Mark last = new Mark(Phase.STARTING, -1);
  private long changedNs = System.nanoTime();
  private long lookedNs = System.nanoTime();
  private boolean heldUp;
  private boolean toldUnreadable;

  /**
   * A watch over a process that has just started.
   *
   * @param running told once, when the service runs
   */
  Watch(Process process, Path markFile, Patience patience, Runnable running) {
    this.process = process;
    this.markFile = markFile;
    this.patience = patience;
    this.running = running;
  }

  /** Waits for the end; says what hangs, or nothing if the process ended by itself. */
  Optional<String> await() throws InterruptedException {
    while (!process.waitFor(LOOK_MS, TimeUnit.MILLISECONDS)) {
      long silentMs = look();
      if (silentMs > patience.of(last.phase())) {
        return Optional.of(
            "no sign of life for %d s while %s".formatted(silentMs / 1_000, words(last.phase())));
      }
    }
    return Optional.empty();
  }

  private static String words(Phase phase) {
    return switch (phase) {
      case STARTING -> "it starts";
      case RUNNING -> "it runs";
      case STOPPING -> "it shuts down";
    };
  }

  private long look() {
    long now = System.nanoTime();
    long gap = now - lookedNs;
    lookedNs = now;
    heldUp = gap > HELD_UP_NS && !heldUp;
    if (heldUp) {
      changedNs += gap;
    }
    try {
      Mark mark = MarkFile.read(markFile).orElse(last);
      if (!mark.equals(last)) {
        if (mark.phase() == Phase.RUNNING && last.phase() == Phase.STARTING) {
          running.run();
        }
        last = mark;
        changedNs = now;
      }
    } catch (IOException e) {
      if (!toldUnreadable) {
        toldUnreadable = true;
        LOG.warn("[SUPERVISE] the mark cannot be read: {}", e.toString());
      }
    }
    return (now - changedNs) / NS_PER_MS;
  }
}
