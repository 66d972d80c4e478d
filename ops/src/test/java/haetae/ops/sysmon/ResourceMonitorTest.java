package haetae.ops.sysmon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import haetae.ops.Await;
import haetae.ops.RecordedLog;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class ResourceMonitorTest {
  private static final long SECOND = 1_000_000_000L;
  private static final long INTERVAL = 30 * SECOND;
  private static final long MB = 1_048_576;

  private final AtomicLong nowNs = new AtomicLong(500 * SECOND);
  private final FixedProbe probe = new FixedProbe();

  /** Says what it is told to say. */
  private static final class FixedProbe implements Probe {
    private volatile long cpuNs;
    private volatile long rssMb = 100;
    private volatile long files = 20;
    private volatile long threads = 10;
    private volatile @Nullable IOException failure;
    private final AtomicInteger reads = new AtomicInteger();
    private volatile boolean closed;

    @Override
    public String name() {
      return "psutil";
    }

    @Override
    public Reading read() throws IOException {
      reads.incrementAndGet();
      if (failure != null) {
        throw failure;
      }
      return new Reading(cpuNs, 2, rssMb * MB, files, (int) threads, 50 * MB, 7, 3, 9_000 * MB);
    }

    @Override
    public void close() {
      closed = true;
    }
  }

  private ResourceMonitor monitor(boolean enabled) {
    return new ResourceMonitor(probe, enabled, INTERVAL, nowNs::get, nowNs.get());
  }

  @Test
  void shouldHaveTheFirstSampleWhenItHasStarted() {
    nowNs.addAndGet(4 * SECOND);
    probe.cpuNs = SECOND;
    try (ResourceMonitor monitor =
            new ResourceMonitor(probe, true, INTERVAL, nowNs::get, 500 * SECOND);
        RecordedLog log = new RecordedLog("arbitrage.sys_monitor")) {
      monitor.start();

      ResourceSample sample = monitor.latest();
      assertThat(sample.available()).isTrue();
      assertThat(sample.cpuPct()).isEqualTo(12.5, within(1e-9));
      assertThat(sample.rssMb()).isEqualTo(100);
      assertThat(sample.openFiles()).isEqualTo(20);
      assertThat(sample.threads()).isEqualTo(10);
      assertThat(sample.gcMs()).isEqualTo(7);
      assertThat(sample.gcPauseMs()).isEqualTo(3);
      assertThat(sample.diskFreeMb()).isEqualTo(9_000);
      assertThat(monitor.working()).isTrue();
      assertThat(log.lines())
          .startsWith(
              "INFO [SysMonitor] cpu=12.5% rss=100.0MB heap=50.0MB files=20 threads=10 gc=7ms"
                  + " disk=9000MB",
              "INFO [SysMonitor] System monitoring enabled");
    }
    assertThat(probe.closed).isTrue();
  }

  @Test
  void shouldMeasureCpuOverTheIntervalAndNotOverItsOwnSleep() {
    ResourceMonitor monitor = monitor(true);
    monitor.sample();
    long cpuNs = 0;
    for (int percent : new int[] {0, 10, 50, 100, 25}) {
      nowNs.addAndGet(INTERVAL);
      cpuNs += INTERVAL * 2 * percent / 100;
      probe.cpuNs = cpuNs;
      monitor.sample();

      assertThat(monitor.latest().cpuPct()).isEqualTo(percent, within(1e-9));
      assertThat(monitor.latest().cpuLoadPct()).isEqualTo(percent, within(1e-9));
    }
  }

  @Test
  void shouldNotCallABusyStartALoad() {
    ResourceMonitor monitor = monitor(true);
    nowNs.addAndGet(3 * SECOND);
    probe.cpuNs = 6 * SECOND;
    monitor.sample();

    assertThat(monitor.latest().cpuPct()).isEqualTo(100, within(1e-9));
    assertThat(monitor.latest().cpuLoadPct()).isEqualTo(10, within(1e-9));
  }

  @Test
  void shouldKeepFiguresSaneWhenClocksAreNot() {
    ResourceMonitor monitor = monitor(true);
    probe.cpuNs = 100 * SECOND;
    monitor.sample();
    assertThat(monitor.latest().cpuPct()).isBetween(0.0, 100.0);

    probe.cpuNs = 50 * SECOND;
    nowNs.addAndGet(-SECOND);
    monitor.sample();

    assertThat(monitor.latest().cpuPct()).isZero();
  }

  @Test
  void shouldSayOneLineAndReadZeroWhereTheProbeCannotWork() {
    probe.failure = new IOException("no /proc here");
    try (ResourceMonitor monitor = monitor(true);
        RecordedLog log = new RecordedLog("arbitrage.sys_monitor")) {
      monitor.start();

      assertThat(log.lines())
          .containsExactly(
              "WARN [SysMonitor] psutil not available, system monitoring disabled"
                  + " (java.io.IOException: no /proc here)");
      assertThat(monitor.latest()).isEqualTo(ResourceSample.none());
      assertThat(monitor.working()).isFalse();
    }
    assertThat(probe.reads).hasValue(1);
  }

  @Test
  void shouldNotLookWhenSwitchedOff() {
    try (ResourceMonitor monitor = monitor(false);
        RecordedLog log = new RecordedLog("arbitrage.sys_monitor")) {
      monitor.start();

      assertThat(log.lines()).containsExactly("INFO [SysMonitor] System monitoring disabled");
      assertThat(monitor.latest().available()).isFalse();
      assertThat(monitor.working()).isFalse();
    }
    assertThat(probe.reads).hasValue(0);
  }

  @Test
  void shouldTryAgainAfterAFailureInBetween() {
    ResourceMonitor monitor = monitor(true);
    try (RecordedLog log = new RecordedLog("arbitrage.sys_monitor")) {
      monitor.sample();
      probe.failure = new IOException("Too many open files");
      monitor.sample();
      monitor.sample();
      assertThat(monitor.latest().available()).isFalse();
      assertThat(log.count("fails, figures unknown")).isEqualTo(1);

      probe.failure = null;
      monitor.sample();

      assertThat(monitor.latest().available()).isTrue();
      assertThat(log.count("works again")).isEqualTo(1);
    }
  }

  @Test
  void shouldSampleAtItsIntervalWithoutBeingAsked() {
    try (ResourceMonitor monitor =
        new ResourceMonitor(probe, true, 20_000_000, System::nanoTime, System.nanoTime())) {
      long begin = System.nanoTime();
      monitor.start();
      Await.until("six samples", () -> probe.reads.get() >= 6);

      long took = System.nanoTime() - begin;
      assertThat(probe.reads.get() - 1L).isLessThanOrEqualTo(took / 20_000_000);
    }
    int after = probe.reads.get();
    assertThat(after).isGreaterThanOrEqualTo(6);
  }

  @Test
  void shouldNeverMakeTheCallerWait() throws InterruptedException {
    CountDownLatch hang = new CountDownLatch(1);
    CountDownLatch hanging = new CountDownLatch(1);
    Probe stuck =
        new Probe() {
          private boolean first = true;

          @Override
          public String name() {
            return "stuck";
          }

          @Override
          public Reading read() throws IOException {
            if (!first) {
              hanging.countDown();
              try {
                hang.await();
              } catch (InterruptedException e) {
                throw new IOException(e);
              }
            }
            first = false;
            return probe.read();
          }
        };
    try (ResourceMonitor monitor =
        new ResourceMonitor(stuck, true, 1_000_000, System::nanoTime, System.nanoTime())) {
      monitor.start();
      assertThat(hanging.await(60, TimeUnit.SECONDS)).isTrue();

      assertThat(monitor.latest().rssMb()).isEqualTo(100);
      hang.countDown();
    }
  }

  @Test
  void shouldWarnOfAPlantedLeakOnceAWindow() {
    ResourceMonitor monitor = monitor(true);
    try (RecordedLog log = new RecordedLog("arbitrage.sys_monitor")) {
      for (int i = 0; i < 200; i++) {
        nowNs.addAndGet(INTERVAL);
        probe.rssMb = 100 + 2L * i;
        probe.files = 20L + i;
        monitor.sample();
      }

      assertThat(log.count("memory may leak: +240.0MB an hour")).isBetween(2L, 3L);
      assertThat(log.count("open files may leak: +120.0 an hour")).isPositive();
      assertThat(log.count("threads may leak")).isZero();
    }
  }

  @Test
  void shouldBeSilentOnASawtooth() {
    ResourceMonitor monitor = monitor(true);
    try (RecordedLog log = new RecordedLog("arbitrage.sys_monitor")) {
      for (int i = 0; i < 1_000; i++) {
        nowNs.addAndGet(INTERVAL);
        probe.rssMb = 300 + 20L * (i % 13);
        probe.files = 20L + i % 30;
        monitor.sample();
      }

      assertThat(log.count("may leak")).isZero();
    }
  }
}
