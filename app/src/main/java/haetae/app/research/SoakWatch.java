package haetae.app.research;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * Watches a process until it ends: memory and files at each look, and what is reachable in its heap
 * some {@value #COLLECTIONS} times. Threads: one.
 */
public final class SoakWatch {
  private static final long LOOK_MS = 250;
  private static final int COLLECTIONS = 48;
  private static final double LEAST_SEC = 0.5;
  private static final double LINE_SEC = 30;

  private final Process process;
  private final Path logs;
  private final Path data;
  private final double wholeSec;
  private final List<SoakSample> samples = new ArrayList<>();
  private final List<LiveObjects> objects = new ArrayList<>();

  /**
   * A watch.
   *
   * @param process a JVM
   * @param logs folder of its logs
   * @param data folder of its data
   * @param wholeSec about how long it will run
   */
  public SoakWatch(Process process, Path logs, Path data, double wholeSec) {
    this.process = process;
    this.logs = logs;
    this.data = data;
    this.wholeSec = wholeSec;
  }

  /**
   * Watches until the process ends.
   *
   * @param out gets a line every half minute
   * @throws IOException if what is in the heap cannot be told
   */
  public void untilItEnds(PrintWriter out) throws IOException, InterruptedException {
    long begin = System.nanoTime();
    double every = Math.max(LEAST_SEC, wholeSec / COLLECTIONS);
    double collectSec = every;
    double lineSec = 0;
    double liveMb = 0;
    while (!process.waitFor(LOOK_MS, TimeUnit.MILLISECONDS)) {
      double atSec = (System.nanoTime() - begin) / 1e9;
      try {
        if (atSec >= collectSec) {
          collectSec = atSec + every;
          objects.add(LiveObjects.of(process.pid()));
          liveMb = objects.getLast().mb();
        }
        samples.add(SoakSample.of(process.pid(), atSec, liveMb, logs, data));
      } catch (IOException e) {
        if (process.waitFor(LOOK_MS, TimeUnit.MILLISECONDS)) {
          // It has ended between two looks; one that failed is told by its exit code.
          return;
        }
        throw e;
      }
      if (atSec >= lineSec) {
        lineSec += LINE_SEC;
        out.println(line(samples.getLast()));
        out.flush();
      }
    }
  }

  private String line(SoakSample now) {
    return String.format(
        Locale.ROOT,
        "%5.0f s of about %.0f: memory %.0f MB, live objects %.1f MB, %d files, %d threads",
        now.atSec(),
        wholeSec,
        now.rssMb(),
        now.liveMb(),
        now.files(),
        now.threads());
  }

  /**
   * What it came to.
   *
   * @param hours simulated meanwhile
   */
  public SoakReport report(double hours) {
    return new SoakReport(samples, objects, hours);
  }
}
