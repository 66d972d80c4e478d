package haetae.app.research;

import haetae.sim.fault.SeedResult;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.LongFunction;

/** Runs independent seeds on several threads; results are taken on the caller's alone. */
final class Seeds {
  private static final int WAITING = 64;

  private final LongFunction<SeedResult> run;
  private final long count;
  private final int workers;
  private final AtomicLong next = new AtomicLong(1);
  private final BlockingQueue<SeedResult> results = new ArrayBlockingQueue<>(WAITING);

  /**
   * Seeds 1 to a count.
   *
   * @param run runs one seed; must not throw
   */
  Seeds(LongFunction<SeedResult> run, long count, int workers) {
    this.run = run;
    this.count = count;
    this.workers = workers;
  }

  /** Runs all seeds; results come as they are done. */
  void run(Consumer<SeedResult> taker) throws InterruptedException {
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < workers; i++) {
      threads.add(Thread.ofPlatform().name("simulate-" + i).daemon().start(this::work));
    }
    for (long i = 0; i < count; i++) {
      taker.accept(results.take());
    }
    for (Thread thread : threads) {
      thread.join();
    }
  }

  private void work() {
    try {
      for (long seed = next.getAndIncrement(); seed <= count; seed = next.getAndIncrement()) {
        results.put(run.apply(seed));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
