package haetae.bench;

import haetae.engine.BookChanged;
import haetae.engine.Command;
import haetae.engine.CommandSink;
import haetae.engine.Engine;
import haetae.engine.EngineConfig;
import haetae.engine.Event;
import haetae.engine.TestConfigs;
import haetae.engine.VenueStatus;
import haetae.market.Asset;
import haetae.market.Fixed;
import haetae.market.Venue;
import haetae.state.StateIn;
import haetae.state.StateOut;

/**
 * An engine that has seen quotes of all books, a moment before the message that is measured, and
 * can be put back there. Both legs of an entry are sent at once. Threads: one.
 */
public final class TickMarket {
  /** Upbit's best ask, in KRW, at which neither direction gains. */
  public static final long FAIR_KRW = 105_490_000;

  /** Upbit's best ask, in KRW, at which an entry gains. */
  public static final long CHEAP_KRW = 103_500_000;

  private static final long START_NS = 1_795_500_000_000_000_000L;
  private static final long MS = 1_000_000;
  private static final long ROUND_NS = 50 * MS;
  private static final int MOST_ROUNDS = 400;
  private static final CommandSink NOWHERE = _ -> {};

  private final EngineConfig config = TestConfigs.parallel(TestConfigs.config(250_000));
  private final BookChanged book = new BookChanged();
  private final byte[] before;
  private Engine engine = new Engine(config);
  private long nowNs = START_NS;
  private long beforeNs;

  /** An engine with balances, venues that are up and fresh books, a message before an entry. */
  public TickMarket() {
    for (Venue venue : Venue.values()) {
      send(new Event.VenueStatusChanged(nowNs, venue, VenueStatus.UP, ""));
      send(new Event.ClockOffsetMeasured(nowNs, venue, 0));
    }
    balance(Venue.UPBIT, Asset.KRW, 10_000_000);
    balance(Venue.UPBIT, new Asset("BTC"), 1);
    balance(Venue.UPBIT, Asset.USDT, 0);
    balance(Venue.BINANCE, Asset.USDT, 10_000);
    before = untilEntry();
    reset();
  }

  /** The rule wants to see the gap for a while: the state before the message that is enough. */
  private byte[] untilEntry() {
    StateOut out = new StateOut();
    for (int round = 0; round < MOST_ROUNDS; round++) {
      nowNs += ROUND_NS;
      others();
      engine.save(out.clear());
      beforeNs = nowNs;
      nowNs += MS;
      book.begin(0, nowNs, 0);
      BenchBooks.fill(book.book(), (CHEAP_KRW - 500) * Fixed.ONE, 1_000 * Fixed.ONE, Fixed.ONE / 5);
      boolean[] sent = new boolean[1];
      engine.onEvent(book, command -> sent[0] |= command instanceof Command.PlaceOrder);
      if (sent[0]) {
        return out.toBytes();
      }
    }
    throw new IllegalStateException("no entry: " + engine.snapshot().refusals());
  }

  private void send(Event event) {
    engine.onEvent(event, NOWHERE);
  }

  private void balance(Venue venue, Asset asset, long amount) {
    send(new Event.BalanceReported(nowNs, venue, asset, amount * Fixed.ONE, 0));
  }

  /** New quotes of all books but Upbit's BTC. */
  public void others() {
    nowNs += MS;
    book.begin(1, nowNs, 0);
    BenchBooks.fill(book.book(), BenchBooks.BTC_USDT * Fixed.ONE, Fixed.ONE / 10, Fixed.ONE);
    engine.onEvent(book, NOWHERE);
    book.begin(2, nowNs, 0);
    BenchBooks.fill(book.book(), BenchBooks.USDT_KRW * Fixed.ONE, Fixed.ONE, 50_000 * Fixed.ONE);
    engine.onEvent(book, NOWHERE);
  }

  /** Back to the moment after construction. */
  public void reset() {
    engine = Engine.load(config, StateIn.of(before));
    nowNs = beforeNs + MS;
  }

  /** Engine time of the next message; each call is 50 us later. */
  public long nextNs() {
    nowNs += MS / 20;
    return nowNs;
  }

  /** The engine; another one after each {@link #reset}. */
  public Engine engine() {
    return engine;
  }
}
