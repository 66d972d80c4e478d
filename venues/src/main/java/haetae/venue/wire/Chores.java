package haetae.venue.wire;

import haetae.engine.Event;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;

/**
 * What a connector does at intervals. A chore that is still at work is not started again; one that
 * fails is told and comes again at its next time.
 *
 * <p>Threads: one timer; each chore on a virtual thread.
 */
public final class Chores implements AutoCloseable {
  /** A moment after a fill: what its own report tells may be late or lost. */
  private static final long AFTER_FILL_MS = 2_000;

  private final ScheduledExecutorService timer;
  private final ExecutorService workers;
  private final BiConsumer<String, RuntimeException> failed;
  private final List<Future<?>> planned = new CopyOnWriteArrayList<>();

  /**
   * Chores of one venue.
   *
   * @param failed told the chore's name and failure
   */
  public Chores(String venue, BiConsumer<String, RuntimeException> failed) {
    this.timer =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("keeper-" + venue).daemon().factory());
    this.workers =
        Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("chore-" + venue + "-", 0).factory());
    this.failed = failed;
  }

  /** Does something every so often, first after one interval. */
  public void every(String name, long intervalMs, Runnable chore) {
    AtomicBoolean busy = new AtomicBoolean();
    planned.add(
        timer.scheduleWithFixedDelay(
            () -> begin(name, busy, chore), intervalMs, intervalMs, TimeUnit.MILLISECONDS));
  }

  private void begin(String name, AtomicBoolean busy, Runnable chore) {
    if (busy.compareAndSet(false, true)) {
      try {
        workers.execute(() -> work(name, busy, chore));
      } catch (RejectedExecutionException e) {
        // Closed in between: there is nothing more to do.
        busy.set(false);
      }
    }
  }

  private void work(String name, AtomicBoolean busy, Runnable chore) {
    try {
      chore.run();
    } catch (RuntimeException e) {
      failed.accept(name, e);
    } finally {
      busy.set(false);
    }
  }

  /** Does something once, now, beside the caller. */
  public void now(String name, Runnable chore) {
    begin(name, new AtomicBoolean(), chore);
  }

  /**
   * A sink that passes every event on, and has something done a moment after a fill; after fills
   * that come in that moment it is done once more.
   *
   * @param chore false if it could not be done: then it is tried again after the same moment
   */
  public EventSink afterFills(EventSink engine, String name, BooleanSupplier chore) {
    Rereading rereading = new Rereading(name, chore);
    return event -> {
      engine.accept(event);
      if (event instanceof Event.OrderFilled) {
        rereading.filled();
      }
    };
  }

  /** What is done a moment after fills. */
  private final class Rereading implements Runnable {
    private final AtomicBoolean waits = new AtomicBoolean();
    private final AtomicBoolean again = new AtomicBoolean();
    private final String name;
    private final BooleanSupplier chore;

    Rereading(String name, BooleanSupplier chore) {
      this.name = name;
      this.chore = chore;
    }

    void filled() {
      if (!planned()) {
        again.set(true);
      }
    }

    private boolean planned() {
      boolean mine = waits.compareAndSet(false, true);
      if (mine) {
        plan(this);
      }
      return mine;
    }

    @Override
    public void run() {
      waits.set(false);
      now(name, this::work);
      if (again.getAndSet(false)) {
        planned();
      }
    }

    private void work() {
      if (!chore.getAsBoolean()) {
        planned();
      }
    }
  }

  private void plan(Runnable due) {
    try {
      planned.removeIf(Future::isDone);
      planned.add(timer.schedule(due, AFTER_FILL_MS, TimeUnit.MILLISECONDS));
    } catch (RejectedExecutionException e) {
      // Closed in between: there is nothing more to do.
      return;
    }
  }

  @Override
  public void close() {
    planned.forEach(chore -> chore.cancel(false));
    timer.shutdownNow();
    workers.shutdown();
  }
}
