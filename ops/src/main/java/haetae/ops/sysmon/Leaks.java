package haetae.ops.sysmon;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Looks for leaks of memory, file descriptors and threads: in the last half hour and, one sample in
 * twelve, over six hours. Tells each once, and again if it goes on for a window more.
 *
 * <p>Times are those of samples every 30 seconds. Threads: the monitor's.
 */
final class Leaks {
  private static final int WINDOW = 60;
  private static final int WARMUP = 20;
  private static final int SLOW_EVERY = 12;

  /** One figure over a short and a long window. */
  private static final class Watched {
    private final String what;
    private final String unit;
    private final LeakTrend quick;
    private final LeakTrend slow;
    private int samples;
    private int silentFor;

    Watched(String what, String unit, double minRise, double minShare) {
      this.what = what;
      this.unit = unit;
      this.quick = new LeakTrend(WINDOW, WARMUP, minRise, minShare);
      this.slow = new LeakTrend(WINDOW, WARMUP / SLOW_EVERY + 1, minRise, minShare);
    }

    void add(long timeMs, double value, List<String> found) {
      quick.add(timeMs, value);
      if (samples++ % SLOW_EVERY == 0) {
        slow.add(timeMs, value);
      }
      double leak = Math.max(quick.leakPerHour(), slow.leakPerHour());
      silentFor = Math.max(0, silentFor - 1);
      if (leak > 0 && silentFor == 0) {
        silentFor = WINDOW;
        found.add(
            String.format(
                Locale.ROOT, "[SysMonitor] %s may leak: +%.1f%s an hour", what, leak, unit));
      }
    }
  }

  private final Watched rss = new Watched("memory", "MB", 64, 0.2);
  private final Watched files = new Watched("open files", "", 50, 0.5);
  private final Watched threads = new Watched("threads", "", 20, 0.5);

  /**
   * Adds a sample.
   *
   * @param timeMs monotonic: a wall clock that is set would bend the line
   * @return a line for each leak to tell
   */
  List<String> watch(long timeMs, ResourceSample sample) {
    List<String> found = new ArrayList<>();
    rss.add(timeMs, sample.rssMb(), found);
    files.add(timeMs, (double) sample.openFiles(), found);
    threads.add(timeMs, sample.threads(), found);
    return found;
  }
}
