package haetae.bench;

import haetae.app.live.SandboxVenues;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * A market and a configuration of mode live in which orders are sent all the time: enters on
 * little, leaves on little, and no limit of its own ends that. What lies on the way of an order is
 * as in live.yml, but for both legs at once.
 *
 * <p>The streams are about as busy as the venues' own, ten books a second and instrument, and the
 * orders stay below Upbit's limit of a second, which would be measured in their place.
 */
final class WireSettings {
  private record Coin(
      String code, String priceUsdt, String tick, String lot, int leastUsdt, int held) {}

  private static final List<Coin> COINS =
      List.of(
          new Coin("BTC", "77000", "0.1", "0.001", 50, 10),
          new Coin("ETH", "2600", "0.01", "0.001", 20, 300),
          new Coin("XRP", "1.4", "0.0001", "0.1", 5, 500000));

  private WireSettings() {}

  /** The sandbox's scenario. */
  static String scenario() {
    String names = COINS.stream().map(Coin::code).collect(Collectors.joining(", "));
    String prices =
        COINS.stream().map(c -> c.code + ": " + c.priceUsdt).collect(Collectors.joining(", "));
    String coins =
        COINS.stream().map(c -> c.code + ": " + c.held).collect(Collectors.joining(", "));
    return """
    seed: 7
    market:
      {coins: [%s], prices_usdt: {%s}, usdt_krw: 1400, premium_pct: 0.4, premium_sd_pct: 0.8,
       volatility_pct: 60, tick_ms: 100, top_krw: 200000000}
    upbit: {book_every_ms: 100}
    binance: {leverage: 3}
    balances:
      upbit: {KRW: 10000000000, USDT: 1000000, %s}
      binance_futures: {USDT: 10000000}
    """
        .formatted(names, prices, coins);
  }

  /**
   * The service's configuration.
   *
   * @param upbit host and port of the sandbox's Upbit
   * @param binance the same of Binance
   * @param folder takes everything that is written
   * @param idle {@code runtime.engine_idle}
   */
  static String service(String upbit, String binance, String folder, String idle) {
    String pairs =
        COINS.stream()
            .map(
                c ->
                    String.format(
                        Locale.ROOT,
                        "  - {base: \"%1$s\", upbit: \"KRW-%1$s\", binance: \"%1$sUSDT\","
                            + " binance_market: \"futures\", lot: %2$s, tick: %3$s,"
                            + " min_notional_usdt: %4$d}",
                        c.code,
                        c.lot,
                        c.tick,
                        c.leastUsdt))
            .collect(Collectors.joining("\n"));
    return SandboxVenues.settings(upbit, binance)
        + """
        mode: {current: "live"}
        data_dir: "%1$s/data"
        logging: {file: "%1$s/logs/live.log"}
        longrun: {snapshot_path: "%1$s/logs/stability"}
        metrics_server: {port: 0}
        runtime: {confirm_file: "%1$s/confirmed", halt_file: "%1$s/HALT", engine_idle: "%2$s"}
        pairs:
        %3$s
        signal_engine:
          {min_spread_pct: 0.02, upbit_fee: 0.05, binance_fee: 0.05, slippage_pct: 0.02,
           full_confidence_pct: 0.02, min_confidence: 0.1, confirm_updates: 1}
        stoploss:
          {take_profit_bps: 5.0, premium_stop_bps: 30.0, max_hold_hours: 0.001, cooldown_sec: 0}
        execution_engine:
          {leg_order: "parallel", position_size_krw: 250000.0, cooldown_after_entry_ms: 1500,
           cooldown_after_failure_ms: 500, max_naked_krw: 10000000.0, residual_cap_krw: 100000000.0}
        capital:
          {total_krw: 50000000.0, per_pair_krw: 5000000.0, upbit_krw: 50000000.0,
           binance_krw: 50000000.0}
        safety:
          {max_quote_age_ms_upbit: 3000, max_quote_age_ms_binance: 3000, max_quote_age_ms_fx: 3000,
           max_quote_skew_ms: 3000, max_clock_offset_ms: 1000, max_daily_loss_krw: 100000000.0,
           max_drawdown_pct: 99.0, max_losing_pairs: 1000, max_unwinds_per_hour: 1000,
           max_orders_per_minute: 600, breaker_failures: 1000,
           too_good_pct: 50.0, jump_pct: 50.0, premium_gap_pct: 50.0, price_band_pct: 50.0}
        position_engine:
          {max_open_positions: 20, max_exposure_krw: 50000000.0, max_daily_loss_krw: 100000000.0}
        rebalancer: {enabled: false}
        watchdog: {enabled: false}
        live_guards: {require_safety_pass: false, dry_run_cycles: 15}
        """
            .formatted(folder, idle, pairs);
  }
}
