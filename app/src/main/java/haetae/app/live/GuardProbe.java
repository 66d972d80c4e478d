package haetae.app.live;

import haetae.app.config.HaetaeConfig;
import haetae.app.config.Secrets;
import haetae.ops.watchdog.Cooldown;
import haetae.risk.GuardFacts;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Looks at the conditions for live trading that lie outside the engine. What cannot be known is
 * false. Threads: the engine's.
 */
record GuardProbe(String mode, HaetaeConfig config, Secrets secrets, Cooldown cooldown) {
  /** The facts now. */
  GuardFacts facts() {
    Path confirm = Path.of(config.runtime().confirmFile()).toAbsolutePath();
    return new GuardFacts(
        mode.equals("live"),
        secrets.liveTrading(),
        Files.isRegularFile(confirm),
        confirm.toString(),
        false,
        false,
        false,
        false,
        !Files.exists(Path.of(config.runtime().haltFile())),
        cooldown.remainingMs(System.currentTimeMillis()) == 0);
  }
}
