package haetae.sim.fault;

import haetae.engine.BookChanged;
import haetae.engine.Event;
import haetae.execution.OrderIntent;
import haetae.market.Fixed;
import haetae.market.Instrument;
import haetae.market.InstrumentKind;
import haetae.market.OrderRules;
import haetae.market.Venue;
import haetae.risk.ApprovedOrder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongFunction;

/**
 * One venue as it really is: its orders by client id, its books and its wallets. What the engine
 * hears of it goes through the {@link Wire}. Threads: the run's.
 */
final class VenueSide {
  /** A venue refuses a request that arrives later than this after it was signed. */
  static final long RECEIVE_WINDOW_NS = 5_000_000_000L;

  private static final long MS = 1_000_000;
  private static final long SECOND_NS = 1_000 * MS;

  private final Venue venue;
  private final Stage stage;
  private final Truth truth;
  private final Wire wire;
  private final Matching matching;
  private final Map<Long, VenueOrder> orders = new LinkedHashMap<>();
  private final List<VenueOrder> resting = new ArrayList<>();
  private int travelling;
  private int concealed;

  VenueSide(Venue venue, Stage stage, Truth truth, Wire wire) {
    this.venue = venue;
    this.stage = stage;
    this.truth = truth;
    this.wire = wire;
    this.matching = new Matching(venue, stage, truth);
  }

  VenueAccounts accounts() {
    return matching.accounts();
  }

  /** True if no request is on its way here and nothing rests or is kept back. */
  boolean quiet() {
    return travelling == 0 && resting.isEmpty() && concealed == 0;
  }

  /** Takes over a book; resting orders that it reaches are filled. */
  void book(BookChanged event) {
    matching.book(event);
    for (int i = resting.size() - 1; i >= 0; i--) {
      VenueOrder order = resting.get(i);
      if (order.intent().instrument().id() == event.instrumentId()) {
        int before = order.fills().size();
        matching.match(order, Fixed.MILLION);
        if (order.fills().size() > before) {
          report(order, before, wire.delayNs(venue));
        }
        if (order.leftE8() == 0) {
          end(order);
        }
      }
    }
  }

  /** A request has left the process. */
  void place(ApprovedOrder order) {
    Faults faults = stage.faults();
    long orderId = order.intent().orderId();
    if (stage.weather().limited(venue)) {
      truth.dead(order.intent(), "rate limited");
      boolean told = faults.oneIn(4);
      long retry = told ? stage.weather().bannedForNs(venue, stage.time().nowNs()) : SECOND_NS;
      String code = told ? "418" : "429";
      wire.local(
          wire.delayNs(venue), now -> new Event.OrderRejected(now, orderId, code, "banned", retry));
      return;
    }
    if (stage.weather().maintenance(venue) || faults.strikes(FaultKind.TIMEOUT_LOST)) {
      truth.dead(order.intent(), "lost");
      unknown(orderId, "no answer");
      return;
    }
    if (stage.weather().down(venue)) {
      unknown(orderId, "connection lost");
      if (faults.oneIn(2)) {
        truth.dead(order.intent(), "lost");
        return;
      }
    }
    boolean silent = faults.strikes(FaultKind.TIMEOUT_EXECUTED);
    long late = silent && faults.oneIn(2) ? faults.between(100, 5_500) * MS : 0;
    if (silent) {
      unknown(orderId, "timeout");
    }
    travel(order, wire.delayNs(venue) + late, silent);
  }

  /** The venue does not take what arrives after the receive window. */
  private void travel(ApprovedOrder order, long delayNs, boolean silent) {
    if (delayNs > RECEIVE_WINDOW_NS) {
      truth.dead(order.intent(), "too late for the receive window");
      return;
    }
    travelling++;
    stage
        .time()
        .in(
            delayNs,
            () -> {
              travelling--;
              arrive(order, silent);
            });
  }

  /** The gateway gives up; or it never does, and the engine's own timer must notice. */
  private void unknown(long orderId, String reason) {
    if (!stage.faults().oneIn(3)) {
      long delay = stage.faults().between(1, 3_000) * MS;
      wire.local(delay, now -> new Event.OrderOutcomeUnknown(now, orderId, reason));
    }
  }

  private void arrive(ApprovedOrder approved, boolean silent) {
    OrderIntent intent = approved.intent();
    String refusal = matching.refusal(intent);
    if (refusal != null) {
      truth.dead(intent, "rejected " + refusal);
      if (!silent) {
        wire.answer(
            venue,
            wire.delayNs(venue),
            now -> new Event.OrderRejected(now, intent.orderId(), refusal, "simulated"));
      }
      return;
    }
    VenueOrder order = new VenueOrder(approved);
    orders.put(intent.orderId(), order);
    boolean rests = stage.faults().strikes(FaultKind.RESTING_ORDER);
    boolean thin = rests || stage.faults().strikes(FaultKind.PARTIAL_FILL);
    matching.match(order, thin ? thinned() : Fixed.MILLION);
    rests &= order.leftE8() > 0;
    boolean late =
        !rests && !order.fills().isEmpty() && stage.faults().strikes(FaultKind.LATE_FILL);
    if (late) {
      concealLast(order);
    }
    long delay = wire.delayNs(venue);
    if (!silent) {
      wire.report(
          venue,
          delay,
          now -> new Event.OrderAccepted(now, intent.orderId(), "v" + intent.orderId()));
    }
    if (rests) {
      resting.add(order);
      if (!silent) {
        report(order, 0, delay);
      }
      return;
    }
    order.end();
    truth.dead(intent, outcome(order));
    if (!silent) {
      report(order, 0, delay);
      reportEnd(order, delay);
    }
  }

  private long thinned() {
    return stage.faults().between(0, 900_000);
  }

  private static String outcome(VenueOrder order) {
    return order.leftE8() == 0 ? "filled" : order.filledE8() > 0 ? "partly filled" : "not filled";
  }

  private void concealLast(VenueOrder order) {
    order.conceal();
    truth.concealed(order.intent(), order.filledE8() - order.shownE8());
    concealed++;
    stage
        .time()
        .in(
            stage.faults().between(200, 20_000) * MS,
            () -> {
              concealed--;
              int from = order.shown().size();
              order.reveal();
              VenueOrder.Fill fill = order.fills().get(from);
              wire.insist(
                  venue,
                  wire.delayNs(venue),
                  now -> {
                    truth.revealed(order.intent(), fill.quantityE8());
                    return event(order, fill, now);
                  });
              balances(0);
            });
  }

  /** Reports the fills from an index on, and the balances they leave. */
  private void report(VenueOrder order, int from, long delay) {
    List<VenueOrder.Fill> shown = order.shown();
    for (int i = from; i < shown.size(); i++) {
      VenueOrder.Fill fill = shown.get(i);
      wire.report(venue, delay, now -> event(order, fill, now));
    }
    balances(delay);
  }

  private static Event event(VenueOrder order, VenueOrder.Fill fill, long nowNs) {
    return new Event.OrderFilled(
        nowNs,
        order.intent().orderId(),
        fill.id(),
        fill.priceE8(),
        fill.quantityE8(),
        fill.feeE8(),
        fill.feeAsset(),
        fill.realizedE8());
  }

  private void reportEnd(VenueOrder order, long delayNs) {
    long shown = order.shownE8();
    long orderId = order.intent().orderId();
    wire.report(venue, delayNs, now -> new Event.OrderEnded(now, orderId, shown));
    balances(delayNs);
  }

  private void end(VenueOrder order) {
    order.end();
    resting.remove(order);
    truth.dead(order.intent(), outcome(order));
    reportEnd(order, wire.delayNs(venue));
  }

  /** Cancels what is left, after whatever fills first. */
  void cancel(long orderId) {
    if (unreachable()) {
      return;
    }
    stage
        .time()
        .in(
            wire.delayNs(venue),
            () -> {
              VenueOrder order = orders.get(orderId);
              stage.figures().count("cancels");
              if (order == null || !order.open()) {
                return;
              }
              if (stage.faults().oneIn(2)) {
                int before = order.fills().size();
                matching.execute(order, order.intent().limitPriceE8(), partOf(order));
                stage.figures().count("fills during a cancel");
                report(order, before, wire.delayNs(venue));
              }
              end(order);
            });
  }

  private long partOf(VenueOrder order) {
    OrderRules rules = order.intent().instrument().rules();
    return Math.max(rules.lotE8(), rules.floorQuantityE8(order.leftE8() / 2));
  }

  private boolean unreachable() {
    return stage.weather().maintenance(venue)
        || stage.weather().limited(venue)
        || stage.weather().down(venue);
  }

  /** Answers what became of an order: its fills, then where it stands. */
  void query(long orderId) {
    if (unreachable()) {
      return;
    }
    stage.time().in(wire.delayNs(venue), () -> answer(orderId));
  }

  private void answer(long orderId) {
    VenueOrder order = orders.get(orderId);
    long delay = wire.delayNs(venue);
    if (order == null) {
      wire.answer(
          venue, delay, now -> new Event.OrderStatusReported(now, orderId, false, false, 0));
      return;
    }
    for (VenueOrder.Fill fill : order.shown()) {
      wire.answer(venue, delay, now -> event(order, fill, now));
    }
    boolean open = order.open();
    long filled = order.shownE8();
    wire.answer(
        venue, delay, now -> new Event.OrderStatusReported(now, orderId, true, open, filled));
    balances(delay);
  }

  /** Reports all balances and positions as they are now. */
  void balances(long delayNs) {
    VenueAccounts accounts = matching.accounts();
    accounts.each(
        (asset, amount) -> {
          long margin = accounts.marginE8(asset);
          wire.balance(
              venue,
              delayNs,
              now -> new Event.BalanceReported(now, venue, asset, amount - margin, margin));
        });
    positions(delayNs);
  }

  /** Reports the open contracts as they are now. */
  private void positions(long delayNs) {
    for (Instrument instrument : stage.scenario().config().instruments()) {
      if (instrument.venue() == venue && instrument.kind() == InstrumentKind.PERPETUAL) {
        long net = matching.accounts().netE8(instrument);
        wire.balance(venue, delayNs, now -> new Event.PositionReported(now, instrument.id(), net));
      }
    }
  }

  /** What a shell asks for when it has connected: open orders of ours. */
  void openOrders() {
    for (VenueOrder order : List.copyOf(resting)) {
      answer(order.intent().orderId());
    }
  }

  /** Settles funding of every perpetual; the engine hears of it. */
  void settleFunding(long rateE8) {
    for (Instrument instrument : stage.scenario().config().instruments()) {
      long mark = matching.midE8(instrument);
      if (instrument.venue() != venue
          || instrument.kind() != InstrumentKind.PERPETUAL
          || mark == 0) {
        continue;
      }
      long received = matching.accounts().funding(instrument, rateE8, mark);
      long settledMs = stage.time().nowNs() / MS;
      LongFunction<Event> settled =
          now -> new Event.FundingSettled(now, instrument.id(), settledMs, rateE8, mark, received);
      wire.insist(venue, wire.delayNs(venue), settled);
      if (stage.faults().strikes(FaultKind.DUPLICATE_REPORT)) {
        wire.send(venue, wire.delayNs(venue), settled);
      }
    }
    balances(wire.delayNs(venue));
  }
}
