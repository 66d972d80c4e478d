package haetae.sandbox.net;

import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * The one thread of a sandbox: sockets, market and timers all run on it, so that nothing needs a
 * lock.
 *
 * <p>Threads: {@link #call} and {@link #close} may be used from outside; all else by anyone.
 */
public final class Loop implements AutoCloseable {
  private final MultiThreadIoEventLoopGroup group;
  private final EventLoop thread;
  private final Consumer<Throwable> failures;

  /**
   * Starts the thread.
   *
   * @param failures is told of whatever a task throws; a failed task ends nothing else
   */
  public Loop(Consumer<Throwable> failures) {
    DefaultThreadFactory threads = new DefaultThreadFactory("sandbox", true);
    this.group = new MultiThreadIoEventLoopGroup(1, threads, NioIoHandler.newFactory());
    this.thread = group.next();
    this.failures = failures;
  }

  /** The thread's event loop, for sockets. */
  MultiThreadIoEventLoopGroup group() {
    return group;
  }

  /** Reports a failure that nobody else takes. */
  void failed(Throwable failure) {
    failures.accept(failure);
  }

  /** Runs a task once, after a delay; 0 means as soon as what is under way is done. */
  public Timer after(long delayMs, Runnable task) {
    return timer(thread.schedule(guarded(task), delayMs, TimeUnit.MILLISECONDS));
  }

  /** Runs a task again and again, the first time after one period. */
  public Timer every(long periodMs, Runnable task) {
    return timer(
        thread.scheduleAtFixedRate(guarded(task), periodMs, periodMs, TimeUnit.MILLISECONDS));
  }

  private static Timer timer(Future<?> future) {
    return () -> future.cancel(false);
  }

  private Runnable guarded(Runnable task) {
    return () -> {
      try {
        task.run();
      } catch (RuntimeException | Error e) {
        failures.accept(e);
      }
    };
  }

  /**
   * Runs a task on the thread and waits for its result; only from outside the thread.
   *
   * @throws IllegalStateException if the task throws, or the wait is interrupted
   */
  public <T> T call(Callable<T> task) {
    try {
      return thread.submit(task).get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    }
  }

  /** Ends the thread; sockets that are still open are closed. */
  @Override
  public void close() {
    group.shutdownGracefully(0, 2, TimeUnit.SECONDS).awaitUninterruptibly();
  }

  /** Something that will run and may be called off. */
  @FunctionalInterface
  public interface Timer {
    /** Calls it off; without effect once it has run. */
    void cancel();
  }
}
