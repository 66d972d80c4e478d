package haetae.venue.wire;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;

/**
 * The threads that send orders: a few platform threads that stand ready for what must leave at
 * once, and a virtual one for everything else and when all of these are busy.
 *
 * <p>A thread that waits for nothing but its next task is woken without a scheduler in between, and
 * does not have to share carriers with whoever else runs on virtual threads. Threads: any.
 */
final class Senders implements AutoCloseable {
  private static final int READY = 2;
  private static final long CLOSE_SECONDS = 3;
  private static final long LOOK_NS = 50_000_000;

  private final List<Ready> ready = new ArrayList<>();
  private final ExecutorService others;
  private volatile boolean closed;

  /**
   * Threads that have started.
   *
   * @param name of the threads, to which a number is added
   */
  Senders(String name) {
    others = Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name(name, READY).factory());
    for (int i = 0; i < READY; i++) {
      ready.add(new Ready(name + i));
    }
    ready.forEach(one -> one.thread.start());
  }

  /** In place of a task: the thread takes no more. */
  private record Ended() implements Runnable {
    @Override
    public void run() {}
  }

  /** A thread and the task it is at. */
  private final class Ready implements Runnable {
    private final AtomicReference<Runnable> task = new AtomicReference<>();
    private final Thread thread;

    Ready(String name) {
      thread = Thread.ofPlatform().daemon().name(name).unstarted(this);
    }

    boolean take(Runnable next) {
      boolean taken = task.compareAndSet(null, next);
      if (taken) {
        LockSupport.unpark(thread);
      }
      return taken;
    }

    boolean busy() {
      Runnable now = task.get();
      return now != null && !(now instanceof Ended);
    }

    @Override
    public void run() {
      // What was taken is done even if this is closed at that moment.
      while (!closed || !task.compareAndSet(null, new Ended())) {
        Runnable now = task.get();
        if (now == null) {
          LockSupport.park(this);
        } else {
          work(now);
        }
      }
    }

    private void work(Runnable now) {
      try {
        now.run();
      } catch (RuntimeException e) {
        // A fault of ours must be heard, and must not end the thread.
        thread.getUncaughtExceptionHandler().uncaughtException(thread, e);
      } finally {
        task.set(null);
      }
    }
  }

  /**
   * Does something at once.
   *
   * @throws RejectedExecutionException if this is closed
   */
  void now(Runnable task) {
    if (closed) {
      throw new RejectedExecutionException("closed");
    }
    for (Ready one : ready) {
      if (one.take(task)) {
        return;
      }
    }
    others.execute(task);
  }

  /**
   * Does something that may wait.
   *
   * @throws RejectedExecutionException if this is closed
   */
  void soon(Runnable task) {
    others.execute(task);
  }

  /** True if nothing is taken any more. */
  boolean closed() {
    return closed;
  }

  /** Takes nothing more; what is under way gets some seconds. */
  @Override
  public void close() {
    closed = true;
    ready.forEach(one -> LockSupport.unpark(one.thread));
    others.shutdown();
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(CLOSE_SECONDS);
    try {
      boolean done = others.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS);
      while (ready.stream().anyMatch(Ready::busy) && System.nanoTime() - end < 0) {
        TimeUnit.NANOSECONDS.sleep(LOOK_NS);
      }
      if (!done) {
        others.shutdownNow();
      }
    } catch (InterruptedException e) {
      others.shutdownNow();
      Thread.currentThread().interrupt();
    }
    ready.stream().filter(Ready::busy).forEach(one -> one.thread.interrupt());
  }
}
