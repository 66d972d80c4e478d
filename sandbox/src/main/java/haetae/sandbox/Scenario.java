package haetae.sandbox;

import haetae.sandbox.auth.ApiKey;
import haetae.sandbox.binance.BinanceSettings;
import haetae.sandbox.fault.FaultSpec;
import haetae.sandbox.market.MarketSettings;
import haetae.sandbox.upbit.UpbitSettings;
import java.util.ArrayList;
import java.util.List;

/**
 * All that a sandbox is told: what the market is like, who may come in, what goes wrong.
 *
 * @param seed of everything drawn
 * @param speed market seconds a second
 * @param keys who may come in
 * @param faults what goes wrong, and when
 */
public record Scenario(
    long seed,
    double speed,
    List<ApiKey> keys,
    Balances balances,
    MarketSettings market,
    UpbitSettings upbit,
    BinanceSettings binance,
    List<FaultSpec> faults) {
  /** Everything that a key can be allowed. */
  public static final List<String> PERMISSIONS =
      List.of("view_assets", "view_orders", "make_orders", "read", "spot", "futures");

  /** Checks the ranges. */
  public Scenario {
    if (!(speed > 0) || speed > 10_000) {
      throw new IllegalArgumentException("speed must be above 0 and at most 10000, not " + speed);
    }
    keys = List.copyOf(keys);
    faults = List.copyOf(faults);
  }

  /** A scenario without faults, and one well-known key a venue. */
  public static Scenario defaults() {
    return new Scenario(
        1,
        1,
        List.of(
            new ApiKey("upbit", "sandbox-upbit-access", "sandbox-upbit-secret", "", PERMISSIONS),
            new ApiKey(
                "binance", "sandbox-binance-key", "sandbox-binance-secret", "", PERMISSIONS)),
        Balances.defaults(),
        MarketSettings.defaults(),
        UpbitSettings.defaults(),
        BinanceSettings.defaults(),
        List.of());
  }

  /** The same with another seed. */
  public Scenario seed(long other) {
    return new Scenario(other, speed, keys, balances, market, upbit, binance, faults);
  }

  /** The same at another speed. */
  public Scenario speed(double other) {
    return new Scenario(seed, other, keys, balances, market, upbit, binance, faults);
  }

  /** The same with keys more. */
  public Scenario with(List<ApiKey> more) {
    List<ApiKey> all = new ArrayList<>(keys);
    all.addAll(more);
    return new Scenario(seed, speed, all, balances, market, upbit, binance, faults);
  }
}
