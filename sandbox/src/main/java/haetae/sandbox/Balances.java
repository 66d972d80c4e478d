package haetae.sandbox;

import java.math.BigDecimal;
import java.util.Map;

/**
 * What the accounts hold at the start, by asset code.
 *
 * @param upbit KRW and coins at Upbit
 * @param binanceSpot assets in Binance's spot account
 * @param binanceFutures wallet of Binance's USD-M account
 */
public record Balances(
    Map<String, BigDecimal> upbit,
    Map<String, BigDecimal> binanceSpot,
    Map<String, BigDecimal> binanceFutures) {
  /** Keeps its own copies. */
  public Balances {
    upbit = Map.copyOf(upbit);
    binanceSpot = Map.copyOf(binanceSpot);
    binanceFutures = Map.copyOf(binanceFutures);
  }

  /** Enough to try things: 100 million KRW, 100,000 USDT twice, a few coins. */
  public static Balances defaults() {
    return new Balances(
        Map.of(
            "KRW",
            new BigDecimal("100000000"),
            "BTC",
            BigDecimal.ONE,
            "ETH",
            BigDecimal.TEN,
            "USDT",
            new BigDecimal("10000")),
        Map.of(
            "USDT", new BigDecimal("100000"),
            "BTC", BigDecimal.ONE,
            "ETH", BigDecimal.TEN,
            "BNB", BigDecimal.ONE),
        Map.of("USDT", new BigDecimal("100000")));
  }
}
