package haetae.sandbox.market;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

/**
 * What the simulated market is like.
 *
 * @param coins coins traded at both venues, besides USDT at Upbit
 * @param pricesUsdt first price of each coin in USDT
 * @param usdtKrw level of KRW-USDT
 * @param premiumPct long-run premium of Upbit in percent
 * @param premiumSdPct standard deviation of the premium
 * @param volatilityPct annual volatility of the coins
 * @param tickMs time between two books of an instrument
 * @param levels levels a side, at most 30
 * @param topKrw typical worth of one level in KRW
 * @param fundingRate funding rate a period, as a fraction
 * @param fundingIntervalSec time between two funding payments; 0 for the venue's 8 hours
 */
public record MarketSettings(
    List<String> coins,
    Map<String, BigDecimal> pricesUsdt,
    double usdtKrw,
    double premiumPct,
    double premiumSdPct,
    double volatilityPct,
    long tickMs,
    int levels,
    double topKrw,
    BigDecimal fundingRate,
    long fundingIntervalSec) {
  /** Checks the ranges. */
  public MarketSettings {
    if (coins.isEmpty() || coins.contains("USDT") || coins.contains("KRW")) {
      throw new IllegalArgumentException("coins must name at least one coin, without USDT and KRW");
    }
    if (levels < 1 || levels > 30 || tickMs < 10) {
      throw new IllegalArgumentException("levels must be 1 to 30, tick_ms at least 10");
    }
    if (!(usdtKrw > 0) || !(topKrw > 0) || fundingIntervalSec < 0) {
      throw new IllegalArgumentException("usdt_krw and top_krw must be above 0");
    }
  }

  /** Three coins at prices of the order of 2026's. */
  public static MarketSettings defaults() {
    return new MarketSettings(
        List.of("BTC", "ETH", "XRP"),
        Map.of(
            "BTC", new BigDecimal("77000"),
            "ETH", new BigDecimal("2600"),
            "XRP", new BigDecimal("1.4"),
            "BNB", new BigDecimal("800")),
        1_450,
        0.3,
        0.4,
        45,
        250,
        30,
        60_000_000,
        new BigDecimal("0.0001"),
        0);
  }
}
