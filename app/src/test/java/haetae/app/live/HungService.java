package haetae.app.live;

import haetae.app.config.ConfigLoader;
import haetae.app.config.Secrets;
import haetae.ops.watchdog.LifeSigns;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.concurrent.locks.LockSupport;

/** The service with a loop or an engine that stops moving in the third cycle. */
public final class HungService {
  private static int cycles;

  private HungService() {}

  /** Takes {@code loop} or {@code engine}, then {@code --config FILE}. */
  public static void main(String[] args) throws Exception {
    Path config = Path.of(args[2]);
    RunOptions options =
        new RunOptions(
            config,
            "mock",
            0,
            new BigDecimal("0.1"),
            OptionalLong.empty(),
            List.of(),
            OptionalDouble.empty(),
            false);
    LiveService.Hooks hooks =
        args[0].equals("loop")
            ? new LiveService.Hooks(cycle -> hang(cycle == 3), () -> {})
            : new LiveService.Hooks(cycle -> {}, () -> hang(++cycles == 3));
    LifeSigns signs = new LifeSigns("", System.getenv("HAETAE_MARK"));
    Secrets secrets = Secrets.load(Map.of(), Path.of("none"));
    int code = new LiveService(options, ConfigLoader.load(config), secrets, signs, hooks).run();
    Runtime.getRuntime().halt(code);
  }

  private static void hang(boolean now) {
    while (now) {
      LockSupport.park();
    }
  }
}
