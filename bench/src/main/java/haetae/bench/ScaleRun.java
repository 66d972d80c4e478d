package haetae.bench;

import com.sun.management.ThreadMXBean;
import haetae.app.config.ConfigException;
import haetae.store.journal.Journal;
import haetae.store.journal.JournalConfig;
import haetae.store.journal.JournalException;
import haetae.venue.wire.DecodeException;
import java.io.IOException;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Locale;
import java.util.stream.Stream;
import org.HdrHistogram.Histogram;

/**
 * One size of market, in a process of its own: messages at a rate, in bursts, and as fast as they
 * are taken. Times are from the moment a message was due, so one that waits is counted as late.
 */
final class ScaleRun {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private static final long SECOND = 1_000_000_000L;
  private static final int BURST = 2_000;
  private static final int BURSTS = 20;
  private static final long FLAT_OUT_SECONDS = 2;
  private static final double US = 1_000;

  private final ScaleMarket market;
  private final Histogram times = new Histogram(10 * SECOND, 3);
  private long number;
  private long nextSecondNs = System.nanoTime();
  private long cycle;
  private long busyNs;

  private ScaleRun(ScaleMarket market) {
    this.market = market;
  }

  /** Wants pairs, messages a second and seconds; prints one row. */
  public static void main(String[] args)
      throws IOException, JournalException, ConfigException, DecodeException {
    int pairs = Integer.parseInt(args[0]);
    int rate = Integer.parseInt(args[1]);
    int seconds = Integer.parseInt(args[2]);
    Path folder = Files.createTempDirectory("haetae-scale");
    try (Journal journal =
        Journal.open(new JournalConfig(folder, 16 << 20, 10, 64 << 20)).start()) {
      ScaleRun run = new ScaleRun(new ScaleMarket(pairs, journal, System.nanoTime()));
      System.out.println(run.row(pairs, rate, seconds));
      run.market.check();
    } finally {
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }

  private String row(int pairs, int rate, int seconds) throws DecodeException {
    paced(rate, seconds);
    times.reset();
    busyNs = 0;
    long collectedMs = collectedMs();
    long allocated = THREADS.getCurrentThreadAllocatedBytes();
    long begun = System.nanoTime();
    long done = paced(rate, seconds);
    double busy = 100.0 * busyNs / (System.nanoTime() - begun);
    double bytes = (THREADS.getCurrentThreadAllocatedBytes() - allocated) / (double) done;
    String sustained = percentiles();
    long pausesMs = collectedMs() - collectedMs;
    times.reset();
    bursts();
    String burst = String.format(Locale.ROOT, "%9.0f", times.getMaxValue() / US);
    return String.format(
        Locale.ROOT,
        "%5d %8d %s %6.1f %7.0f %6d %s %10.0f %7d",
        pairs,
        rate,
        sustained,
        busy,
        bytes,
        pausesMs,
        burst,
        flatOut(),
        heapMb());
  }

  private long paced(int rate, int seconds) throws DecodeException {
    long count = (long) rate * seconds;
    long begin = System.nanoTime();
    for (long i = 0; i < count; i++) {
      long due = begin + i * SECOND / rate;
      while (System.nanoTime() - due < 0) {
        Thread.onSpinWait();
      }
      one(due);
    }
    return count;
  }

  private void bursts() throws DecodeException {
    for (int burst = 0; burst < BURSTS; burst++) {
      long due = System.nanoTime();
      for (int i = 0; i < BURST; i++) {
        one(due);
      }
      long rest = due + SECOND / 10;
      while (System.nanoTime() - rest < 0) {
        Thread.onSpinWait();
      }
    }
  }

  /** Messages in a second of the thread's own processor time, each right after the last. */
  private double flatOut() throws DecodeException {
    long begin = System.nanoTime();
    long cpuBegin = THREADS.getCurrentThreadCpuTime();
    long before = number;
    while (System.nanoTime() - begin < FLAT_OUT_SECONDS * SECOND) {
      one(System.nanoTime());
    }
    return (number - before) * (double) SECOND / (THREADS.getCurrentThreadCpuTime() - cpuBegin);
  }

  private void one(long dueNs) throws DecodeException {
    long begin = System.nanoTime();
    if (begin - nextSecondNs >= 0) {
      market.second(begin, ++cycle);
      nextSecondNs = begin + SECOND;
    }
    market.message(number++, begin);
    long end = System.nanoTime();
    busyNs += end - begin;
    times.recordValue(Math.min(end - dueNs, times.getHighestTrackableValue()));
  }

  private String percentiles() {
    return String.format(
        Locale.ROOT,
        "%8.1f %8.1f %9.1f %9.0f",
        times.getValueAtPercentile(50) / US,
        times.getValueAtPercentile(99) / US,
        times.getValueAtPercentile(99.9) / US,
        times.getMaxValue() / US);
  }

  private static long collectedMs() {
    return ManagementFactory.getGarbageCollectorMXBeans().stream()
        .mapToLong(GarbageCollectorMXBean::getCollectionTime)
        .sum();
  }

  private static long heapMb() {
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() >> 20;
  }
}
