package haetae.app;

import haetae.app.live.SandboxVenues;
import haetae.sandbox.Sandbox;
import java.nio.file.Path;

/** The service in mode live on a sandbox, with limits that a slow machine does not reach. */
public final class SandboxService {
  /** A premium that stays where it is: entries, and nothing that closes them. */
  public static final String CALM =
      """
      seed: 7
      market: {premium_pct: 3, premium_sd_pct: 0.01, usdt_krw: 1400}
      binance: {leverage: 3}
      """;

  private static final String SECRET = "sandbox-upbit-secret";

  private SandboxService() {}

  /**
   * A service in a folder.
   *
   * @param secret of the key of Upbit
   * @param confirm the file without which nothing is sent
   */
  public static ServiceRun in(Path folder, Sandbox sandbox, String secret, Path confirm) {
    // With a wrong key the account's stream never comes: that is not waited for.
    int startSec = secret.equals(SECRET) ? 60 : 2;
    return new ServiceRun(folder)
        .with(SandboxVenues.settings(sandbox).replace(SECRET, secret))
        .with(
            """
            pairs:
              - {base: "ETH", upbit: "KRW-ETH", binance: "ETHUSDT", binance_market: "futures",
                 lot: 0.001, tick: 0.01, min_notional_usdt: 20}
            websocket: {start_timeout_sec: %3$d}
            stoploss: {enabled: false}
            live_guards: {require_safety_pass: false, dry_run_cycles: 1}
            # How busy this machine is must not matter here.
            watchdog: {max_ws_lag_ms: 60000}
            safety:
              max_quote_age_ms_upbit: 60000
              max_quote_age_ms_binance: 60000
              max_quote_age_ms_fx: 60000
              max_quote_skew_ms: 60000
              max_clock_offset_ms: 5000
              premium_gap_pct: 50
            runtime: {confirm_file: "%1$s", halt_file: "%2$s", rehearsal_orders: 200}
            """
                .formatted(confirm, folder.resolve("HALT"), startSec));
  }
}
