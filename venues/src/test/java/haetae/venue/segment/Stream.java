package haetae.venue.segment;

import haetae.Seed;
import haetae.engine.BookChanged;
import haetae.engine.Event;
import haetae.engine.EventEncoder;
import haetae.engine.VenueStatus;
import haetae.market.Instrument;
import haetae.market.OrderBook;
import haetae.market.Side;
import haetae.market.Venue;
import haetae.state.StateOut;
import haetae.venue.wire.Instruments;
import java.util.Base64;
import java.util.List;

/** Events as venues send them, by chance: books that move a little, and all else. */
final class Stream {
  static final List<Instrument> INSTRUMENTS =
      List.of(Instruments.FX, Instruments.UPBIT_BTC, Instruments.PERP_BTC);
  static final long START_NS = 1_795_500_000_000_000_000L;

  private static final long[] TICKS = {100_000_000L, 100_000_000_000L, 10_000_000L};

  private final Seed seed;
  private final OrderBook[] books = {new OrderBook(), new OrderBook(), new OrderBook()};
  private long nowNs = START_NS;

  Stream(Seed seed) {
    this.seed = seed;
  }

  /** Moves time on. */
  void sleep(long ns) {
    nowNs += ns;
  }

  long nowNs() {
    return nowNs;
  }

  /** The next event; a book is a new object. */
  Event next() {
    nowNs += seed.oneIn(20) ? 0 : seed.between(1, 50_000_000);
    int id = (int) seed.between(0, 2);
    if (!seed.oneIn(6)) {
      return book(id);
    }
    return switch ((int) seed.between(0, 3)) {
      case 0 -> trade(id);
      case 1 ->
          new Event.FundingRateReported(
              nowNs, 2, seed.anyLong(), (int) seed.between(1, 8), seed.between(0, 1L << 42));
      case 2 ->
          new Event.VenueStatusChanged(
              nowNs, seed.pick(Venue.values()), seed.pick(VenueStatus.values()), "왜 why");
      default -> new Event.ClockOffsetMeasured(nowNs, seed.pick(Venue.values()), seed.anyLong());
    };
  }

  private Event trade(int id) {
    long tick = TICKS[id];
    return new Event.TradePrinted(
        nowNs,
        id,
        tick * seed.between(1, 200_000),
        seed.between(1, 1L << 40),
        seed.pick(Side.values()),
        venueMs());
  }

  private long venueMs() {
    return seed.oneIn(10) ? 0 : nowNs / 1_000_000 - seed.between(-5, 400);
  }

  private BookChanged book(int id) {
    BookChanged event = new BookChanged().begin(id, nowNs, venueMs());
    if (seed.oneIn(9)) {
      event.markMore();
    }
    change(books[id], event.book(), TICKS[id]);
    books[id].copyFrom(event.book());
    return event;
  }

  /** Some levels go, some change, some come; now and then anything at all. */
  private void change(OrderBook before, OrderBook after, long tick) {
    boolean wild = seed.oneIn(50);
    for (Side taker : Side.values()) {
      long price = 150_000 * tick;
      for (int i = 0; i < before.depth(taker); i++) {
        price = before.priceE8(taker, i);
        if (seed.oneIn(8)) {
          add(after, taker, price + (taker == Side.BUY ? -tick : tick), quantity());
        }
        if (!seed.oneIn(10)) {
          add(after, taker, price, seed.oneIn(4) ? quantity() : before.quantityE8(taker, i));
        }
      }
      while (after.depth(taker) < 10 && !seed.oneIn(15)) {
        long step = tick * seed.between(1, 3);
        price += taker == Side.BUY ? step : -step;
        add(after, taker, wild ? seed.between(0, Long.MAX_VALUE - 1) : price, quantity());
      }
    }
  }

  private long quantity() {
    return seed.oneIn(100) ? seed.between(0, Long.MAX_VALUE - 1) : seed.between(1, 50_000) * 10_000;
  }

  private static void add(OrderBook book, Side taker, long priceE8, long quantityE8) {
    if (taker == Side.BUY) {
      book.addAsk(priceE8, quantityE8);
    } else {
      book.addBid(priceE8, quantityE8);
    }
  }

  /** All of an event, as text. */
  static String text(Event event) {
    StateOut out = new StateOut();
    EventEncoder.encode(event, out);
    return Base64.getEncoder().encodeToString(out.toBytes());
  }
}
