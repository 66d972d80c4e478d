package haetae.app.supervise;

import haetae.ops.alert.Alert;
import haetae.ops.log.Loggers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * Starts the service, and again whenever it dies or hangs, as long as there is a budget for it. One
 * that ended as it was asked to, or could not be configured, is not started again. A service that
 * hangs is killed at once: it cannot stop in order, and its journal knows what is open.
 *
 * <p>Threads: {@link #run} is one's; {@link #signal} may come from any.
 */
public final class Supervisor {
  private static final Logger LOG = Loggers.of("supervise");
  private static final int SIGNAL_BASE = 128;
  private static final int FAILED = 1;
  private static final long KILL_SEC = 30;
  private static final Set<Integer> WANTED = Set.of(0, 2, 129, 130, 143);

  /** Starts the service's process, which must write the mark file. */
  @FunctionalInterface
  public interface Launch {
    /** Starts one. */
    Process start() throws IOException;
  }

  /**
   * What it needs.
   *
   * @param mark the service's mark file
   * @param dumps folder for thread dumps
   * @param jdk home of a JDK, for its tools
   */
  public record Around(Launch launch, Path mark, Path dumps, Path jdk, Consumer<Alert> alerts) {}

  private final Around around;
  private final Patience patience;
  private final Budget budget;
  private final AtomicInteger signalled = new AtomicInteger();
  private final CountDownLatch stopping = new CountDownLatch(1);
  private volatile @Nullable Process process;

  /** A supervisor of a service that is not started. */
  public Supervisor(Around around, Patience patience, Budget budget) {
    this.around = around;
    this.patience = patience;
    this.budget = budget;
  }

  /**
   * Runs until the service has ended for good.
   *
   * @return the service's exit code; 1 if it is dead
   */
  public int run() throws InterruptedException {
    for (int life = 1; ; life++) {
      Ending end = live(life);
      int signal = signalled.get();
      if (WANTED.contains(end.code()) || signal != 0) {
        LOG.info("[SUPERVISE] the service ended: {}; not started again", end.words());
        return end.code();
      }
      OptionalLong pauseMs = budget.spend(System.nanoTime() / 1_000_000);
      if (pauseMs.isEmpty()) {
        dead(end);
        return FAILED;
      }
      alert(
          "ERROR",
          "the bot died: %s; %s, in %.1f s"
              .formatted(end.words(), budget.words(), pauseMs.getAsLong() / 1_000.0));
      if (stopping.await(pauseMs.getAsLong(), TimeUnit.MILLISECONDS)) {
        return SIGNAL_BASE + signalled.get();
      }
    }
  }

  /** How a life ended: the exit code, or why it was killed. */
  private record Ending(int code, String words) {
    static Ending of(int code) {
      String signal = code > SIGNAL_BASE ? " (signal " + (code - SIGNAL_BASE) + ")" : "";
      return new Ending(code, "exit code " + code + signal);
    }
  }

  private Ending live(int life) throws InterruptedException {
    Process started;
    try {
      Files.deleteIfExists(around.mark());
      started = around.launch().start();
    } catch (IOException e) {
      return new Ending(FAILED, "it cannot be started: " + e.getMessage());
    }
    process = started;
    int early = signalled.get();
    if (early != 0) {
      pass(started, early);
    }
    LOG.info("[SUPERVISE] the service is process {}", started.pid());
    Optional<String> hung =
        new Watch(started, around.mark(), patience, () -> running(life)).await();
    return hung.isEmpty() ? Ending.of(started.exitValue()) : kill(started, hung.get());
  }

  private void running(int life) {
    if (life > 1) {
      alert("INFO", "the bot runs again, in its life " + life);
    }
  }

  private Ending kill(Process hung, String why) throws InterruptedException {
    LOG.error("[SUPERVISE] process {}: {}; asking for its threads", hung.pid(), why);
    String dump = new ThreadDump(around.dumps(), around.jdk()).of(hung);
    hung.destroyForcibly();
    if (!hung.waitFor(KILL_SEC, TimeUnit.SECONDS)) {
      // A second one beside it would only be refused the lease.
      LOG.error("[SUPERVISE] process {} cannot be killed", hung.pid());
      hung.waitFor();
    }
    return new Ending(SIGNAL_BASE + 9, "killed, " + why + "; threads: " + dump);
  }

  private void dead(Ending end) {
    alert(
        "CRITICAL",
        "the bot is dead: "
            + end.words()
            + ", and its restarts are used up. Nobody watches what is open at the venues; see the"
            + " logs, then start it again");
  }

  private void alert(String severity, String text) {
    around.alerts().accept(new Alert(System.currentTimeMillis(), "supervise", severity, text));
  }

  /** Passes a signal on; the service is not started again after it. */
  public void signal(int number) {
    signalled.compareAndSet(0, number);
    stopping.countDown();
    Process now = process;
    if (now != null) {
      pass(now, number);
    }
  }

  private static void pass(Process to, int number) {
    try {
      new ProcessBuilder("kill", "-" + number, Long.toString(to.pid()))
          .redirectErrorStream(true)
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .start();
    } catch (IOException e) {
      LOG.warn("[SUPERVISE] signal {} passed on as SIGTERM: {}", number, e.toString());
      to.destroy();
    }
  }
}
