package haetae.app.dashboard;

import haetae.engine.BookChanged;
import haetae.engine.Command;
import haetae.engine.CommandSink;
import haetae.engine.Event;
import haetae.engine.EventHandler;
import haetae.engine.TradeRecord;
import haetae.execution.OrderIntent;
import haetae.market.Venue;
import haetae.ops.metrics.LatencyHistogram;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.function.ToLongFunction;

/**
 * Listens to what goes into the engine and comes out of it, for latencies, ended trades and the
 * venues' rejects. Changes nothing. A book costs a comparison, and one event in {@value #SAMPLE}
 * two readings of the clock.
 *
 * <p>Threads: the engine's; what it has found may be read by any.
 */
public final class EngineTap implements EventHandler {
  private static final int SAMPLE = 16;
  private static final int KEPT_TRADES = 100;
  private static final int MOST_ORDERS = 4_096;
  private static final long US = 1_000;
  private static final long MS = 1_000_000;
  private static final long MINUTE = 60_000 * MS;

  /** An order on its way. */
  private static final class Sent {
    private final long atNs;
    private final OrderIntent intent;
    private boolean answered;

    Sent(long atNs, OrderIntent intent) {
      this.atNs = atNs;
      this.intent = intent;
    }
  }

  /**
   * Sums over ended trades. Immutable.
   *
   * @param won trades that ended with a profit
   * @param heldNs time from decision to flat, of all together
   */
  record Tally(long ended, long won, long heldNs) {}

  /** A reject's venue and code. */
  record Reject(Venue venue, String code) implements Comparable<Reject> {
    @Override
    public int compareTo(Reject other) {
      int byVenue = venue.compareTo(other.venue);
      return byVenue != 0 ? byVenue : code.compareTo(other.code);
    }
  }

  private EventHandler engine = (_, _) -> {};
  private final CommandSink watching = this::command;
  private final Map<Long, Sent> sent = new LinkedHashMap<>();
  private final NakedTimes naked = new NakedTimes(LatencyHistogram.decades(MS, MINUTE));
  private final LatencyHistogram eventTimes = LatencyHistogram.decades(US / 10, 10 * MS);
  private final Map<Venue, LatencyHistogram> ackTimes = new EnumMap<>(Venue.class);
  private final AtomicLong ordersSent = new AtomicLong();
  private final TickToOrder tickToOrder = new TickToOrder();
  private CommandSink target = command -> {};
  private long nowNs;
  private LongSupplier clockNs = () -> 0;
  private ToLongFunction<Event> receipts = _ -> 0;
  private long receivedNs;
  private long takenNs;
  private int seen;
  private volatile List<TradeRecord> trades = List.of();
  private volatile Tally tally = new Tally(0, 0, 0);
  private volatile Map<Reject, Long> rejects = Map.of();

  /** A tap that is not before an engine yet. */
  public EngineTap() {
    for (Venue venue : Venue.values()) {
      ackTimes.put(venue, LatencyHistogram.decades(MS, MINUTE));
    }
  }

  /** Takes its place before an engine; once, before the first event. */
  public EventHandler before(EventHandler handler) {
    engine = handler;
    return this;
  }

  /**
   * Tells how to time the way from a message to an order; before the first event.
   *
   * @param clock wall clock, ns since the epoch
   * @param receivedNs when the message of an event came, by the same clock; 0 if it is of none
   */
  public void timing(LongSupplier clock, ToLongFunction<Event> receivedNs) {
    clockNs = clock;
    receipts = receivedNs;
  }

  @Override
  public void onEvent(Event event, CommandSink commands) {
    target = commands;
    nowNs = event.timeNs();
    receivedNs = receipts.applyAsLong(event);
    takenNs = clockNs.getAsLong();
    if (++seen % SAMPLE == 0) {
      long begin = System.nanoTime();
      engine.onEvent(event, watching);
      eventTimes.record(System.nanoTime() - begin);
    } else {
      engine.onEvent(event, watching);
    }
    if (!(event instanceof BookChanged)) {
      note(event);
    }
  }

  private void command(Command command) {
    if (command instanceof Command.PlaceOrder place) {
      OrderIntent intent = place.order().intent();
      sent.put(intent.orderId(), new Sent(nowNs, intent));
      if (receivedNs != 0) {
        Venue venue = intent.instrument().venue();
        tickToOrder.decided(intent.orderId(), venue, receivedNs, takenNs, clockNs.getAsLong());
      }
      ordersSent.lazySet(ordersSent.getPlain() + 1);
      if (sent.size() > MOST_ORDERS) {
        sent.remove(sent.keySet().iterator().next());
      }
    } else if (command instanceof Command.RecordTrade ended) {
      ended(ended.trade());
    }
    target.accept(command);
  }

  private void ended(TradeRecord trade) {
    List<TradeRecord> last = new ArrayList<>(trades);
    last.add(trade);
    trades = List.copyOf(last.size() > KEPT_TRADES ? last.subList(1, last.size()) : last);
    Tally before = tally;
    tally =
        new Tally(
            before.ended() + 1,
            before.won() + (trade.pnlKrwE8() > 0 ? 1 : 0),
            before.heldNs() + trade.closedNs() - trade.openedNs());
    naked.ended(trade.tradeId());
  }

  private void note(Event event) {
    switch (event) {
      case Event.OrderAccepted e -> answered(e.orderId());
      case Event.OrderFilled e -> filled(e);
      case Event.OrderEnded e -> {
        answered(e.orderId());
        sent.remove(e.orderId());
      }
      case Event.OrderRejected e -> rejected(e);
      default -> {}
    }
  }

  private void answered(long orderId) {
    Sent order = sent.get(orderId);
    if (order != null && !order.answered) {
      order.answered = true;
      LatencyHistogram times = ackTimes.get(order.intent.instrument().venue());
      if (times != null) {
        times.record(nowNs - order.atNs);
      }
    }
  }

  private void filled(Event.OrderFilled e) {
    answered(e.orderId());
    Sent order = sent.get(e.orderId());
    if (order != null) {
      naked.filled(order.intent, e.quantityE8(), nowNs);
    }
  }

  private void rejected(Event.OrderRejected e) {
    answered(e.orderId());
    Sent order = sent.remove(e.orderId());
    if (order != null) {
      Map<Reject, Long> more = new TreeMap<>(rejects);
      more.merge(new Reject(order.intent.instrument().venue(), e.code()), 1L, Long::sum);
      rejects = Map.copyOf(more);
    }
  }

  /** The last {@value #KEPT_TRADES} trades that have ended, oldest first. */
  List<TradeRecord> trades() {
    return trades;
  }

  Tally tally() {
    return tally;
  }

  /** Orders that the engine has sent. */
  long ordersSent() {
    return ordersSent.get();
  }

  /** Rejects of the venues so far. */
  Map<Reject, Long> rejects() {
    return rejects;
  }

  /** Times the engine took for an event. */
  LatencyHistogram.Picture eventTimes() {
    return eventTimes.picture();
  }

  /** Times from sending an order to the venue's first answer. */
  LatencyHistogram.Picture ackTimes(Venue venue) {
    return java.util.Objects.requireNonNull(ackTimes.get(venue)).picture();
  }

  /** Times from a message to the orders it led to; told when these are written. */
  public TickToOrder tickToOrder() {
    return tickToOrder;
  }

  /** Times for which a leg stood alone. */
  LatencyHistogram.Picture nakedTimes() {
    return naked.times();
  }
}
