package haetae.app.live;

import haetae.app.dashboard.EnginePicture;
import haetae.engine.Engine;
import haetae.engine.EngineSnapshot;
import haetae.engine.Event;
import haetae.engine.EventSource;
import haetae.engine.OperatorView;
import haetae.engine.PositionView;
import haetae.ops.watchdog.Heartbeat;
import haetae.risk.GuardFacts;
import haetae.sim.TimedRun;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The engine's thread. Nothing but this thread touches engine and run; others ask for a cycle,
 * leave an operator's word, or read the last snapshot.
 *
 * <p>Between cycles the market follows the wall clock at the run's speed. A modelled or recorded
 * one never goes beyond the time of the next cycle, so a cycle always sees the same market whatever
 * the machine was doing; a real one waits for nobody.
 */
final class EngineHost implements AutoCloseable {
  private static final long PARK_NS = 1_000_000;
  private static final long SLICE_NS = 1_000_000_000L;
  private static final long DRAIN_STEP_NS = 100_000_000L;
  private static final long PICTURE_NS = 200_000_000L;

  /** A cycle that is waited for. */
  private static final class Request {
    private final long cycle;
    private final long dueNs;
    private final boolean last;
    private final CountDownLatch done = new CountDownLatch(1);

    Request(long cycle, long dueNs, boolean last) {
      this.cycle = cycle;
      this.dueNs = dueNs;
      this.last = last;
    }
  }

  private final Engine engine;
  private final TimedRun run;
  private final Consumer<TimedRun> open;
  private final Pace pace;
  private final Heartbeat heart;
  private final Supplier<GuardFacts> guardFacts;
  private final Consumer<Throwable> failed;
  private final ConcurrentLinkedQueue<Request> requests = new ConcurrentLinkedQueue<>();
  private final ConcurrentLinkedQueue<Consumer<TimedRun>> words = new ConcurrentLinkedQueue<>();
  private final AtomicLong nextCycleNs = new AtomicLong();
  private final CountDownLatch ended = new CountDownLatch(1);
  private final Thread thread;
  private volatile OperatorView published;
  private volatile EnginePicture picture;
  private volatile long endHash;
  private volatile boolean closing;
  private volatile long drainUntilNanos;

  /**
   * A thread that has not begun.
   *
   * @param name of the thread
   * @param open tells the engine what it must know before the first event, on its thread
   * @param failed given what ended the thread; nothing is traded any more
   */
  EngineHost(
      String name,
      Engine engine,
      TimedRun run,
      Consumer<TimedRun> open,
      Pace pace,
      Heartbeat heart,
      Supplier<GuardFacts> guardFacts,
      Consumer<Throwable> failed) {
    this.engine = engine;
    this.run = run;
    this.open = open;
    this.pace = pace;
    this.heart = heart;
    this.guardFacts = guardFacts;
    this.failed = failed;
    this.picture = new EnginePicture(engine.view(), System.nanoTime());
    this.published = picture.view();
    this.nextCycleNs.set(pace.cycleNs(1));
    this.thread = Thread.ofPlatform().name(name).unstarted(this::loop);
  }

  void start() {
    thread.start();
  }

  /** The engine's thread, to be woken when something comes. */
  Thread thread() {
    return thread;
  }

  private void loop() {
    try {
      open.accept(run);
      while (!closing) {
        work();
      }
      drain();
    } catch (RuntimeException | Error e) {
      // The one place where this thread's failures end: nothing is traded any more.
      failed.accept(e);
    } finally {
      publishLast();
      ended.countDown();
    }
  }

  /** A broken engine may not even tell its state: then the last picture of it stays. */
  private void publishLast() {
    try {
      publish();
      endHash = engine.stateHash();
    } catch (RuntimeException e) {
      failed.accept(e);
    }
  }

  private void work() {
    listen();
    Request request = requests.poll();
    if (request != null) {
      cycle(request);
      return;
    }
    long nowNs = pace.marketNs(System.nanoTime());
    advance(pace.real() ? nowNs : Math.min(nowNs, nextCycleNs.get()));
    heart.beat();
    show(false);
    rest();
  }

  private void rest() {
    if (pace.spin()) {
      Thread.onSpinWait();
    } else {
      LockSupport.parkNanos(PARK_NS);
    }
  }

  private void listen() {
    Consumer<TimedRun> word = words.poll();
    while (word != null) {
      word.accept(run);
      word = words.poll();
    }
  }

  /** Advances in slices, each of which is progress that the watchdog may see. */
  private void advance(long untilNs) {
    long limit = Math.min(untilNs, pace.endNs());
    while (run.nowNs() < limit && !closing) {
      run.advanceTo(Math.min(limit, run.nowNs() + SLICE_NS));
      heart.beat();
      show(false);
    }
  }

  private void cycle(Request request) {
    advance(pace.real() ? pace.marketNs(System.nanoTime()) : request.dueNs);
    long now = run.nowNs();
    run.deliver(new Event.GuardReported(now, guardFacts.get()));
    run.deliver(new Event.CycleStarted(now, request.cycle));
    // After the last cycle the market stands still, or the end would depend on the wall clock.
    nextCycleNs.set(request.last ? now : pace.cycleNs(request.cycle + 1));
    publish();
    heart.beat();
    request.done.countDown();
  }

  private void publish() {
    show(true);
    published = picture.view();
  }

  /** Between cycles at most five times a second: others look on, the market does not wait. */
  private void show(boolean now) {
    long nanos = System.nanoTime();
    if (now || nanos - picture.atNanos() >= PICTURE_NS) {
      picture = new EnginePicture(engine.view(), nanos);
    }
  }

  /** No new entries; what is in flight gets the time to end. */
  private void drain() {
    long now = run.nowNs();
    run.deliver(
        new Event.OperatorCommand(
            now, Event.OperatorCommand.Action.PAUSE_ENTRIES, "shutting down"));
    publish();
    while (!quiet() && System.nanoTime() < drainUntilNanos && now != EventSource.END) {
      drainStep();
      publish();
      heart.beat();
    }
    run.deliver(
        new Event.OperatorCommand(
            run.nowNs(), Event.OperatorCommand.Action.REPORT_DAY, "shutting down"));
  }

  /** What is in flight at real venues takes its time. */
  private void drainStep() {
    if (pace.real()) {
      LockSupport.parkNanos(PARK_NS);
      listen();
      run.advanceTo(pace.marketNs(System.nanoTime()));
    } else {
      run.advanceTo(run.nowNs() + DRAIN_STEP_NS);
    }
  }

  private boolean quiet() {
    return snapshot().ordersInFlight() == 0 && snapshot().tradesInTransit() == 0;
  }

  /**
   * Runs a cycle and waits for it.
   *
   * @param last no cycle comes after it
   * @return the snapshot at its end, or null if the engine did not come to it in time
   */
  @Nullable EngineSnapshot cycle(long cycle, boolean last, long timeoutNs)
      throws InterruptedException {
    Request request = ask(cycle, last);
    boolean done = request.done.await(timeoutNs, TimeUnit.NANOSECONDS);
    return done ? snapshot() : null;
  }

  /** Asks for a cycle and waits for nothing. */
  void askCycle(long cycle) {
    ask(cycle, false);
  }

  private Request ask(long cycle, boolean last) {
    Request request = new Request(cycle, pace.cycleNs(cycle), last);
    requests.add(request);
    LockSupport.unpark(thread);
    return request;
  }

  /** Tells the engine at once how the conditions for live trading are. */
  void guard(GuardFacts facts) {
    words.add(r -> r.deliver(new Event.GuardReported(r.nowNs(), facts)));
    LockSupport.unpark(thread);
  }

  /** Leaves an operator's word; it is heard before the next event. */
  void operator(Event.OperatorCommand.Action action, String reason) {
    words.add(r -> r.deliver(new Event.OperatorCommand(r.nowNs(), action, reason)));
  }

  /**
   * Asks for a picture of the engine after every word that was left before.
   *
   * @param eyes given it on the engine's thread; must be quick
   */
  void look(Consumer<OperatorView> eyes) {
    words.add(r -> eyes.accept(engine.view()));
    LockSupport.unpark(thread);
  }

  /** The last snapshot; never waits. */
  EngineSnapshot snapshot() {
    return published.snapshot();
  }

  /** What the operator's desk shows; at most a fifth of a second old while the engine moves. */
  EnginePicture picture() {
    return picture;
  }

  /** What open trades held at the last snapshot. */
  List<PositionView> positions() {
    return published.positions();
  }

  /** Hash of the engine's state once it has stopped; 0 before. */
  long endHash() {
    return endHash;
  }

  /** True once the market is at its end and nothing is in flight. */
  boolean atEnd() {
    return snapshot().timeNs() >= pace.endNs();
  }

  /** Stops: no new entries, what is in flight is completed within the time. */
  boolean stop(long timeoutNs) throws InterruptedException {
    drainUntilNanos = System.nanoTime() + timeoutNs;
    closing = true;
    LockSupport.unpark(thread);
    return thread.getState() == Thread.State.NEW
        || ended.await(timeoutNs + SLICE_NS, TimeUnit.NANOSECONDS);
  }

  @Override
  public void close() {
    closing = true;
  }
}
