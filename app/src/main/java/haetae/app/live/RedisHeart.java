package haetae.app.live;

import haetae.ops.health.HealthCheck.Result;
import haetae.ops.health.HealthState;
import haetae.ops.log.Loggers;
import haetae.store.redis.RedisAddress;
import haetae.store.redis.RedisException;
import haetae.store.redis.RedisLink;
import haetae.store.redis.RedisLink.Entry;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.slf4j.Logger;

/**
 * Writes to Redis every second, and knows how long ago Redis last answered. A connection that fails
 * is made anew, after pauses that grow.
 *
 * <p>Threads: its own, {@code views-redis}; the rest may be asked by any, and never waits.
 */
final class RedisHeart {
  private static final Logger LOG = Loggers.of("redis");
  private static final long NS_PER_MS = 1_000_000;
  private static final long PERIOD_NS = 1_000 * NS_PER_MS;
  private static final long FIRST_PAUSE_NS = 250 * NS_PER_MS;
  private static final long MOST_PAUSE_NS = 10_000 * NS_PER_MS;
  private static final long REMIND_NS = 60_000 * NS_PER_MS;
  private static final long FRESH_MS = 3_000;

  private final RedisAddress address;
  private final Supplier<List<Entry>> entries;
  private final Thread thread =
      Thread.ofPlatform().daemon().name("views-redis").unstarted(this::run);
  private volatile boolean closing;
  private volatile boolean answering;
  private volatile long answeredNs = System.nanoTime();
  private volatile long tookUs;
  private volatile String fault = "not connected yet";
  private long toldNs;

  RedisHeart(RedisAddress address, Supplier<List<Entry>> entries) {
    this.address = address;
    this.entries = entries;
  }

  void start() {
    thread.start();
  }

  void stop(long timeoutMs) throws InterruptedException {
    closing = true;
    LockSupport.unpark(thread);
    thread.join(Duration.ofMillis(timeoutMs));
  }

  /** Time since Redis last answered, or since the start, ms. */
  long ageMs() {
    return (System.nanoTime() - answeredNs) / NS_PER_MS;
  }

  /** True while Redis answers: false with the first failure, or when nothing is heard for 3 s. */
  boolean fresh() {
    return answering && ageMs() <= FRESH_MS;
  }

  /** How it is, for the health report. */
  Result health() {
    return fresh()
        ? new Result(HealthState.OK, address + " answered in " + tookUs + " us")
        : new Result(
            HealthState.ERROR,
            address + ": " + fault + "; last answer " + ageMs() / 1_000 + " s ago");
  }

  private void run() {
    long pauseNs = FIRST_PAUSE_NS;
    while (!closing) {
      try (RedisLink link = RedisLink.connect(address)) {
        pauseNs = FIRST_PAUSE_NS;
        while (!closing) {
          write(link);
          LockSupport.parkNanos(PERIOD_NS);
        }
      } catch (RedisException | RuntimeException e) {
        // The one place where this thread's failures end.
        failed(e);
        LockSupport.parkNanos(pauseNs);
        pauseNs = Math.min(2 * pauseNs, MOST_PAUSE_NS);
      }
    }
  }

  private void write(RedisLink link) throws RedisException {
    long begin = System.nanoTime();
    link.write(entries.get());
    long end = System.nanoTime();
    tookUs = (end - begin) / 1_000;
    answeredNs = end;
    if (!answering) {
      answering = true;
      LOG.info("[REDIS] {} answers", address);
    }
  }

  private void failed(Exception e) {
    long now = System.nanoTime();
    boolean first = answering || toldNs == 0;
    answering = false;
    fault = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    if (first || now - toldNs >= REMIND_NS) {
      toldNs = now;
      LOG.warn("[REDIS] {}: {}; connecting again", address, fault);
    }
  }
}
