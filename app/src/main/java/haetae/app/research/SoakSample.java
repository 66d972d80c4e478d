package haetae.app.research;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * What a process held at a moment, as Linux says.
 *
 * @param atSec seconds since the beginning
 * @param rssMb resident memory
 * @param ownMb of this, what no file stands behind (heap and native memory), swapped out or not
 * @param liveMb what was reachable in its heap when that was last asked, 0 before
 * @param files open file descriptors
 * @param logBytes size of its log files
 * @param dataBytes size of its data: journal, snapshots
 */
public record SoakSample(
    double atSec,
    double rssMb,
    double ownMb,
    double liveMb,
    long files,
    long threads,
    long logBytes,
    long dataBytes) {
  private static final double KB_PER_MB = 1_024;

  /**
   * Looks at a process.
   *
   * @throws IOException if it is gone, or this is no Linux
   */
  public static SoakSample of(long pid, double atSec, double liveMb, Path logs, Path data)
      throws IOException {
    Path proc = Path.of("/proc", Long.toString(pid));
    double rss = 0;
    double own = 0;
    long threads = 0;
    for (String line : Files.readAllLines(proc.resolve("status"))) {
      if (line.startsWith("VmRSS:")) {
        rss = number(line) / KB_PER_MB;
      } else if (line.startsWith("RssAnon:") || line.startsWith("VmSwap:")) {
        own += number(line) / KB_PER_MB;
      } else if (line.startsWith("Threads:")) {
        threads = number(line);
      }
    }
    try (Stream<Path> open = Files.list(proc.resolve("fd"))) {
      return new SoakSample(atSec, rss, own, liveMb, open.count(), threads, size(logs), size(data));
    }
  }

  private static long number(String line) {
    return Long.parseLong(line.replaceAll("[^0-9]", ""));
  }

  private static long size(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return 0;
    }
    try (Stream<Path> all = Files.walk(folder)) {
      // Files come and go meanwhile: one that is gone has no size.
      return all.mapToLong(file -> file.toFile().isFile() ? file.toFile().length() : 0).sum();
    }
  }
}
