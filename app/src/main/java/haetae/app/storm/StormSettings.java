package haetae.app.storm;

import haetae.app.live.SandboxVenues;
import haetae.sandbox.Sandbox;
import java.nio.file.Path;

/**
 * The configuration of mode live in a storm: as live.yml, but for what lets it trade often enough
 * to be hit. Its limits on loss and pace must not end it; those on depth and on streams that are
 * silent stay as they are.
 */
final class StormSettings {
  /** The venues are on this machine: the way is short, and what is read is not behind. */
  private static final String NEAR = "order_window_ms: 250, read_lag_ms: 100, ";

  private StormSettings() {}

  /**
   * The text.
   *
   * @param ageMs oldest quote that is traded on, and farthest distance of two
   * @param watched the watchdog judges, at its usual limits
   */
  static String of(Sandbox sandbox, Path folder, int ageMs, boolean watched) {
    return SandboxVenues.settings(sandbox).replace("binance:\n  {", "binance:\n  {" + NEAR)
        + """
        mode: {current: "live"}
        data_dir: "%1$s/data"
        logging: {file: "%1$s/logs/live.log", console: false}
        longrun: {snapshot_path: "%1$s/logs/stability"}
        metrics_server: {port: 0}
        runtime: {confirm_file: "%1$s/confirmed", halt_file: "%1$s/HALT"}
        pairs:
          - {base: "BTC", upbit: "KRW-BTC", binance: "BTCUSDT", binance_market: "futures",
             lot: 0.001, tick: 0.1, min_notional_usdt: 50}
          - {base: "ETH", upbit: "KRW-ETH", binance: "ETHUSDT", binance_market: "futures",
             lot: 0.001, tick: 0.01, min_notional_usdt: 20}
        # Trades often: enters on little, leaves on little, and after seconds in any case.
        signal_engine:
          {min_spread_pct: 0.02, upbit_fee: 0.05, binance_fee: 0.05, slippage_pct: 0.02,
           full_confidence_pct: 0.02, min_confidence: 0.1, confirm_updates: 1}
        stoploss:
          {take_profit_bps: 5.0, premium_stop_bps: 30.0, max_hold_hours: 0.002, cooldown_sec: 1}
        execution_engine:
          {position_size_krw: 250000.0, cooldown_after_entry_ms: 3000,
           cooldown_after_failure_ms: 500, leg_timeout_ms: 400, max_naked_seconds: 0.6,
           max_naked_krw: 1000000.0}
        # Its own limits must not end it; those on depth and silent streams stay.
        capital: {total_krw: 5000000.0, per_pair_krw: 2000000.0}
        safety:
          {max_quote_age_ms_upbit: %2$d, max_quote_age_ms_binance: %2$d, max_quote_age_ms_fx: %2$d,
           max_quote_skew_ms: %2$d, max_clock_offset_ms: 1000, max_daily_loss_krw: 100000000.0,
           max_drawdown_pct: 99.0, max_losing_pairs: 1000, max_unwinds_per_hour: 1000,
           max_orders_per_minute: 600, breaker_failures: 1000,
           too_good_pct: 50.0, jump_pct: 50.0, premium_gap_pct: 50.0, price_band_pct: 50.0}
        position_engine: {max_exposure_krw: 5000000.0, max_daily_loss_krw: 100000000.0}
        rebalancer: {enabled: false}
        live_guards: {require_safety_pass: false, dry_run_cycles: 1}
        watchdog: {enabled: %3$b}
        """
            .formatted(folder, ageMs, watched);
  }
}
