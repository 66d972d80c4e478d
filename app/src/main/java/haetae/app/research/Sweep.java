package haetae.app.research;

import haetae.app.config.HaetaeConfig;
import haetae.app.live.RecordedRig;
import haetae.app.live.StartFailure;
import haetae.app.research.Variants.Variant;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Runs every variant over every stretch of the data, each on its own and starting flat. Which
 * machine or thread does a run does not matter: it is a function of variant, stretch, data and
 * seed. Threads: its own workers.
 */
final class Sweep {
  /**
   * What is swept.
   *
   * @param wish data, seed and whole stretch of time
   * @param stretches into which the time is cut, at least 1
   */
  record Plan(
      List<Variant> variants,
      RecordedRig.Wish wish,
      Backtest.Rhythm rhythm,
      List<Stretch> stretches) {}

  /** A part of the time, from a moment to another. */
  record Stretch(long fromNs, long toNs) {}

  /** What one variant came to in one stretch. */
  record Cell(long netKrwE8, long drawdownKrwE8, int trades, long stateHash) {}

  /** Where results are kept. */
  interface Store {
    /** What was found earlier, by {@link #key}. */
    Map<String, Cell> known();

    /** Keeps one more. */
    void keep(String key, Cell cell);
  }

  private final Plan plan;
  private final Store store;

  Sweep(Plan plan, Store store) {
    this.plan = plan;
    this.store = store;
  }

  /** Stretches of equal length. */
  static List<Stretch> cut(long fromNs, long toNs, int parts) {
    List<Stretch> stretches = new ArrayList<>();
    long length = (toNs - fromNs) / parts;
    for (int i = 0; i < parts; i++) {
      long begin = fromNs + i * length;
      stretches.add(new Stretch(begin, i == parts - 1 ? toNs : begin + length - 1));
    }
    return stretches;
  }

  static String key(Variant variant, Stretch stretch) {
    return variant.name() + " @ " + stretch.fromNs() + ".." + stretch.toNs();
  }

  /**
   * Does what is not known yet.
   *
   * @return all cells by key
   * @throws StartFailure if the data cannot be used
   */
  Map<String, Cell> run(int workers, Progress progress) throws StartFailure, InterruptedException {
    Map<String, Cell> cells = new ConcurrentHashMap<>(store.known());
    List<Future<?>> waiting = new ArrayList<>();
    ExecutorService threads =
        Executors.newFixedThreadPool(
            workers, Thread.ofPlatform().daemon().name("sweep-", 0).factory());
    try {
      for (Variant variant : plan.variants()) {
        for (Stretch stretch : plan.stretches()) {
          if (!cells.containsKey(key(variant, stretch))) {
            waiting.add(
                threads.submit(
                    () -> {
                      Cell cell = cell(variant, stretch);
                      cells.put(key(variant, stretch), cell);
                      store.keep(key(variant, stretch), cell);
                      return cell;
                    }));
          }
        }
      }
      long done = (long) plan.variants().size() * plan.stretches().size() - waiting.size();
      for (Future<?> one : waiting) {
        progress.at(done++);
        await(one);
      }
      progress.at(done);
    } finally {
      threads.shutdownNow();
    }
    return cells;
  }

  private static void await(Future<?> one) throws StartFailure, InterruptedException {
    try {
      one.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof StartFailure failure) {
        throw failure;
      }
      throw new IllegalStateException("a run failed", e.getCause());
    }
  }

  private Cell cell(Variant variant, Stretch stretch) throws StartFailure {
    RecordedRig.Wish part = plan.wish().during(stretch.fromNs(), stretch.toNs());
    return cell(variant.config(), part, plan.rhythm());
  }

  /** What a configuration comes to in a stretch of the data. */
  static Cell cell(HaetaeConfig config, RecordedRig.Wish part, Backtest.Rhythm rhythm)
      throws StartFailure {
    Backtest.Result result = Backtest.run(config, part, rhythm, done -> {});
    return new Cell(
        result.end().pnlKrwE8(),
        Math.round(result.profit().drawdown().lowest() * 1e8),
        result.trades().size(),
        result.stateHash());
  }

  /**
   * Does what is not known yet elsewhere.
   *
   * @return all cells by key
   * @throws StartFailure if the data cannot be used
   */
  Map<String, Cell> run(SweepFarm farm, Progress progress) throws StartFailure, IOException {
    Map<String, Cell> cells = new ConcurrentHashMap<>(store.known());
    List<SweepRun> waiting = new ArrayList<>();
    for (Variant variant : plan.variants()) {
      String text = Files.readString(variant.file());
      for (Stretch stretch : plan.stretches()) {
        if (!cells.containsKey(key(variant, stretch))) {
          waiting.add(elsewhere(key(variant, stretch), text, stretch));
        }
      }
    }
    AtomicLong done =
        new AtomicLong((long) plan.variants().size() * plan.stretches().size() - waiting.size());
    farm.run(
        waiting,
        line -> {
          SweepFile.Result result = SweepFile.result(line);
          cells.put(result.key(), result.cell());
          store.keep(result.key(), result.cell());
          progress.at(done.incrementAndGet());
        });
    return cells;
  }

  private SweepRun elsewhere(String key, String configuration, Stretch stretch) {
    List<String> files =
        plan.wish().data().paths().stream().map(p -> p.toAbsolutePath().toString()).toList();
    return new SweepRun(
        key,
        configuration,
        files,
        plan.wish().seed(),
        plan.rhythm().gapNs(),
        plan.rhythm().resumeNs(),
        stretch.fromNs(),
        stretch.toNs());
  }
}
