package haetae.ops.sysmon;

import com.sun.management.GarbageCollectorMXBean;
import com.sun.management.GcInfo;
import com.sun.management.UnixOperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Figures from the JVM's beans and {@code /proc/self/statm}. */
public final class LinuxProbe implements Probe {
  private static final Path STATM = Path.of("/proc/self/statm");
  private static final long PAGE_BYTES = 4_096;

  private final Path disk;
  private long lastGcEndMs;

  /**
   * A probe.
   *
   * @param disk a folder on the disk whose free space counts; its nearest existing parent is asked
   */
  public LinuxProbe(Path disk) {
    this.disk = disk.toAbsolutePath();
  }

  @Override
  public String name() {
    return "/proc/self/statm";
  }

  @Override
  public Reading read() throws IOException {
    if (!(ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean os)) {
      throw new IOException("no figures of a Unix system");
    }
    String[] pages = Files.readString(STATM, StandardCharsets.US_ASCII).split(" ", -1);
    long gcMs = 0;
    long pauseMs = 0;
    long newestEnd = lastGcEndMs;
    for (var bean : ManagementFactory.getGarbageCollectorMXBeans()) {
      gcMs += Math.max(0, bean.getCollectionTime());
      GcInfo last = ((GarbageCollectorMXBean) bean).getLastGcInfo();
      if (last != null && last.getEndTime() > lastGcEndMs) {
        pauseMs = Math.max(pauseMs, last.getDuration());
        newestEnd = Math.max(newestEnd, last.getEndTime());
      }
    }
    lastGcEndMs = newestEnd;
    return new Reading(
        os.getProcessCpuTime(),
        os.getAvailableProcessors(),
        Long.parseLong(pages[1]) * PAGE_BYTES,
        os.getOpenFileDescriptorCount(),
        ManagementFactory.getThreadMXBean().getThreadCount(),
        ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed(),
        gcMs,
        pauseMs,
        freeBytes());
  }

  private long freeBytes() throws IOException {
    Path folder = disk;
    while (!Files.exists(folder) && folder.getParent() != null) {
      folder = folder.getParent();
    }
    return Files.getFileStore(folder).getUsableSpace();
  }
}
