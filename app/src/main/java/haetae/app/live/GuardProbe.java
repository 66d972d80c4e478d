package haetae.app.live;

import haetae.app.config.HaetaeConfig;
import haetae.app.config.Secrets;
import haetae.app.lease.LastLook;
import haetae.ops.watchdog.Cooldown;
import haetae.risk.GuardFacts;
import haetae.risk.LiveGuard;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * Looks at the conditions for live trading that lie outside the engine. What nobody vouches for is
 * false.
 *
 * <p>It is asked for every entry, on the engine's thread. Files are then taken as the guard's watch
 * saw them, ten times a second, at most {@value #FILES_MS} ms ago; were they not, they are looked
 * at there and then. All else is asked at that moment. Threads: any; must not wait.
 */
final class GuardProbe {
  private static final long FILES_MS = 250;
  private static final long NANOS_PER_MS = 1_000_000;

  /** What files tell. */
  private record Marks(boolean confirmed, boolean notHalted, boolean cooldownOver) {}

  private final String mode;
  private final Secrets secrets;
  private final Cooldown cooldown;
  private final LiveGuard guard;
  private final Path confirm;
  private final Path halt;
  private final LastLook<Marks> marks =
      new LastLook<>(this::look, FILES_MS * NANOS_PER_MS, System::nanoTime);
  private volatile BooleanSupplier feedsFresh = () -> false;
  private volatile BooleanSupplier redisFresh = () -> false;
  private volatile BooleanSupplier keysValid = () -> false;
  private volatile BooleanSupplier clockInBounds = () -> false;

  /** A probe to which nobody has vouched for anything. */
  GuardProbe(String mode, HaetaeConfig config, Secrets secrets, Cooldown cooldown) {
    this.mode = mode;
    this.secrets = secrets;
    this.cooldown = cooldown;
    this.guard = new LiveGuard(EngineConfigs.guard(config));
    this.confirm = Path.of(config.runtime().confirmFile()).toAbsolutePath();
    this.halt = Path.of(config.runtime().haltFile()).toAbsolutePath();
  }

  /** Who knows whether every stream of both venues is within its age limit. */
  void feedsFresh(BooleanSupplier source) {
    feedsFresh = source;
  }

  /** Who knows whether the Redis heartbeat is fresh. */
  void redisFresh(BooleanSupplier source) {
    redisFresh = source;
  }

  /** Who knows whether the keys of both venues work and can do no harm. */
  void keysValid(BooleanSupplier source) {
    keysValid = source;
  }

  /** Who knows whether the clock's offset to each venue is within its limit. */
  void clockInBounds(BooleanSupplier source) {
    clockInBounds = source;
  }

  /**
   * What speaks against a new entry at this moment, judged without the engine's own reasons (dry
   * run and rejections); empty if nothing does.
   */
  List<String> objections() {
    return guard.evaluate(facts(marks.recent()), mode, Long.MAX_VALUE, 0).reasons();
  }

  /** True unless a critical shutdown was a moment ago. */
  boolean cooldownOver() {
    return cooldown.remainingMs(System.currentTimeMillis()) == 0;
  }

  private Marks look() {
    return new Marks(Files.isRegularFile(confirm), !Files.exists(halt), cooldownOver());
  }

  /** The facts now. */
  GuardFacts facts() {
    return facts(marks.now());
  }

  private GuardFacts facts(Marks seen) {
    return new GuardFacts(
        mode.equals("live"),
        secrets.liveTrading(),
        seen.confirmed,
        confirm.toString(),
        feedsFresh.getAsBoolean(),
        redisFresh.getAsBoolean(),
        keysValid.getAsBoolean(),
        clockInBounds.getAsBoolean(),
        seen.notHalted,
        seen.cooldownOver);
  }
}
