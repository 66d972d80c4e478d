package haetae.sandbox.market;

import haetae.market.Asset;
import haetae.market.Fixed;
import haetae.market.FixedTick;
import haetae.market.Instrument;
import haetae.market.InstrumentKind;
import haetae.market.OrderRules;
import haetae.market.PriceGrid;
import haetae.market.UpbitKrwBands;
import haetae.market.Venue;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The instruments of both venues and their rules.
 *
 * <p>Source: the venues' documentation of 2026-11: ticks, steps and least notionals of BTC and ETH
 * at Binance are live values of 2026-09, other coins' are made up in their manner.
 */
public final class Listings {
  private record Steps(String tick, String lot) {}

  private static final Map<String, Steps> SPOT =
      Map.of("BTC", new Steps("0.01", "0.00001"), "ETH", new Steps("0.01", "0.0001"));
  private static final Map<String, Steps> FUTURES =
      Map.of("BTC", new Steps("0.10", "0.001"), "ETH", new Steps("0.01", "0.001"));
  private static final Steps OTHER_SPOT = new Steps("0.0001", "0.1");
  private static final Steps OTHER_FUTURES = new Steps("0.0001", "0.1");

  private final List<Instrument> all = new ArrayList<>();

  /** The instruments of some coins. */
  public Listings(List<String> coins) {
    upbit("USDT");
    for (String coin : coins) {
      upbit(coin);
      binance(coin, InstrumentKind.SPOT, SPOT.getOrDefault(coin, OTHER_SPOT), "5", "9000000");
      String least = coin.equals("BTC") ? "50" : coin.equals("ETH") ? "20" : "5";
      binance(
          coin,
          InstrumentKind.PERPETUAL,
          FUTURES.getOrDefault(coin, OTHER_FUTURES),
          least,
          "90000000");
    }
  }

  private void upbit(String coin) {
    OrderRules rules = rules(new UpbitKrwBands(), "0.00000001", "0", "5000", "1000000000");
    all.add(
        new Instrument(
            all.size(),
            Venue.UPBIT,
            InstrumentKind.SPOT,
            "KRW-" + coin,
            new Asset(coin),
            Asset.KRW,
            rules));
  }

  private void binance(
      String coin, InstrumentKind kind, Steps steps, String leastNotional, String mostNotional) {
    PriceGrid grid = new FixedTick(Fixed.parse(steps.tick()));
    OrderRules rules = rules(grid, steps.lot(), steps.lot(), leastNotional, mostNotional);
    all.add(
        new Instrument(
            all.size(), Venue.BINANCE, kind, coin + "USDT", new Asset(coin), Asset.USDT, rules));
  }

  private static OrderRules rules(
      PriceGrid grid, String lot, String least, String leastNotional, String mostNotional) {
    return new OrderRules(
        grid,
        Fixed.parse(lot),
        Fixed.parse(least),
        Fixed.ofDecimal(new BigDecimal("9000000"), java.math.RoundingMode.UNNECESSARY),
        Fixed.parse(leastNotional),
        Fixed.parse(mostNotional));
  }

  /** All instruments, by id. */
  public List<Instrument> all() {
    return List.copyOf(all);
  }

  /** An instrument by what it is. */
  public Instrument find(Venue venue, InstrumentKind kind, String base) {
    return all.stream()
        .filter(i -> i.venue() == venue && i.kind() == kind && i.base().code().equals(base))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException(base + " is not listed at " + venue));
  }
}
