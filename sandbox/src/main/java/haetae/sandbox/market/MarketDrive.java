package haetae.sandbox.market;

import haetae.engine.BookChanged;
import haetae.engine.EventSource;
import haetae.market.Fixed;
import haetae.market.Instrument;
import haetae.market.InstrumentKind;
import haetae.market.OrderBook;
import haetae.market.Pair;
import haetae.market.Side;
import haetae.market.Venue;
import haetae.sandbox.net.Loop;
import haetae.sim.BookShape;
import haetae.sim.MarketModel;
import haetae.sim.Randomness;
import haetae.sim.SimulatedMarket;
import haetae.sim.Wandering;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * Moves all markets: the simulated market of {@code haetae.sim} in real time, or faster.
 *
 * <p>Binance's perpetuals follow its spot market with a small basis. Others' trades are drawn: one
 * a book on average, at the touch. Threads: the sandbox's.
 */
public final class MarketDrive {
  private static final double BASIS_SD = 0.0003;
  private static final double BASIS_HALF_LIFE_SEC = 600;
  private static final long NS_PER_MS = 1_000_000;
  private static final double TOUCH_SHARE = 0.05;

  private final Map<Integer, Market> markets;
  private final List<Pair> pairs = new ArrayList<>();
  private final EventSource source;
  private final Predicate<Venue> frozen;
  private final Randomness trades;
  private final Map<Integer, Wandering> basis = new TreeMap<>();
  private final Map<Integer, Integer> perpetualOf = new TreeMap<>();
  private final BookShape perpetualShape;
  private final Randomness sizes;
  private Predicate<Market> recorded = _ -> false;

  /**
   * A drive at its start; every market already has its first book.
   *
   * @param markets by instrument id
   * @param frozen venues whose books stand still at present
   */
  public MarketDrive(
      Listings listings,
      Map<Integer, Market> markets,
      MarketSettings settings,
      long seed,
      Predicate<Venue> frozen) {
    this.markets = Map.copyOf(markets);
    this.frozen = frozen;
    this.trades = new Randomness(seed, "trades");
    this.sizes = new Randomness(seed, "perpetual sizes");
    this.perpetualShape =
        new BookShape(settings.levels(), settings.topKrw() / settings.usdtKrw() * 3, 0.00001);
    List<Double> prices = new ArrayList<>();
    for (String coin : settings.coins()) {
      pair(listings, coin, seed);
      prices.add(settings.pricesUsdt().getOrDefault(coin, BigDecimal.valueOf(100)).doubleValue());
    }
    this.source = new SimulatedMarket(model(settings), pairs, prices, seed, 0);
    begin();
  }

  private void pair(Listings listings, String coin, long seed) {
    Instrument spot = listings.find(Venue.BINANCE, InstrumentKind.SPOT, coin);
    Instrument perpetual = listings.find(Venue.BINANCE, InstrumentKind.PERPETUAL, coin);
    pairs.add(
        new Pair(
            pairs.size(),
            listings.find(Venue.UPBIT, InstrumentKind.SPOT, coin),
            spot,
            listings.find(Venue.UPBIT, InstrumentKind.SPOT, "USDT")));
    perpetualOf.put(spot.id(), perpetual.id());
    basis.put(
        spot.id(),
        new Wandering(new Randomness(seed, "basis" + coin), 0, BASIS_SD, BASIS_HALF_LIFE_SEC));
  }

  private static MarketModel model(MarketSettings s) {
    return new MarketModel(
        s.usdtKrw(),
        3,
        s.premiumPct(),
        s.premiumSdPct(),
        90,
        0,
        0,
        s.volatilityPct(),
        s.tickMs(),
        s.levels(),
        s.topKrw());
  }

  /** Gives every market its first book and its first trade. */
  private void begin() {
    int missing = pairs.size() * 2 + 1;
    while (missing > 0) {
      BookChanged event = (BookChanged) source.next();
      missing -= market(event.instrumentId()).stats().traded() ? 0 : 1;
      apply(event);
    }
  }

  private Market market(int id) {
    Market market = markets.get(id);
    if (market == null) {
      throw new IllegalStateException("no market " + id);
    }
    return market;
  }

  /** Leaves markets that somebody else moves alone. */
  public void leave(Predicate<Market> others) {
    this.recorded = others;
  }

  /** Runs in real time from now on. */
  public void start(Loop loop, double speed) {
    long wallNs = System.nanoTime();
    long marketNs = source.nextTimeNs();
    step(loop, speed, wallNs, marketNs);
  }

  private void step(Loop loop, double speed, long wallNs, long marketNs) {
    long now = marketNs + Math.round((System.nanoTime() - wallNs) * speed);
    while (source.nextTimeNs() <= now) {
      apply((BookChanged) source.next());
    }
    long waitNs = Math.round((source.nextTimeNs() - now) / speed);
    loop.after(Math.max(1, waitNs / NS_PER_MS), () -> step(loop, speed, wallNs, marketNs));
  }

  private void apply(BookChanged event) {
    Market market = market(event.instrumentId());
    move(market, event.book());
    Integer perpetual = perpetualOf.get(event.instrumentId());
    Wandering premium = basis.get(event.instrumentId());
    if (perpetual != null && premium != null) {
      Market future = market(perpetual);
      double mid = event.book().midE8() / (double) Fixed.ONE * (1 + premium.at(event.timeNs()));
      OrderBook book = new OrderBook();
      perpetualShape.fill(book, future.instrument(), mid, sizes);
      move(future, book);
    }
  }

  private void move(Market market, OrderBook book) {
    if (recorded.test(market) || frozen.test(market.instrument().venue())) {
      return;
    }
    market.replace(book);
    Side taker = trades.chance(Fixed.MILLION / 2) ? Side.BUY : Side.SELL;
    Level touch = market.best(taker.opposite());
    if (touch == null) {
      return;
    }
    long lot = market.instrument().rules().lotE8();
    long quantity = Math.round(touch.quantity().doubleValue() * TOUCH_SHARE * trades.unit() * 1e8);
    long whole = Math.max(lot, quantity - Math.floorMod(quantity, lot));
    market.print(touch.price(), Fixed.toDecimal(whole), taker);
  }
}
