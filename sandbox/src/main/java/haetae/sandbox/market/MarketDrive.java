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
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

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
  private final Randomness sizes;
  private final MarketSettings settings;
  private final Map<String, Double> simulatedMids = new TreeMap<>();
  private @Nullable Replay replay;

  /**
   * A drive at its start; {@link #begin} gives the first books.
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
    this.settings = settings;
    List<Double> prices = new ArrayList<>();
    for (String coin : settings.coins()) {
      pair(listings, coin, seed);
      prices.add(settings.pricesUsdt().getOrDefault(coin, BigDecimal.valueOf(100)).doubleValue());
    }
    this.source = new SimulatedMarket(model(settings), pairs, prices, seed, 0);
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

  /**
   * Gives every market its first book and its first trade.
   *
   * @param recordings move some markets in place of the simulation; the others of their coins
   *     follow; null for none
   */
  public void begin(@Nullable Replay recordings) {
    replay = recordings;
    Set<Integer> seen = new HashSet<>();
    while (seen.size() < pairs.size() * 2 + 1) {
      seen.add(step());
    }
    // Once more for all, now that every simulated price is known.
    for (int i = 0; i < 2 * seen.size(); i++) {
      step();
    }
  }

  private int step() {
    BookChanged event = (BookChanged) source.next();
    apply(event);
    return event.instrumentId();
  }

  private Market market(int id) {
    Market market = markets.get(id);
    if (market == null) {
      throw new IllegalStateException("no market " + id);
    }
    return market;
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
      step();
    }
    long waitNs = Math.round((source.nextTimeNs() - now) / speed);
    loop.after(Math.max(1, waitNs / NS_PER_MS), () -> step(loop, speed, wallNs, marketNs));
  }

  private void apply(BookChanged event) {
    Market market = market(event.instrumentId());
    String coin = market.instrument().base().code();
    double simulated = event.book().midE8() / (double) Fixed.ONE;
    boolean spot = perpetualOf.containsKey(event.instrumentId());
    if (spot) {
      simulatedMids.put(coin, simulated);
    }
    double scale = scale(coin);
    double mid = simulated * scale;
    move(market, scale == 1 ? event.book() : book(market, mid));
    if (spot) {
      perpetual(event, mid);
    }
  }

  private void perpetual(BookChanged spot, double mid) {
    Integer id = perpetualOf.get(spot.instrumentId());
    Wandering premium = basis.get(spot.instrumentId());
    if (id != null && premium != null) {
      Market future = market(id);
      move(future, book(future, mid * (1 + premium.at(spot.timeNs()))));
    }
  }

  private OrderBook book(Market market, double mid) {
    boolean krw = market.instrument().venue() == Venue.UPBIT;
    double top = krw ? settings.topKrw() : settings.topKrw() / settings.usdtKrw() * 3;
    OrderBook book = new OrderBook();
    new BookShape(settings.levels(), top, krw ? 0.00005 : 0.00001)
        .fill(book, market.instrument(), mid, sizes);
    return book;
  }

  /** Recorded price of a coin over its simulated one; 1 if it is not recorded. */
  private double scale(String coin) {
    Market recorded = replay == null ? null : replay.of(coin);
    Double simulated = simulatedMids.get(coin);
    return recorded == null || simulated == null ? 1 : recorded.mid().doubleValue() / simulated;
  }

  private void move(Market market, OrderBook book) {
    boolean recorded = replay != null && replay.moves(market);
    if (recorded || frozen.test(market.instrument().venue())) {
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
