package haetae.ops.alert;

import java.io.IOException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries alerts over one channel, in order, on a thread of its own: a channel that hangs holds up
 * neither the service nor another channel. What does not fit into the queue is dropped and counted;
 * a delivery that fails is tried again after growing pauses, then given up and counted.
 */
final class Delivery {
  private static final Logger LOG = LoggerFactory.getLogger("arbitrage.alert");
  private static final int QUEUE = 256;
  private static final int TRIES = 5;
  private static final long LONGEST_PAUSE_MS = 60_000;

  /** What became of the alerts so far. */
  record Counts(long delivered, long retries, long failed, long dropped) {}

  private final AlertChannel channel;
  private final long firstPauseMs;
  private final BlockingQueue<Alert> queue = new ArrayBlockingQueue<>(QUEUE);
  private final AtomicLong open = new AtomicLong();
  private final AtomicLong delivered = new AtomicLong();
  private final AtomicLong retries = new AtomicLong();
  private final AtomicLong failed = new AtomicLong();
  private final AtomicLong dropped = new AtomicLong();
  private final Thread thread;

  Delivery(AlertChannel channel, long firstPauseMs) {
    this.channel = channel;
    this.firstPauseMs = firstPauseMs;
    this.thread = Thread.ofPlatform().daemon().name("alert-" + channel.name()).start(this::run);
  }

  /** Takes an alert; never waits. */
  void offer(Alert alert) {
    open.incrementAndGet();
    if (!queue.offer(alert)) {
      open.decrementAndGet();
      if (dropped.getAndIncrement() == 0) {
        LOG.warn("[ALERT] queue of {} is full; alerts to it are dropped", channel.name());
      }
    }
  }

  private void run() {
    try {
      while (true) {
        Alert alert = queue.take();
        try {
          carry(alert);
        } finally {
          open.decrementAndGet();
        }
      }
    } catch (InterruptedException e) {
      // Closed: the thread ends here.
      Thread.currentThread().interrupt();
    }
  }

  private void carry(Alert alert) throws InterruptedException {
    long pauseMs = firstPauseMs;
    for (int attempt = 1; ; attempt++) {
      try {
        channel.deliver(alert);
        delivered.incrementAndGet();
        return;
      } catch (IOException | RuntimeException e) {
        boolean refused = e instanceof AlertChannel.RefusedException;
        if (refused || attempt == TRIES) {
          failed.incrementAndGet();
          LOG.error("[ALERT] {} gave up after {} tries: {}", channel.name(), attempt, words(e));
          return;
        }
        retries.incrementAndGet();
        LOG.warn("[ALERT] {} failed, trying again: {}", channel.name(), words(e));
        long wanted = e instanceof AlertChannel.BusyException busy ? busy.waitMs() : 0;
        Thread.sleep(Math.clamp(Math.max(pauseMs, wanted), 0, LONGEST_PAUSE_MS));
        pauseMs *= 2;
      }
    }
  }

  private static String words(Exception e) {
    return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
  }

  Counts counts() {
    return new Counts(delivered.get(), retries.get(), failed.get(), dropped.get());
  }

  /** Waits until everything taken is delivered or given up, then ends. */
  boolean close(long timeoutMs) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(timeoutMs);
    while (open.get() > 0 && System.nanoTime() < end) {
      Thread.sleep(5);
    }
    long left = open.get();
    thread.interrupt();
    if (left > 0) {
      LOG.error("[ALERT] {} alerts did not get through {}", left, channel.name());
    }
    return left == 0;
  }
}
