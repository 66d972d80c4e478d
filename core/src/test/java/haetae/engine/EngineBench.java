package haetae.engine;

import haetae.execution.OrderIntent;
import haetae.execution.OrderIntent.Purpose;
import haetae.market.Asset;
import haetae.market.Fixed;
import haetae.market.Instrument;
import haetae.market.Venue;
import haetae.risk.ApprovedOrder;
import haetae.risk.GuardFacts;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** An engine in a market that offers an entry at Upbit, with venues that the test plays. */
final class EngineBench {
  static final long MS = 1_000_000L;
  static final long SECOND = 1_000 * MS;

  final List<Command> commands = new ArrayList<>();
  final Engine engine;
  long nowNs = 1_795_500_000_000_000_000L;
  private final Set<Long> answered = new HashSet<>();
  private long fills;

  EngineBench() {
    this(TestConfigs.config(250_000));
  }

  EngineBench(EngineConfig config) {
    engine = new Engine(config);
    for (Venue venue : Venue.values()) {
      send(new Event.VenueStatusChanged(nowNs, venue, VenueStatus.UP, ""));
      send(new Event.ClockOffsetMeasured(nowNs, venue, 0));
    }
    balance(Venue.UPBIT, Asset.KRW, 10_000_000);
    balance(Venue.UPBIT, new Asset("BTC"), 0);
    balance(Venue.UPBIT, Asset.USDT, 0);
    balance(Venue.BINANCE, Asset.USDT, 10_000);
  }

  private void balance(Venue venue, Asset asset, long amount) {
    send(new Event.BalanceReported(nowNs, venue, asset, amount * Fixed.ONE, 0));
  }

  void send(Event event) {
    engine.onEvent(event, commands::add);
  }

  void pass(long ns) {
    nowNs += ns;
  }

  /** One round of quotes: Upbit 1.5 % below Binance at 1,370 KRW. */
  void quotes() {
    pass(50 * MS);
    quote(2, Fixed.ONE * 1_370, Fixed.ONE * 1_371, 1_000_000 * Fixed.ONE);
    quote(0, 104_000_000 * Fixed.ONE, 104_010_000 * Fixed.ONE, Fixed.ONE);
    quote(1, 77_100 * Fixed.ONE, 77_101 * Fixed.ONE, 10 * Fixed.ONE);
  }

  /** The same for ETH. */
  void ether() {
    pass(50 * MS);
    quote(2, Fixed.ONE * 1_370, Fixed.ONE * 1_371, 1_000_000 * Fixed.ONE);
    quote(3, 3_900_000 * Fixed.ONE, 3_901_000 * Fixed.ONE, 100 * Fixed.ONE);
    quote(4, 2_900 * Fixed.ONE, 2_901 * Fixed.ONE, 100 * Fixed.ONE);
  }

  /** An order and the hedge that follows it fill whole. */
  void settle(OrderIntent order) {
    fill(order, order.quantityE8());
    end(order, order.quantityE8());
    OrderIntent hedge = last();
    fill(hedge, hedge.quantityE8());
    end(hedge, hedge.quantityE8());
    pass(SECOND);
    send(new Event.TimerFired(nowNs, Timers.trade(order.tradeId())));
  }

  /** Every order that was not answered yet fills whole, and whatever follows it. */
  void settleAll() {
    List<ApprovedOrder> orders = orders();
    for (ApprovedOrder approved : orders) {
      OrderIntent order = approved.intent();
      if (answered.add(order.orderId())) {
        fill(order, order.quantityE8());
        end(order, order.quantityE8());
      }
    }
  }

  private void quote(int id, long bidE8, long askE8, long quantityE8) {
    BookChanged book = new BookChanged().begin(id, nowNs, 0);
    book.book().addBid(bidE8, quantityE8);
    book.book().addAsk(askE8, quantityE8);
    send(book);
  }

  List<ApprovedOrder> orders() {
    List<ApprovedOrder> orders = new ArrayList<>();
    for (Command command : commands) {
      if (command instanceof Command.PlaceOrder place) {
        orders.add(place.order());
      }
    }
    return orders;
  }

  OrderIntent last() {
    return orders().getLast().intent();
  }

  /** Quotes until the next entry is sent. */
  OrderIntent entry() {
    int before = orders().size();
    for (int i = 0; i < 200; i++) {
      quotes();
      if (orders().size() > before) {
        if (last().purpose() != Purpose.ENTRY) {
          throw new AssertionError("not an entry: " + last());
        }
        return last();
      }
    }
    throw new AssertionError("no entry: " + engine.snapshot().refusals());
  }

  /** The venue reports one fill of an order. */
  Event.OrderFilled fill(OrderIntent order, long quantityE8) {
    Instrument instrument = order.instrument();
    Event.OrderFilled fill =
        new Event.OrderFilled(
            nowNs,
            order.orderId(),
            "f" + ++fills,
            order.limitPriceE8(),
            quantityE8,
            0,
            instrument.quote());
    answered.add(order.orderId());
    send(fill);
    return fill;
  }

  /** The venue ends an order. */
  void end(OrderIntent order, long filledE8) {
    send(new Event.OrderEnded(nowNs, order.orderId(), filledE8));
  }

  /** The order's timer fires. */
  void timer(OrderIntent order) {
    send(new Event.TimerFired(nowNs, Timers.order(order.orderId())));
  }

  /** The venue does not know the order. */
  void notFound(OrderIntent order) {
    send(new Event.OrderStatusReported(nowNs, order.orderId(), false, false, 0));
  }

  void guard(boolean confirmed) {
    send(
        new Event.GuardReported(
            nowNs, new GuardFacts(true, true, confirmed, "x", true, true, true, true, true, true)));
  }

  /** A cycle of the loop, by number. */
  void cycle(long number) {
    send(new Event.CycleStarted(nowNs, number));
  }

  long queries() {
    return commands.stream().filter(c -> c instanceof Command.QueryOrder).count();
  }
}
