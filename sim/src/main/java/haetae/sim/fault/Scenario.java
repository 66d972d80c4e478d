package haetae.sim.fault;

import haetae.engine.EngineConfig;
import haetae.execution.ExecutionRules;
import haetae.execution.LegPolicy;
import haetae.market.Asset;
import haetae.market.Fixed;
import haetae.market.InstrumentKind;
import haetae.market.Pair;
import haetae.market.Venue;
import haetae.portfolio.ResidualSweep;
import haetae.sim.MarketModel;
import haetae.sim.Randomness;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Everything of one seed that does not fail: market, latencies, fees, wallets and the size of
 * trades, drawn from the seed.
 *
 * @param config what the engine is built with and what it is judged by
 * @param pricesUsdt first price of each pair's coin
 * @param latencyNs one way, by venue
 * @param feePpm taker fee, by venue
 */
record Scenario(
    EngineConfig config,
    MarketModel market,
    List<Double> pricesUsdt,
    List<Long> latencyNs,
    List<Long> feePpm,
    int leverage,
    boolean feeInBase) {
  private static final Map<String, Double> PRICES =
      Map.of("BTC", 77_000.0, "ETH", 2_900.0, "SOL", 150.0, "XRP", 1.5);
  private static final double USDT_KRW = 1_370;
  private static final long NS_PER_MS = 1_000_000;
  private static final long[] TICKS_MS = {400, 600, 800, 1_000};

  static Scenario draw(EngineConfig base, long seed) {
    Randomness draw = new Randomness(seed, "scenario");
    long restSec = new Randomness(seed, "dust").between(20, 1_200);
    EngineConfig config = sized(base, new ResidualSweep(restSec * 1_000 * NS_PER_MS, 20_000), draw);
    long tick = TICKS_MS[(int) draw.between(0, TICKS_MS.length - 1)];
    double level =
        Math.max(20_000_000, 4.0 * config.safety().maxPositionKrwE8() / Fixed.ONE)
            * draw.between(1, 3);
    MarketModel market =
        new MarketModel(
            USDT_KRW,
            draw.between(1, 8),
            0,
            draw.between(5, 13) / 10.0,
            draw.between(30, 180),
            draw.between(0, 12),
            draw.between(5, 25) / 10.0,
            draw.between(20, 150),
            tick,
            (int) draw.between(3, 5),
            level);
    boolean spot = config.pairs().stream().anyMatch(p -> p.binance().kind() == InstrumentKind.SPOT);
    return new Scenario(
        config,
        market,
        config.pairs().stream().map(Scenario::price).toList(),
        List.of(draw.between(2, 300) * NS_PER_MS, draw.between(2, 300) * NS_PER_MS),
        List.of(500L, spot ? 1_000L : 500L),
        (int) draw.between(1, 5),
        spot);
  }

  /** As configured, or as large as the limits let it be. */
  private static EngineConfig sized(EngineConfig base, ResidualSweep sweep, Randomness draw) {
    long least = base.sizing().positionKrwE8();
    long most = base.safety().maxPositionKrwE8();
    long size = draw.chance(300_000) ? least : Math.max(least, draw.between(most / 2, most));
    return new EngineConfig(
        base.session(),
        base.mode(),
        base.instruments(),
        base.pairs(),
        base.fees(),
        base.strategies(),
        base.capital(),
        new EngineConfig.Sizing(
            size,
            base.sizing().positionBtcE8(),
            base.sizing().residualCapKrwE8(),
            base.sizing().minKrwE8(),
            sweep),
        legs(base.execution(), draw),
        base.safety(),
        base.entry(),
        base.stops(),
        base.rebalancer(),
        base.drift(),
        base.guard(),
        base.pacing(),
        base.perpetual());
  }

  /** Any order of the legs: the limits hold for all. */
  private static ExecutionRules legs(ExecutionRules base, Randomness draw) {
    LegPolicy.Order[] orders = LegPolicy.Order.values();
    LegPolicy.Lead[] leads = LegPolicy.Lead.values();
    return new ExecutionRules(
        new LegPolicy(
            orders[(int) draw.between(0, orders.length - 1)],
            leads[(int) draw.between(0, leads.length - 1)]),
        base.slippageUpbitPpm(),
        base.slippageBinancePpm(),
        base.matchTries(),
        base.retryNs(),
        base.legTimeoutNs(),
        base.maxNakedNs(),
        base.maxNakedKrwE8(),
        base.maxUnwindLossKrwE8());
  }

  private static double price(Pair pair) {
    return PRICES.getOrDefault(pair.name(), 100.0);
  }

  /** Enough money for the exposure limit, and coins to sell. */
  VenueAccounts accounts(Venue venue, boolean bnb) {
    VenueAccounts accounts = new VenueAccounts(leverage);
    long exposure = Math.max(config.safety().maxExposureKrwE8(), 10 * Fixed.ONE);
    long usdt = Math.round(exposure / USDT_KRW);
    List<Asset> coins = new ArrayList<>();
    if (venue == Venue.UPBIT) {
      accounts.add(Asset.KRW, 10 * exposure);
      accounts.add(Asset.USDT, 0);
      config.pairs().forEach(p -> coins.add(p.upbit().base()));
    } else {
      accounts.add(Asset.USDT, 10 * usdt);
      if (bnb) {
        accounts.add(Asset.BNB, Fixed.ONE / 500);
      }
      config.pairs().stream()
          .filter(p -> p.binance().kind() == InstrumentKind.SPOT)
          .forEach(p -> coins.add(p.binance().base()));
    }
    for (Asset coin : coins) {
      double price = PRICES.getOrDefault(coin.code(), 100.0);
      accounts.add(
          coin, Fixed.divideE8(2 * usdt, Math.round(price * Fixed.ONE), RoundingMode.FLOOR));
    }
    return accounts;
  }
}
