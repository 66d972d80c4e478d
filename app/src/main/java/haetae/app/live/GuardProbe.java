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
 * <p>It is asked for every entry, on the engine's thread, and then answers by what the guard's
 * watch saw, ten times a second, at most {@value #LONGEST_MS} ms ago; if the watch did not look, it
 * looks there and then. Threads: any; must not wait.
 */
final class GuardProbe {
  private static final long LONGEST_MS = 250;
  private static final long NANOS_PER_MS = 1_000_000;

  /** What was seen, and what of it speaks against an entry. */
  private record Sight(GuardFacts facts, List<String> objections) {}

  private final String mode;
  private final Secrets secrets;
  private final Cooldown cooldown;
  private final LiveGuard guard;
  private final Path confirm;
  private final Path halt;
  private final LastLook<Sight> sight =
      new LastLook<>(this::look, LONGEST_MS * NANOS_PER_MS, System::nanoTime);
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
   * What speaks against a new entry, by what was seen a moment ago, judged without the engine's own
   * reasons (dry run and rejections); empty if nothing does.
   */
  List<String> objections() {
    return sight.recent().objections;
  }

  /** True unless a critical shutdown was a moment ago. */
  boolean cooldownOver() {
    return cooldown.remainingMs(System.currentTimeMillis()) == 0;
  }

  /** The facts now. */
  GuardFacts facts() {
    return sight.now().facts;
  }

  private Sight look() {
    GuardFacts facts = factsNow();
    return new Sight(facts, guard.evaluate(facts, mode, Long.MAX_VALUE, 0).reasons());
  }

  private GuardFacts factsNow() {
    return new GuardFacts(
        mode.equals("live"),
        secrets.liveTrading(),
        Files.isRegularFile(confirm),
        confirm.toString(),
        feedsFresh.getAsBoolean(),
        redisFresh.getAsBoolean(),
        keysValid.getAsBoolean(),
        clockInBounds.getAsBoolean(),
        !Files.exists(halt),
        cooldownOver());
  }
}
