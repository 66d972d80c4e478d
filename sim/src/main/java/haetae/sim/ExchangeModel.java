package haetae.sim;

import haetae.engine.BookChanged;
import haetae.engine.Event;
import haetae.engine.OrderGateway;
import haetae.engine.OrderView;
import haetae.engine.VenueStatus;
import haetae.execution.OrderIntent;
import haetae.market.Asset;
import haetae.market.Fixed;
import haetae.market.Instrument;
import haetae.market.InstrumentKind;
import haetae.market.OrderBook;
import haetae.market.Side;
import haetae.market.Venue;
import haetae.risk.ApprovedOrder;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongFunction;

/**
 * Both venues' matching, balances and latencies.
 *
 * <p>An order meets the book of its arrival, not of its decision; what it takes is gone until that
 * instrument's next book. A post-only order rests in the queue of its price ({@link
 * QueuePosition}). Not modelled: other traders' reaction, rebates for makers. Threads: the run's.
 */
public final class ExchangeModel implements Venues {
  private final List<Instrument> instruments;
  private final ExchangeRules rules;
  private final Accounts accounts;
  private final OrderBook[] books;
  private final Randomness latency;
  private final Randomness faults;
  private final Clearing clearing;
  private final Map<Long, Outcome> outcomes = new HashMap<>();
  private final Map<Long, RestingOrder> resting = new TreeMap<>();
  private long ordersFilled;

  /** What became of an order at the venue. */
  private record Outcome(List<Event.OrderFilled> fills, long filledE8) {}

  /** Venues with the given wallets. */
  public ExchangeModel(
      List<Instrument> instruments, ExchangeRules rules, Accounts accounts, long seed) {
    this.instruments = List.copyOf(instruments);
    this.rules = rules;
    this.accounts = accounts;
    this.books = new OrderBook[instruments.size()];
    for (int i = 0; i < books.length; i++) {
      books[i] = new OrderBook();
    }
    this.latency = new Randomness(seed, "latency");
    this.faults = new Randomness(seed, "faults");
    this.clearing = new Clearing(rules, accounts, faults);
  }

  /**
   * Goes on after a restart of the process that holds both the engine and these venues. What was in
   * flight is gone: of an order that was heard of, what the engine has booked is all that fills.
   *
   * @param session of this run: fills get ids that no earlier run has given
   */
  public void resume(String session, List<OrderView> inFlight) {
    clearing.resume(session);
    for (OrderView order : inFlight) {
      if (order.acknowledged()) {
        outcomes.put(order.intent().orderId(), new Outcome(List.of(), order.filledE8()));
      }
    }
  }

  @Override
  public void heard(Event event) {
    if (event instanceof BookChanged changed) {
      book(changed);
    } else if (event instanceof Event.TradePrinted trade) {
      trade(trade);
    }
  }

  /** Takes over the present book of an instrument. */
  private void book(BookChanged event) {
    OrderBook book = books[event.instrumentId()];
    book.copyFrom(event.book());
    for (RestingOrder order : resting(event.instrumentId())) {
      executed(order, order.book(book));
    }
  }

  /** A public trade: orders that rest at its price, or beyond, may fill. */
  private void trade(Event.TradePrinted event) {
    for (RestingOrder order : resting(event.instrumentId())) {
      executed(order, order.trade(event));
    }
  }

  private List<RestingOrder> resting(int instrumentId) {
    if (resting.isEmpty()) {
      return List.of();
    }
    return resting.values().stream()
        .filter(order -> order.intent().instrument().id() == instrumentId)
        .toList();
  }

  /** The wallets. */
  public Accounts accounts() {
    return accounts;
  }

  /** Orders that filled at least in part. */
  public long ordersFilled() {
    return ordersFilled;
  }

  /** The same venues where others tell of connections and clocks. */
  public Venues accountsAlone() {
    return new AccountsAlone(this);
  }

  /** Reports connections, clocks and balances. */
  @Override
  public void open(Scheduler time) {
    for (Venue venue : Venue.values()) {
      time.deliver(new Event.VenueStatusChanged(time.nowNs(), venue, VenueStatus.UP, ""));
      time.deliver(new Event.ClockOffsetMeasured(time.nowNs(), venue, 0));
    }
    openAccounts(time);
  }

  /** Reports balances. */
  void openAccounts(Scheduler time) {
    for (Instrument instrument : instruments) {
      // An asset that was never held is reported as nothing, so that the engine knows it.
      accounts.add(instrument.venue(), instrument.quote(), 0);
      if (instrument.kind() == InstrumentKind.SPOT) {
        accounts.add(instrument.venue(), instrument.base(), 0);
      }
    }
    for (Venue venue : Venue.values()) {
      accounts.each(venue, (asset, amount) -> report(time, venue, asset));
    }
  }

  @Override
  public OrderGateway gateway(Scheduler time) {
    return new OrderGateway() {
      @Override
      public void place(ApprovedOrder order) {
        OrderIntent intent = order.intent();
        time.at(time.nowNs() + delayNs(intent.instrument().venue()), () -> arrive(intent, time));
      }

      @Override
      public void cancel(long orderId, Venue venue, String clientOrderId) {
        time.at(time.nowNs() + delayNs(venue), () -> end(orderId));
        query(orderId, venue, clientOrderId);
      }

      @Override
      public void query(long orderId, Venue venue, String clientOrderId) {
        long there = time.nowNs() + delayNs(venue);
        time.at(there, () -> time.at(there + delayNs(venue), () -> answer(orderId, time)));
      }
    };
  }

  /**
   * Sends a post-only limit order: it rests until it is filled or cancelled, and is refused if it
   * would trade at once.
   */
  public void post(ApprovedOrder order, Scheduler time) {
    OrderIntent intent = order.intent();
    time.at(time.nowNs() + delayNs(intent.instrument().venue()), () -> rest(intent, time));
  }

  private void rest(OrderIntent intent, Scheduler time) {
    OrderBook book = books[intent.instrument().id()];
    String refusal = RestingOrder.crosses(intent, book) ? "POST_ONLY" : clearing.refusal(intent);
    if (refusal != null) {
      refuse(intent, refusal, time);
      return;
    }
    RestingOrder order = new RestingOrder(intent, book, time);
    resting.put(intent.orderId(), order);
    clearing.reserve(intent, intent.quantityE8());
    tell(order, now -> new Event.OrderAccepted(now, intent.orderId(), "s" + intent.orderId()));
  }

  /** Something of a resting order has filled, or nothing. */
  private void executed(RestingOrder order, long quantityE8) {
    if (quantityE8 == 0) {
      return;
    }
    OrderIntent intent = order.intent();
    ordersFilled += order.fills().isEmpty() ? 1 : 0;
    clearing.reserve(intent, -(order.leftE8() + quantityE8));
    clearing.reserve(intent, order.leftE8());
    Event.OrderFilled fill =
        clearing.fill(intent, intent.limitPriceE8(), quantityE8, order.time().nowNs());
    order.fills().add(fill);
    tell(order, now -> again(fill, now));
    if (order.leftE8() == 0) {
      end(intent.orderId());
    }
  }

  /** A resting order has filled or is cancelled; nothing if it rests no more. */
  private void end(long orderId) {
    RestingOrder order = resting.remove(orderId);
    if (order == null) {
      return;
    }
    clearing.reserve(order.intent(), -order.leftE8());
    outcomes.put(orderId, new Outcome(List.copyOf(order.fills()), order.filledE8()));
    tell(order, now -> new Event.OrderEnded(now, orderId, order.filledE8()));
  }

  /** Tells of a resting order, and of the balances it leaves, after the way back. */
  private void tell(RestingOrder order, LongFunction<Event> what) {
    Scheduler time = order.time();
    Instrument instrument = order.intent().instrument();
    time.at(
        time.nowNs() + delayNs(instrument.venue()),
        () -> {
          time.deliver(what.apply(time.nowNs()));
          reportBalances(instrument, time);
        });
  }

  private void reportBalances(Instrument instrument, Scheduler time) {
    report(time, instrument.venue(), instrument.quote());
    if (instrument.kind() == InstrumentKind.SPOT) {
      report(time, instrument.venue(), instrument.base());
    }
  }

  private long delayNs(Venue venue) {
    long base = venue == Venue.UPBIT ? rules.upbitLatencyNs() : rules.binanceLatencyNs();
    return base + latency.between(0, base * rules.jitterPpm() / Fixed.MILLION);
  }

  private void answer(long orderId, Scheduler time) {
    RestingOrder rests = resting.get(orderId);
    Outcome outcome =
        rests == null ? outcomes.get(orderId) : new Outcome(rests.fills(), rests.filledE8());
    long now = time.nowNs();
    if (outcome == null) {
      time.deliver(new Event.OrderStatusReported(now, orderId, false, false, 0));
      return;
    }
    for (Event.OrderFilled fill : outcome.fills()) {
      time.deliver(again(fill, now));
    }
    boolean open = rests != null;
    time.deliver(new Event.OrderStatusReported(now, orderId, true, open, outcome.filledE8()));
  }

  private static Event.OrderFilled again(Event.OrderFilled fill, long nowNs) {
    return new Event.OrderFilled(
        nowNs,
        fill.orderId(),
        fill.fillId(),
        fill.priceE8(),
        fill.quantityE8(),
        fill.feeE8(),
        fill.feeAsset(),
        fill.realizedE8());
  }

  private void arrive(OrderIntent intent, Scheduler time) {
    Instrument instrument = intent.instrument();
    String refusal = clearing.refusal(intent);
    if (refusal != null) {
      refuse(intent, refusal, time);
      return;
    }
    long answerAt = time.nowNs() + delayNs(instrument.venue());
    List<Event.OrderFilled> fills = match(intent, time.nowNs());
    long filled = fills.stream().mapToLong(Event.OrderFilled::quantityE8).sum();
    outcomes.put(intent.orderId(), new Outcome(fills, filled));
    ordersFilled += filled > 0 ? 1 : 0;
    if (faults.chance(rules.silentPpm())) {
      time.at(
          answerAt,
          () ->
              time.deliver(
                  new Event.OrderOutcomeUnknown(time.nowNs(), intent.orderId(), "timeout")));
      return;
    }
    time.at(answerAt, () -> answerOrder(intent, fills, filled, time));
  }

  private void refuse(OrderIntent intent, String code, Scheduler time) {
    time.at(
        time.nowNs() + delayNs(intent.instrument().venue()),
        () ->
            time.deliver(
                new Event.OrderRejected(time.nowNs(), intent.orderId(), code, "simulated")));
  }

  private void answerOrder(
      OrderIntent intent, List<Event.OrderFilled> fills, long filledE8, Scheduler time) {
    long now = time.nowNs();
    Instrument instrument = intent.instrument();
    time.deliver(new Event.OrderAccepted(now, intent.orderId(), "s" + intent.orderId()));
    for (Event.OrderFilled fill : fills) {
      time.deliver(again(fill, now));
      if (faults.chance(rules.duplicatePpm())) {
        time.deliver(again(fill, now));
      }
    }
    // Balances first: once the order has ended, the engine's next order may leave at once.
    reportBalances(instrument, time);
    time.deliver(new Event.OrderEnded(now, intent.orderId(), filledE8));
    report(time, instrument.venue(), instrument.quote());
    if (instrument.kind() == InstrumentKind.PERPETUAL) {
      long net = accounts.position(instrument).netE8();
      time.deliver(new Event.PositionReported(now, instrument.id(), net));
    }
  }

  private List<Event.OrderFilled> match(OrderIntent intent, long nowNs) {
    Instrument instrument = intent.instrument();
    OrderBook book = books[instrument.id()];
    Side side = intent.side();
    boolean thinned = faults.chance(rules.partialPpm());
    long left = intent.quantityE8();
    List<Event.OrderFilled> fills = new ArrayList<>();
    for (int i = 0; i < book.depth(side) && left > 0; i++) {
      long price = book.priceE8(side, i);
      boolean within =
          side == Side.BUY ? price <= intent.limitPriceE8() : price >= intent.limitPriceE8();
      if (!within) {
        break;
      }
      long share = thinned ? faults.between(0, 900_000) : Fixed.MILLION;
      long visible = Fixed.partE8(book.quantityE8(side, i), share, RoundingMode.FLOOR);
      // Someone was quicker: of a thinned order at most that share of what is left is to be had.
      long most = thinned ? Fixed.partE8(left, share, RoundingMode.FLOOR) : left;
      long take = instrument.rules().floorQuantityE8(Math.min(most, visible));
      if (take > 0) {
        book.reduce(side, i, take);
        fills.add(clearing.fill(intent, price, take, nowNs));
        left -= take;
      }
      if (thinned) {
        break;
      }
    }
    return fills;
  }

  private void report(Scheduler time, Venue venue, Asset asset) {
    long used = accounts.usedE8(venue, asset);
    time.deliver(
        new Event.BalanceReported(
            time.nowNs(), venue, asset, accounts.walletE8(venue, asset) - used, used));
  }
}
