package haetae.app.live;

import static haetae.ops.health.HealthState.ERROR;
import static haetae.ops.health.HealthState.OK;

import haetae.app.lease.Lease;
import haetae.app.lease.Lease.State;
import haetae.engine.Event.OperatorCommand.Action;
import haetae.ops.alert.Alert;
import haetae.ops.health.HealthCheck;
import haetae.ops.log.Loggers;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.slf4j.Logger;

/**
 * Looks at the lease ten times a second. While it is in doubt no entry is made; when somebody else
 * has it the engine is halted, and the service stops: it may not touch what the other one trades.
 * Threads: its own.
 */
final class LeaseWatch implements Part {
  private static final Logger LOG = Loggers.of("lease");
  private static final long EVERY_NS = 100_000_000L;
  private static final String REASON = "the lease is in doubt";

  /**
   * What it needs of the run.
   *
   * @param brake holds entries back
   * @param halt halts the engine for a reason
   * @param stop asks for the shutdown for a reason
   */
  record Around(
      EntryBrake brake, Consumer<String> halt, Consumer<String> stop, Consumer<Alert> alerts) {}

  private final Lease lease;
  private final Around around;
  private final Thread thread =
      Thread.ofPlatform().daemon().name("lease-watch").unstarted(this::run);
  private volatile boolean closed;
  private State told = State.HELD;

  LeaseWatch(Lease lease, Around around) {
    this.lease = lease;
    this.around = around;
  }

  /** The watch of a run. */
  static LeaseWatch of(ServiceView view) {
    return new LeaseWatch(
        view.lease(),
        new Around(
            view.brake(),
            reason -> view.host().operator(Action.HALT, reason),
            reason -> view.stop().request(1, reason),
            view.alerts()::raise));
  }

  @Override
  public String name() {
    return "lease";
  }

  @Override
  public void start() {
    look();
    thread.start();
  }

  private void run() {
    while (!closed) {
      LockSupport.parkNanos(EVERY_NS);
      try {
        look();
      } catch (RuntimeException e) {
        // The one place where this thread's failures end; what cannot be seen blocks.
        around.brake().hold(REASON, true);
        LOG.error("[LEASE] cannot be looked at", e);
      }
    }
  }

  /** Looks once. */
  void look() {
    State now = lease.state();
    if (now == told) {
      return;
    }
    told = now;
    String words = lease.words();
    around.brake().hold(REASON, now != State.HELD);
    switch (now) {
      case HELD -> LOG.info("[LEASE] held again: {}", words);
      case LAPSED -> alert("no entries, exits go on: " + words);
      case TAKEN -> {
        around.halt().accept("the lease is somebody else's: " + words);
        alert("nothing is sent any more, the service stops: " + words);
        around.stop().accept("the lease is somebody else's: " + words);
      }
    }
  }

  private void alert(String text) {
    long now = System.currentTimeMillis();
    around.alerts().accept(new Alert(now, "lease", "CRITICAL", told.name(), text));
  }

  @Override
  public List<HealthCheck> health() {
    return List.of(
        HealthCheck.of(
            "LEASE",
            () -> new HealthCheck.Result(lease.state() == State.HELD ? OK : ERROR, lease.words())));
  }

  @Override
  public void stop() {
    closed = true;
    LockSupport.unpark(thread);
  }
}
