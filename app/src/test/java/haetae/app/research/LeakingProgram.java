package haetae.app.research;

import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;

/** Keeps half a megabyte more at each of twelve full collections, and ends. */
final class LeakingProgram {
  private static final int COLLECTIONS = 12;
  private static final int LONGS = 65_536;

  private LeakingProgram() {}

  public static void main(String[] arguments) throws InterruptedException {
    List<long[]> kept = new ArrayList<>();
    while (kept.size() < COLLECTIONS) {
      if (collections() > kept.size()) {
        kept.add(new long[LONGS]);
      }
      Thread.sleep(5);
    }
  }

  private static long collections() {
    return ManagementFactory.getGarbageCollectorMXBeans().stream()
        .filter(bean -> bean.getName().equals("MarkSweepCompact"))
        .mapToLong(GarbageCollectorMXBean::getCollectionCount)
        .sum();
  }
}
