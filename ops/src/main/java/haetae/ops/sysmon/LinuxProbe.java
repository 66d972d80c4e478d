package haetae.ops.sysmon;

import com.sun.management.UnixOperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Figures from the JVM's beans and {@code /proc/self/status}, which tells memory in kB whatever the
 * size of a page is. Source: proc_pid_status(5).
 */
public final class LinuxProbe implements Probe {
  private static final Path STATUS = Path.of("/proc/self/status");
  private static final long KB = 1_024;

  private final Path status;
  private final Path disk;
  private final GcPauses pauses = new GcPauses();
  private final List<GarbageCollectorMXBean> collectors =
      ManagementFactory.getGarbageCollectorMXBeans();
  private final MemoryMXBean memory = ManagementFactory.getMemoryMXBean();

  /**
   * A probe.
   *
   * @param disk a folder on the disk whose free space counts; its nearest existing parent is asked
   */
  public LinuxProbe(Path disk) {
    this(disk, STATUS);
  }

  LinuxProbe(Path disk, Path status) {
    this.disk = disk.toAbsolutePath();
    this.status = status;
  }

  @Override
  public String name() {
    return status.toString();
  }

  @Override
  public Reading read() throws IOException {
    if (!(ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean os)) {
      throw new IOException("no figures of a Unix system");
    }
    String text = Files.readString(status, StandardCharsets.ISO_8859_1);
    long rssKb = number(text, "\nVmRSS:");
    long threads = number(text, "\nThreads:");
    long gcMs = 0;
    for (GarbageCollectorMXBean collector : collectors) {
      gcMs += Math.max(0, collector.getCollectionTime());
    }
    return new Reading(
        os.getProcessCpuTime(),
        os.getAvailableProcessors(),
        rssKb * KB,
        os.getOpenFileDescriptorCount(),
        Math.toIntExact(threads),
        memory.getHeapMemoryUsage().getUsed(),
        gcMs,
        pauses.takeLongestMs(),
        freeBytes());
  }

  /** The whole number that follows a label. */
  private long number(String text, String label) throws IOException {
    int at = text.indexOf(label);
    int from = at + label.length();
    while (at >= 0 && from < text.length() && Character.isWhitespace(text.charAt(from))) {
      from++;
    }
    int to = from;
    while (at >= 0 && to < text.length() && Character.isDigit(text.charAt(to))) {
      to++;
    }
    if (to == from) {
      throw new IOException("no " + label.strip() + " in " + status);
    }
    return Long.parseLong(text, from, to, 10);
  }

  private long freeBytes() throws IOException {
    Path folder = disk;
    while (!Files.exists(folder) && folder.getParent() != null) {
      folder = folder.getParent();
    }
    return Files.getFileStore(folder).getUsableSpace();
  }

  @Override
  public void close() {
    pauses.close();
  }
}
