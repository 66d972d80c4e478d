package haetae.engine;

import haetae.execution.OrderIntent;
import haetae.market.Asset;
import haetae.market.Fixed;
import haetae.market.Instrument;
import haetae.market.InstrumentKind;
import haetae.market.Pair;
import haetae.market.Side;
import haetae.market.Venue;
import haetae.risk.ApprovedOrder;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;

/**
 * An engine of any configuration with a market and venues that the test plays. Prices are those of
 * one coin near 77,100 USDT for every pair; the premium is the test's.
 */
final class MarketBench {
  static final long MS = 1_000_000L;
  static final long SECOND = 1_000 * MS;
  static final long HOUR = 3_600 * SECOND;
  static final long ONE = Fixed.ONE;
  private static final long ABROAD = 77_100;
  private static final long RATE = 1_370;

  final List<Command> commands = new ArrayList<>();
  final Engine engine;
  final EngineConfig config;
  long nowNs = 1_795_500_000_000_000_000L;
  private final BookChanged book = new BookChanged();
  private final List<Command.ScheduleTimer> timers = new ArrayList<>();
  private int answered;
  private long fills;

  MarketBench(EngineConfig config) {
    this.config = config;
    this.engine = new Engine(config);
    for (Venue venue : Venue.values()) {
      send(new Event.VenueStatusChanged(nowNs, venue, VenueStatus.UP, ""));
      send(new Event.ClockOffsetMeasured(nowNs, venue, 0));
    }
    balance(Venue.UPBIT, Asset.KRW, 100_000_000 * ONE);
    balance(Venue.BINANCE, Asset.USDT, 100_000 * ONE);
  }

  /** Routes of the given number of coins, perpetual or spot at Binance. */
  static EngineConfig coins(int count, InstrumentKind kind, long positionKrw) {
    List<Instrument> instruments = new ArrayList<>();
    List<Pair> pairs = new ArrayList<>();
    instruments.add(TestConfigs.upbit(0, "USDT"));
    for (int i = 0; i < count; i++) {
      String coin = "C" + i;
      instruments.add(TestConfigs.upbit(instruments.size(), coin));
      instruments.add(TestConfigs.binance(instruments.size(), coin, kind, ONE / 10_000, ONE / 10));
      pairs.add(
          new Pair(i, instruments.get(1 + 2 * i), instruments.get(2 + 2 * i), instruments.get(0)));
    }
    return TestConfigs.of(instruments, pairs, positionKrw);
  }

  void send(Event event) {
    engine.onEvent(event, commands::add);
  }

  void balance(Venue venue, Asset asset, long amountE8) {
    send(new Event.BalanceReported(nowNs, venue, asset, amountE8, 0));
  }

  /** A book of ten levels around a mid price, each of the given quantity. */
  void book(Instrument instrument, long midE8, long tickE8, long quantityE8) {
    book.begin(instrument.id(), nowNs, 0);
    for (int i = 0; i < 10; i++) {
      book.book().addBid(midE8 - (i + 1) * tickE8, quantityE8);
      book.book().addAsk(midE8 + (i + 1) * tickE8, quantityE8);
    }
    send(book);
  }

  void fx() {
    book(config.pairs().getFirst().fx(), RATE * ONE, ONE / 2, 1_000_000 * ONE);
  }

  void upbit(Pair pair, long premiumPpm) {
    upbit(pair, premiumPpm, ONE);
  }

  void upbit(Pair pair, long premiumPpm, long quantityE8) {
    long mid = ABROAD * RATE * (Fixed.MILLION + premiumPpm) / Fixed.MILLION;
    book(pair.upbit(), mid / 1_000 * 1_000 * ONE, 1_000 * ONE, quantityE8);
  }

  void binance(Pair pair) {
    book(pair.binance(), ABROAD * ONE, ONE / 10, ONE);
  }

  /** 50 ms later, books of every pair at one premium. */
  void quotes(long premiumPpm) {
    nowNs += 50 * MS;
    fx();
    for (Pair pair : config.pairs()) {
      upbit(pair, premiumPpm);
      binance(pair);
    }
  }

  /** Quotes for some time, answering every order at once and in full at its limit. */
  void trade(long premiumPpm, long ns) {
    trade(premiumPpm, ns, OrderIntent::quantityE8);
  }

  /** The same, with so much of each order filled as the test says; its timers fire too. */
  void trade(long premiumPpm, long ns, ToLongFunction<OrderIntent> filled) {
    long end = nowNs + ns;
    while (nowNs < end) {
      quotes(premiumPpm);
      answer(filled);
    }
  }

  private void answer(ToLongFunction<OrderIntent> filled) {
    while (answered < commands.size()) {
      switch (commands.get(answered++)) {
        case Command.PlaceOrder place ->
            fill(place.order().intent(), filled.applyAsLong(place.order().intent()));
        case Command.ScheduleTimer timer -> timers.add(timer);
        default -> {}
      }
    }
    List<Command.ScheduleTimer> due = timers.stream().filter(t -> t.fireAtNs() <= nowNs).toList();
    timers.removeAll(due);
    for (Command.ScheduleTimer timer : due) {
      send(new Event.TimerFired(nowNs, timer.timerId()));
    }
  }

  private void fill(OrderIntent order, long quantityE8) {
    long id = order.orderId();
    if (quantityE8 > 0) {
      Asset quote = order.instrument().quote();
      String fill = "f" + ++fills;
      send(new Event.OrderFilled(nowNs, id, fill, order.limitPriceE8(), quantityE8, 0, quote));
    }
    send(new Event.OrderEnded(nowNs, id, quantityE8));
  }

  void cycle(long number) {
    send(new Event.CycleStarted(nowNs, number));
  }

  List<OrderIntent> orders() {
    List<OrderIntent> orders = new ArrayList<>();
    for (Command command : commands) {
      if (command instanceof Command.PlaceOrder place) {
        ApprovedOrder order = place.order();
        orders.add(order.intent());
      }
    }
    return orders;
  }

  List<OrderIntent> orders(OrderIntent.Purpose purpose) {
    return orders().stream().filter(order -> order.purpose() == purpose).toList();
  }

  List<String> alerts(Command.AlertKind kind) {
    return commands.stream()
        .filter(Command.RaiseAlert.class::isInstance)
        .map(Command.RaiseAlert.class::cast)
        .filter(alert -> alert.kind() == kind)
        .map(Command.RaiseAlert::text)
        .toList();
  }

  /** KRW worth of an order, at its limit for Upbit. */
  static long krw(OrderIntent order) {
    long quote = order.instrument().venue() == Venue.UPBIT ? ONE : RATE * ONE;
    long notional = Fixed.multiplyE8(order.quantityE8(), order.limitPriceE8(), RoundingMode.FLOOR);
    return Fixed.multiplyE8(notional, quote, RoundingMode.FLOOR) / ONE;
  }

  long refused(String code) {
    return engine.snapshot().refusals().getOrDefault(code, 0L);
  }

  static boolean buys(OrderIntent order) {
    return order.side() == Side.BUY;
  }
}
