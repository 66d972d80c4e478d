package haetae.sim;

import haetae.engine.BookChanged;
import haetae.engine.Event;
import haetae.engine.EventSource;
import haetae.market.Instrument;
import haetae.market.Pair;
import haetae.market.Venue;
import java.util.List;

/**
 * A seeded market without end: for each pair a coin price that wanders, a premium that reverts and
 * jumps, and one KRW-USDT for all; each instrument has its own stream of books.
 *
 * <p>The same seed gives the same books. Threads: one.
 */
public final class SimulatedMarket implements EventSource {
  private static final double NS_PER_SECOND = 1e9;
  private static final double SECONDS_PER_YEAR = 365.0 * 86_400;
  private static final long NS_PER_MS = 1_000_000;
  private static final double FX_HALF_LIFE_SEC = 3_600;

  /** One coin's state. */
  private static final class Coin {
    private final Pair pair;
    private final Randomness random;
    private double usdt;
    private final Wandering deviation;
    private double premium;
    private long atNs;

    Coin(Pair pair, double usdt, Randomness random, Wandering deviation, long startNs) {
      this.pair = pair;
      this.usdt = usdt;
      this.random = random;
      this.deviation = deviation;
      this.premium = deviation.at(startNs);
      this.atNs = startNs;
    }
  }

  /** One instrument's stream of books. */
  private static final class Stream {
    private final Instrument instrument;
    private final int coin;
    private final Randomness random;
    private final BookShape shape;
    private long nextNs;

    Stream(Instrument instrument, int coin, Randomness random, BookShape shape, long nextNs) {
      this.instrument = instrument;
      this.coin = coin;
      this.random = random;
      this.shape = shape;
      this.nextNs = nextNs;
    }
  }

  private final MarketModel model;
  private final Coin[] coins;
  private final Stream[] streams;
  private final BookChanged slot = new BookChanged();
  private final Wandering fx;

  /**
   * A market that begins at a time.
   *
   * @param usdtPrices first price of each pair's coin in USDT, by pair id
   */
  public SimulatedMarket(
      MarketModel model, List<Pair> pairs, List<Double> usdtPrices, long seed, long startNs) {
    this.model = model;
    this.coins = new Coin[pairs.size()];
    Randomness fxRandom = new Randomness(seed, "fx");
    this.fx = new Wandering(fxRandom, model.usdtKrw(), model.usdtKrwSd(), FX_HALF_LIFE_SEC);
    this.streams = new Stream[pairs.size() * 2 + 1];
    double topUsdt = model.topKrw() / model.usdtKrw();
    for (Pair pair : pairs) {
      int i = pair.id();
      coins[i] =
          new Coin(
              pair,
              usdtPrices.get(i),
              new Randomness(seed, "coin" + pair.name()),
              model.premium(new Randomness(seed, "premium" + pair.name())),
              startNs);
      BookShape home = new BookShape(model.levels(), model.topKrw(), 0.00005);
      BookShape abroad = new BookShape(model.levels(), topUsdt * 3, 0.00001);
      streams[2 * i] = stream(pair.upbit(), i, seed, home, startNs);
      streams[2 * i + 1] = stream(pair.binance(), i, seed, abroad, startNs);
    }
    BookShape tether = new BookShape(model.levels(), model.topKrw() * 5, 0.00001);
    streams[streams.length - 1] = stream(pairs.get(0).fx(), -1, seed, tether, startNs);
  }

  private Stream stream(Instrument instrument, int coin, long seed, BookShape shape, long startNs) {
    Randomness random = new Randomness(seed, "stream" + instrument);
    long first = startNs + random.between(0, model.tickMs()) * NS_PER_MS;
    return new Stream(instrument, coin, random, shape, first);
  }

  private Stream earliest() {
    Stream best = streams[0];
    for (Stream stream : streams) {
      if (stream.nextNs < best.nextNs) {
        best = stream;
      }
    }
    return best;
  }

  @Override
  public long nextTimeNs() {
    return earliest().nextNs;
  }

  @Override
  public Event next() {
    Stream stream = earliest();
    long now = stream.nextNs;
    double rate = fx.at(now);
    double mid = rate;
    if (stream.coin >= 0) {
      Coin coin = coins[stream.coin];
      move(coin, now);
      boolean upbit = stream.instrument.venue() == Venue.UPBIT;
      mid = upbit ? coin.usdt * rate * (1 + coin.premium) : coin.usdt;
    }
    slot.begin(stream.instrument.id(), now, now / NS_PER_MS);
    stream.shape.fill(slot.book(), stream.instrument, mid, stream.random);
    stream.nextNs =
        now + (model.tickMs() + stream.random.between(0, model.tickMs() / 5)) * NS_PER_MS;
    return slot;
  }

  private void move(Coin coin, long nowNs) {
    double dt = (nowNs - coin.atNs) / NS_PER_SECOND;
    if (dt <= 0) {
      return;
    }
    coin.atNs = nowNs;
    double sigma = model.volatilityPct() / 100 * Math.sqrt(dt / SECONDS_PER_YEAR);
    coin.usdt *= Math.exp(sigma * coin.random.gaussian() - sigma * sigma / 2);
    coin.premium = coin.deviation.at(nowNs);
    if (coin.random.unit() < model.jumpsPerHour() / 3_600 * dt) {
      double sign = coin.random.unit() < 0.5 ? -1 : 1;
      coin.deviation.jump(sign * model.jumpPct() / 100);
    }
  }

  /** The present premium of a pair as the model has it, as a fraction; for tests. */
  double premium(Pair pair) {
    Coin coin = coins[pair.id()];
    return coin.pair.id() == pair.id() ? coin.premium : Double.NaN;
  }
}
