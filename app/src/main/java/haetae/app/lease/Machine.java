package haetae.app.lease;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ThreadLocalRandom;

/** What tells this machine, as it is running now, from every other one. */
final class Machine {
  private static final Path BOOT = Path.of("/proc/sys/kernel/random/boot_id");

  private Machine() {}

  /**
   * Two processes of the same place are on the same running system and lock the same file: one that
   * has the lock knows that every earlier holder of that place is gone. Where the system does not
   * tell when it was booted, no two places are the same.
   */
  static String place(FolderLock lock) {
    return boot() + ' ' + lock.inode().replaceAll("[^\\x21-\\x7e]", "_");
  }

  private static String boot() {
    try {
      return Files.readString(BOOT).strip();
    } catch (IOException e) {
      return "unknown-" + Long.toHexString(ThreadLocalRandom.current().nextLong());
    }
  }
}
