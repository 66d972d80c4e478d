package haetae.app;

import haetae.app.cli.Usage;
import haetae.app.config.HaetaeConfig;
import haetae.app.config.Secrets;
import haetae.app.live.HealthChecks;
import haetae.ops.health.HealthCheck;
import haetae.ops.health.HealthReport;
import haetae.ops.health.HealthState;
import haetae.ops.log.SecretMask;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** Reports on everything the service depends on. */
@Command(
    name = "health",
    description = "One line for each thing the service depends on.",
    mixinStandardHelpOptions = true,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:no ERROR", "1:at least one ERROR", "2:bad usage or bad configuration"},
    footer = {"", "Example:", "  ./haetae health --config config/live.yml"})
final class HealthCommand implements Callable<Integer> {
  private static final long TIMEOUT_MS = 5_000;

  @ParentCommand private @Nullable Main main;
  @Mixin private Usage usage = new Usage();

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "Configuration (default: config/live.yml here, or else beside ./haetae).")
  private @Nullable Path config;

  @Override
  public Integer call() throws Exception {
    Configured configured = Configured.load(main, config);
    HaetaeConfig loaded = configured.config();
    Secrets secrets = configured.secrets();
    boolean real = !loaded.mode().current().equals("mock");
    List<HealthCheck> checks =
        HealthChecks.of(loaded, secrets, real, HealthChecks.keys(loaded, secrets, real));
    HealthReport report =
        HealthReport.run(checks, TIMEOUT_MS, new SecretMask(secrets.toMask(loaded)));
    report.lines().forEach(usage.out()::println);
    usage.out().flush();
    return report.overall() == HealthState.ERROR ? Main.FAILED : 0;
  }
}
