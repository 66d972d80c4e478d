package haetae.app.live;

import static java.util.Objects.requireNonNull;

import haetae.app.config.HaetaeConfig;
import haetae.app.config.Secrets;
import haetae.engine.Event.OperatorCommand.Action;
import haetae.engine.OperatorView;
import haetae.ops.log.CentralLog;
import haetae.ops.watchdog.Cooldown;
import haetae.ops.watchdog.LifeSigns;
import java.nio.file.Path;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One life of the service in mode live, wired as ever, that ends as a process that is killed does:
 * its threads and connections are gone, its files stay as they are. Threads: one.
 */
final class CrashLife {
  private static final long JOIN_MS = 10_000;
  private static final long LOOK_SEC = 30;

  private final CrashSteps steps;
  private final StopSwitch stop;
  private final Built built;
  private final Thread loop;

  private CrashLife(CrashSteps steps, StopSwitch stop, Built built, Thread loop) {
    this.steps = steps;
    this.stop = stop;
    this.built = built;
    this.loop = loop;
  }

  /** Begins a life. */
  static CrashLife begin(
      RunOptions options, HaetaeConfig config, Secrets secrets, CrashSteps steps, CentralLog log)
      throws StartFailure, InterruptedException {
    StopSwitch stop = new StopSwitch();
    LiveService.Hooks hooks = new LiveService.Hooks(cycle -> {}, () -> {}, steps);
    Cooldown cooldown = new Cooldown(Path.of(config.dataDir(), "cooldown"), 0);
    Built built =
        new Wiring(options, config, secrets, hooks, cooldown, LifeSigns.none(), stop).build(log);
    built.parts().start();
    built.host().start();
    Thread loop = Thread.ofPlatform().daemon().name("live-loop").start(() -> run(built.loop()));
    return new CrashLife(steps, stop, built, loop);
  }

  private static void run(LiveLoop loop) {
    try {
      loop.run();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** The engine as it is now; null if it is dead or does not answer. */
  @Nullable OperatorView look() throws InterruptedException {
    BlockingQueue<OperatorView> pictures = new ArrayBlockingQueue<>(1);
    built.host().look(pictures::add);
    OperatorView picture = null;
    for (int i = 0; i < 10 * LOOK_SEC && picture == null && !steps.dead(); i++) {
      picture = pictures.poll(100, TimeUnit.MILLISECONDS);
    }
    return picture;
  }

  /** An operator's word. */
  void say(Action action) {
    built.host().operator(action, "crash test");
  }

  /** Ends it at whatever the engine does next, unless it is dead already. */
  void end(String where) throws InterruptedException {
    if (!steps.dead()) {
      steps.kill(where);
      // Dead is dead: its answer does not come.
      look();
    }
    stop.request(1, "killed");
    built.host().close();
    loop.interrupt();
    loop.join(JOIN_MS);
    built.host().thread().join(JOIN_MS);
    built.parts().stop();
    built.tape().market().close();
    built.monitor().close();
    built.alerts().close();
    requireNonNull(built.journal()).abandon();
  }
}
