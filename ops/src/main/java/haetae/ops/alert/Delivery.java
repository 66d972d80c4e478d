package haetae.ops.alert;

import java.io.IOException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries alerts over one channel on a thread of its own: a channel that hangs holds up neither the
 * service nor another channel. What does not fit into the queue is dropped and counted.
 *
 * <p>A delivery that fails is tried again after pauses that grow while the channel fails. After
 * {@value #TRIES} tries the alert goes to the end of the queue, so that one which a server cannot
 * stomach does not keep the others; it is given up when it is too old. In order unless that
 * happens.
 */
final class Delivery {
  private static final Logger LOG = LoggerFactory.getLogger("arbitrage.alert");
  private static final int QUEUE = 256;
  private static final int TRIES = 5;
  private static final long LONGEST_WISH_MS = 900_000;

  /** What became of the alerts so far. */
  record Counts(
      long delivered, long retries, long failed, long dropped, long held, long unwanted) {}

  /**
   * How patient it is.
   *
   * @param firstPauseMs after the first failure; doubled after each further one
   * @param longestPauseMs until this
   * @param keepMs an alert is tried for so long
   * @param lookMs how often it looks whether the quiet hours are over
   * @param wallMs wall clock, ms since the epoch
   */
  record Patience(
      long firstPauseMs, long longestPauseMs, long keepMs, long lookMs, LongSupplier wallMs) {
    /** For the real thing: an hour. */
    static Patience real() {
      return new Patience(1_000, 60_000, 3_600_000, 5_000, System::currentTimeMillis);
    }
  }

  /** An alert on its way. */
  private record Letter(Alert alert, long sinceNs) {}

  private final AlertRoute route;
  private final Patience patience;
  private final BlockingQueue<Letter> queue = new ArrayBlockingQueue<>(QUEUE);
  private final HeldBack held = new HeldBack();
  private final AtomicLong open = new AtomicLong();
  private final AtomicLong delivered = new AtomicLong();
  private final AtomicLong retries = new AtomicLong();
  private final AtomicLong failed = new AtomicLong();
  private final AtomicLong dropped = new AtomicLong();
  private final AtomicLong heldSoFar = new AtomicLong();
  private final AtomicLong unwanted = new AtomicLong();
  private final Thread thread;
  private volatile String fault = "";
  private long pauseMs;

  Delivery(AlertRoute route, Patience patience) {
    this.route = route;
    this.patience = patience;
    this.pauseMs = patience.firstPauseMs();
    this.thread = Thread.ofPlatform().daemon().name("alert-" + name()).start(this::run);
  }

  private String name() {
    return route.channel().name();
  }

  /** Takes an alert; never waits. */
  void offer(Alert alert) {
    if (!Severity.of(alert.severity()).atLeast(route.least())) {
      unwanted.incrementAndGet();
    } else if (route.quiet().holds(alert)) {
      heldSoFar.incrementAndGet();
      held.add(alert);
    } else {
      send(alert);
    }
  }

  private void send(Alert alert) {
    open.incrementAndGet();
    if (!queue.offer(new Letter(alert, System.nanoTime()))) {
      open.decrementAndGet();
      if (dropped.getAndIncrement() == 0) {
        LOG.warn("[ALERT] queue of {} is full; alerts to it are dropped", name());
      }
    }
  }

  private void run() {
    try {
      while (true) {
        Letter letter = queue.poll(patience.lookMs(), TimeUnit.MILLISECONDS);
        if (held.size() > 0 && !route.quiet().quiet(patience.wallMs().getAsLong())) {
          held.take(patience.wallMs().getAsLong()).ifPresent(this::send);
        }
        if (letter != null) {
          carry(letter);
        }
      }
    } catch (InterruptedException e) {
      // Closed: the thread ends here.
      Thread.currentThread().interrupt();
    }
  }

  private void carry(Letter letter) throws InterruptedException {
    for (int attempt = 1; ; attempt++) {
      try {
        route.channel().deliver(letter.alert());
        delivered.incrementAndGet();
        open.decrementAndGet();
        pauseMs = patience.firstPauseMs();
        fault = "";
        return;
      } catch (IOException | RuntimeException e) {
        fault = Failures.words(e);
        if (e instanceof AlertChannel.RefusedException || (attempt == TRIES && !again(letter))) {
          failed.incrementAndGet();
          open.decrementAndGet();
          LOG.error("[ALERT] {} gave up after {} tries: {}", name(), attempt, fault);
          return;
        }
        retries.incrementAndGet();
        LOG.warn("[ALERT] {} failed, trying again: {}", name(), fault);
        pause(e);
        if (attempt == TRIES) {
          return;
        }
      }
    }
  }

  /** Puts an alert at the end of the queue, unless it is too old or there is no room. */
  private boolean again(Letter letter) {
    long ageMs = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - letter.sinceNs());
    return ageMs < patience.keepMs() && queue.offer(letter);
  }

  private void pause(Exception e) throws InterruptedException {
    Thread.sleep(Failures.waitMs(e, pauseMs, LONGEST_WISH_MS));
    pauseMs = Math.min(2 * pauseMs, patience.longestPauseMs());
  }

  Counts counts() {
    return new Counts(
        delivered.get(),
        retries.get(),
        failed.get(),
        dropped.get(),
        heldSoFar.get(),
        unwanted.get());
  }

  ChannelState state() {
    return new ChannelState(name(), open.get(), held.size(), fault);
  }

  /** Waits until everything taken is delivered or given up, then ends. */
  boolean close(long timeoutMs) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(timeoutMs);
    while (open.get() > 0 && System.nanoTime() < end) {
      Thread.sleep(5);
    }
    long left = open.get() + held.size();
    thread.interrupt();
    if (left > 0) {
      LOG.error("[ALERT] {} alerts did not get through {}", left, name());
    }
    return left == 0;
  }
}
