package haetae.app.live;

import static haetae.ops.health.HealthState.DISABLED;
import static haetae.ops.health.HealthState.ERROR;
import static haetae.ops.health.HealthState.OK;
import static haetae.ops.health.HealthState.WARN;

import haetae.app.config.HaetaeConfig;
import haetae.app.config.Secrets;
import haetae.engine.EngineConfig;
import haetae.ops.health.HealthCheck;
import haetae.venue.wire.AccountReport;
import java.util.ArrayList;
import java.util.List;

/** Asks the venues about the keys, once, without a running service. Threads: any. */
final class AccountHealth {
  private static final int KEYS = 4;

  private AccountHealth() {}

  /**
   * Whether the keys work, may order and may not withdraw.
   *
   * @param real the mode uses the venues
   */
  static HealthCheck.Result of(HaetaeConfig config, Secrets secrets, boolean real) {
    if (!secrets.warnings().isEmpty()) {
      return new HealthCheck.Result(WARN, String.join("; ", secrets.warnings()));
    }
    VenueKeys keys = VenueKeys.of(config, secrets);
    if (!keys.missing().isEmpty()) {
      String missing = String.join(", ", keys.missing());
      String words = KEYS - keys.missing().size() + " of 4 API keys are set: " + missing;
      return new HealthCheck.Result(real ? WARN : DISABLED, words);
    }
    if (!real) {
      return new HealthCheck.Result(OK, "all four API keys are set; not tried in mode mock");
    }
    EngineConfig engine = EngineConfigs.of(config, "live", "health", new EngineConfigs.Patience(0));
    List<String> blocks = new ArrayList<>();
    try (VenueLinks links =
        new VenueLinks(config, engine.instruments(), keys, new LiveClock(), event -> {})) {
      for (AccountReport report : links.accounts(false)) {
        report.findings().stream()
            .filter(AccountReport.Finding::blocks)
            .forEach(f -> blocks.add(report.venue() + " " + f.what() + " -> " + f.cure()));
      }
    }
    return blocks.isEmpty()
        ? new HealthCheck.Result(OK, "keys work, may order and may not withdraw")
        : new HealthCheck.Result(ERROR, String.join("; ", blocks));
  }
}
