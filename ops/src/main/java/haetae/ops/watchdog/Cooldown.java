package haetae.ops.watchdog;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * Remembers the last critical shutdown in a file, so that a restarted service does not trade at
 * once.
 *
 * @param file where it is remembered
 * @param seconds how long it holds
 */
public record Cooldown(Path file, double seconds) {
  /** Remembers a critical shutdown. */
  public void begin(long nowMs, String reason) throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    Path fresh = file.resolveSibling(file.getFileName() + ".tmp");
    Files.writeString(fresh, nowMs + "\n" + reason + "\n");
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /**
   * Time left in ms, 0 if none. A file that cannot be read, or a time ahead of now (the clock was
   * set back), holds for the whole time: unknown is not fine.
   */
  public long remainingMs(long nowMs) {
    long wholeMs = Math.round(seconds * 1_000);
    try {
      String first = Files.readString(file).lines().findFirst().orElse("");
      long since = nowMs - Long.parseLong(first.strip());
      return since < 0 ? wholeMs : Math.max(0, wholeMs - since);
    } catch (NoSuchFileException e) {
      return 0;
    } catch (IOException | NumberFormatException e) {
      return wholeMs;
    }
  }
}
