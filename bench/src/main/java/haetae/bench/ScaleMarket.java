package haetae.bench;

import haetae.app.config.ConfigException;
import haetae.app.config.ConfigLoader;
import haetae.app.config.HaetaeConfig;
import haetae.app.live.EngineConfigs;
import haetae.engine.BookChanged;
import haetae.engine.CommandSink;
import haetae.engine.Engine;
import haetae.engine.EngineConfig;
import haetae.engine.Event;
import haetae.engine.EventEncoder;
import haetae.engine.VenueStatus;
import haetae.market.Asset;
import haetae.market.Fixed;
import haetae.market.Instrument;
import haetae.market.Pair;
import haetae.market.Venue;
import haetae.state.StateOut;
import haetae.store.journal.Journal;
import haetae.venue.binance.BinancePath;
import haetae.venue.upbit.UpbitPath;
import haetae.venue.wire.DecodeException;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Many pairs at both venues: messages in the venues' words, read into books, written to a journal
 * and taken by an engine, all on one thread. Prices are such that there is little to gain. Threads:
 * one.
 */
final class ScaleMarket {
  private static final long KEEP_BEHIND = 20_000;
  private static final int VARIANTS = 2;

  private final Engine engine;
  private final Journal journal;
  private final StateOut bytes = new StateOut();
  private final BookChanged book = new BookChanged();
  private final UpbitPath upbit;
  private final BinancePath binance;
  private final byte[][] upbitFrames;
  private final byte[][] binanceFrames;
  private final int pairs;
  private final int fxId;
  private final CommandSink sink = _ -> {};

  /** A market with fresh books of nothing yet. */
  ScaleMarket(int pairs, Journal journal, long nowNs) throws ConfigException {
    this.pairs = pairs;
    this.journal = journal;
    HaetaeConfig config = ConfigLoader.of("scale", settings(pairs));
    EngineConfig rules = EngineConfigs.of(config, "paper", "scale", new EngineConfigs.Patience(0));
    this.engine = new Engine(rules);
    List<Instrument> home = rules.pairs().stream().map(Pair::upbit).toList();
    List<Instrument> abroad = rules.pairs().stream().map(Pair::binance).toList();
    this.fxId = rules.pairs().getFirst().fx().id();
    this.upbit = new UpbitPath(symbols(home), ids(home));
    this.binance = new BinancePath(symbols(abroad), ids(abroad));
    this.upbitFrames =
        frames(
            (coin, odd) -> Frames.upbitBook("KRW-" + coin, TickMarket.FAIR_KRW + odd * 1_000L, 15));
    this.binanceFrames =
        frames((coin, _) -> Frames.binanceDepth(coin + "USDT", BenchBooks.BTC_USDT));
    begin(rules, nowNs);
  }

  private static String settings(int pairs) {
    return IntStream.range(0, pairs)
        .mapToObj(i -> pair("C" + i))
        .collect(Collectors.joining("\n", "pairs:\n", "\n"));
  }

  private static String pair(String coin) {
    return "  - {base: \""
        + coin
        + "\", upbit: \"KRW-"
        + coin
        + "\", binance: \""
        + coin
        + "USDT\", binance_market: \"futures\", lot: 0.001, tick: 0.1, min_notional_usdt: 50}";
  }

  private static List<String> symbols(List<Instrument> all) {
    return all.stream().map(Instrument::symbol).toList();
  }

  private static int[] ids(List<Instrument> all) {
    return all.stream().mapToInt(Instrument::id).toArray();
  }

  private interface Framed {
    byte[] of(String coin, int odd);
  }

  private byte[][] frames(Framed framed) {
    byte[][] all = new byte[VARIANTS * pairs][];
    for (int i = 0; i < all.length; i++) {
      all[i] = framed.of("C" + i % pairs, i / pairs);
    }
    return all;
  }

  private void begin(EngineConfig rules, long nowNs) {
    for (Venue venue : Venue.values()) {
      engine.onEvent(new Event.VenueStatusChanged(nowNs, venue, VenueStatus.UP, ""), sink);
      engine.onEvent(new Event.ClockOffsetMeasured(nowNs, venue, 0), sink);
    }
    balance(nowNs, Venue.UPBIT, Asset.KRW, 10_000_000);
    balance(nowNs, Venue.BINANCE, Asset.USDT, 10_000);
    for (Pair pair : rules.pairs()) {
      balance(nowNs, Venue.UPBIT, pair.upbit().base(), 0);
    }
  }

  private void balance(long nowNs, Venue venue, Asset asset, long amount) {
    engine.onEvent(new Event.BalanceReported(nowNs, venue, asset, amount * Fixed.ONE, 0), sink);
  }

  /** The rate between won and dollars, and a cycle. */
  void second(long nowNs, long cycle) {
    book.begin(fxId, nowNs, 0);
    BenchBooks.fill(book.book(), BenchBooks.USDT_KRW * Fixed.ONE, Fixed.ONE, 50_000 * Fixed.ONE);
    engine.onEvent(book, sink);
    engine.onEvent(new Event.CycleStarted(nowNs, cycle), sink);
  }

  /** One message, the two venues in turn, pair after pair: to the decision. */
  void message(long number, long nowNs) throws DecodeException {
    int pair = (int) (number / 2 % pairs);
    int frame = pair + pairs * (int) (number / 2 / pairs % VARIANTS);
    if (number % 2 == 0) {
      upbit.read(upbitFrames[frame], nowNs, book);
    } else {
      binance.read(pair, binanceFrames[frame], nowNs, book);
    }
    EventEncoder.encode(book, bytes.clear());
    long seq = journal.append(1, bytes.buffer(), bytes.length());
    if (seq % KEEP_BEHIND == 0) {
      journal.release(seq);
    }
    engine.onEvent(book, sink);
  }

  /** Fails unless the engine took every book that it was given. */
  void check() {
    if (engine.snapshot().badBooks() > 0) {
      throw new IllegalStateException(engine.snapshot().badBooks() + " books were not fit");
    }
  }
}
