package haetae.engine;

import haetae.engine.Command.AlertKind;
import haetae.engine.Command.Component;
import haetae.engine.Command.Severity;
import haetae.execution.OrderIntent;
import haetae.execution.OrderTracker;
import haetae.execution.OrderTracker.Folded;
import haetae.execution.OrderTracker.State;
import haetae.execution.PairTrade.LegFill;
import haetae.execution.Remedy;
import haetae.execution.UnknownOutcome;
import haetae.market.Fixed;
import haetae.market.Instrument;
import haetae.market.Venue;
import haetae.portfolio.Ledger.FillAmounts;
import haetae.risk.ApprovedOrder;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Orders from the moment they are sent until every fill the venue counted is booked. An order whose
 * outcome is not known stays in flight and is asked for; it is never sent again.
 *
 * <p>Threads: the engine's.
 */
final class OrderDesk {
  /** How long after an order a fill of it may still be asked for. */
  private static final long MISSED_NS = 600_000_000_000L;

  /** Pause of a trade whose leg the venue does not know; doubled each time, up to 16 times. */
  private static final long NOTHING_TO_REDUCE_NS = 2_000_000_000L;

  private static final int MOST_DOUBLED = 4;

  /**
   * Pause between such questions. Asked in every cycle, they used a venue's request budget up, and
   * the balances that would have explained all could not be read any more.
   */
  private static final long AGAIN_NS = 10_000_000_000L;

  /** Orders that are asked for again at a time. */
  private static final int MOST_AGAIN = 10;

  private final Desk desk;
  private final Books books;
  private final Counters counters;
  private final Story story;
  private final CommandSink out;
  private final UnknownOutcome unknown = UnknownOutcome.STANDARD;
  private final SentOrders orders = new SentOrders();

  OrderDesk(Desk desk, Books books, Counters counters, Story story, CommandSink out) {
    this.desk = desk;
    this.books = books;
    this.counters = counters;
    this.story = story;
    this.out = out;
  }

  /** All orders that may still be heard of. */
  SentOrders all() {
    return orders;
  }

  void sent(ApprovedOrder order, Remedy remedy, long nowNs) {
    OrderIntent intent = order.intent();
    OrderTracker tracker = new OrderTracker(intent, order.clientOrderId(), nowNs);
    orders.add(tracker);
    out.accept(new Command.PlaceOrder(order));
    schedule(tracker, nowNs + desk.legTimeoutNs());
    story.info(
        Component.EXECUTION,
        intent.tradeId(),
        "[EXEC] Order placed: "
            + order.clientOrderId()
            + " "
            + intent.purpose()
            + (remedy == Remedy.NONE ? " " : " (" + remedy + ") ")
            + intent.side()
            + " "
            + Fixed.format(intent.quantityE8())
            + " "
            + intent.instrument()
            + " limit="
            + Fixed.format(intent.limitPriceE8()));
  }

  void accepted(Event.OrderAccepted e) {
    OrderTracker order = find(e.orderId());
    if (order != null) {
      order.accepted();
      desk.limits().worked(order.intent().instrument().venue());
      orders.heard(order);
    }
  }

  void filled(Event.OrderFilled e) {
    OrderTracker order = find(e.orderId());
    if (order == null) {
      return;
    }
    Folded folded = order.filled(e.fillId(), e.priceE8(), e.quantityE8());
    if (folded == Folded.DUPLICATE_IGNORED) {
      return;
    }
    OpenTrade opened = desk.trade(order.intent().tradeId());
    desk.limits().worked(order.intent().instrument().venue());
    book(order, opened, e);
    boolean late = folded == Folded.LATE_FILL_APPLIED_REHEDGE && !orders.inFlight(order);
    if (late) {
      story.tell(
          Component.EXECUTION,
          Severity.WARNING,
          opened.trade.id(),
          "[EXEC] Late fill of " + order.clientOrderId() + ": " + Fixed.format(e.quantityE8()));
    }
    desk.filled(opened, e.timeNs());
    orders.heard(order);
    if (!settle(order, e.timeNs())) {
      desk.advance(opened, e.timeNs());
    }
  }

  private void book(OrderTracker order, OpenTrade opened, Event.OrderFilled e) {
    Instrument instrument = order.intent().instrument();
    boolean inBase = e.feeAsset().equals(instrument.base());
    boolean inQuote = e.feeAsset().equals(instrument.quote());
    FillAmounts amounts = books.fill(opened, order, e);
    LegFill fill =
        new LegFill(
            e.quantityE8(), amounts.fundsE8(), inQuote ? e.feeE8() : 0, inBase ? e.feeE8() : 0);
    opened.trade.applyFill(order.intent(), fill, e.timeNs());
  }

  void ended(Event.OrderEnded e) {
    OrderTracker order = find(e.orderId());
    if (order != null) {
      order.ended(e.filledE8());
      orders.heard(order);
      settle(order, e.timeNs());
    }
  }

  void rejected(Event.OrderRejected e) {
    OrderTracker order = find(e.orderId());
    if (order == null) {
      return;
    }
    if (e.retryNs() > 0) {
      desk.limits().refused(order.intent().instrument().venue(), e.retryNs(), e.timeNs());
    }
    order.rejected();
    if (order.state() != State.REJECTED) {
      return;
    }
    counters.orderErrors++;
    OpenTrade opened = desk.trade(order.intent().tradeId());
    desk.technicalFailure(e.timeNs(), opened.trade.pair());
    story.tell(
        Component.EXECUTION,
        Severity.WARNING,
        opened.trade.id(),
        "[EXEC] Order rejected: " + order.clientOrderId() + " " + e.code() + " " + e.message());
    if (e.nothingToReduce()) {
      nothingToReduce(opened, order.intent().instrument().venue(), e.timeNs());
    }
    settle(order, e.timeNs());
  }

  /** The venue's position is smaller than ours: the fill that we lack is asked for and awaited. */
  private void nothingToReduce(OpenTrade opened, Venue venue, long nowNs) {
    int doubled = Math.min(opened.reduceRefused++, MOST_DOUBLED);
    opened.trade.pauseUntil(nowNs + (NOTHING_TO_REDUCE_NS << doubled));
    askAgain(venue, nowNs);
  }

  void outcomeUnknown(long orderId, String reason, long nowNs) {
    OrderTracker order = find(orderId);
    if (order == null || order.state().terminal()) {
      return;
    }
    if (order.state() != State.UNKNOWN) {
      order.outcomeUnknown();
      counters.orderErrors++;
      story.tell(
          Component.EXECUTION,
          Severity.WARNING,
          order.intent().tradeId(),
          "[EXEC] Outcome unknown: " + order.clientOrderId() + " (" + reason + "), asking");
    }
    ask(order, nowNs);
  }

  /**
   * Where the ledger differs from the venue and nothing is in flight, a fill may have been missed:
   * asks for those of the last orders again. What comes is booked as late.
   *
   * @param broken tells of a venue whether something differs there
   */
  void askAgain(Predicate<Venue> broken, long nowNs) {
    for (Venue venue : Venue.values()) {
      if (broken.test(venue) && orders.quiet(venue) && orders.mayAskAgain(venue, AGAIN_NS, nowNs)) {
        askAgain(venue, nowNs);
      }
    }
  }

  private void askAgain(Venue venue, long nowNs) {
    int asked = 0;
    for (OrderTracker order : orders.newestFirst()) {
      OrderIntent intent = order.intent();
      boolean late = nowNs - order.sentNs() < MISSED_NS;
      if (late && intent.instrument().venue() == venue && asked < MOST_AGAIN) {
        out.accept(new Command.QueryOrder(intent.orderId(), venue, order.clientOrderId()));
        asked++;
      }
    }
    if (asked > 0) {
      story.info(
          Component.POSITION, 0, "[LEDGER] Asking " + venue + " again for " + asked + " orders");
    }
  }

  /** After a restart nobody waits for an answer any more: every order in flight is asked for. */
  void resume(long nowNs) {
    for (OrderTracker order : orders.inFlight()) {
      long orderId = order.intent().orderId();
      if (order.state().terminal()) {
        ask(order, nowNs);
      } else {
        outcomeUnknown(orderId, "restarted", nowNs);
      }
    }
  }

  void status(Event.OrderStatusReported e) {
    OrderTracker order = find(e.orderId());
    if (order == null || order.settled()) {
      return;
    }
    switch (unknown.judge(e.found(), order.answered())) {
      case ADOPT -> {
        if (e.open()) {
          order.accepted();
          cancel(order);
        } else {
          order.ended(e.filledE8());
        }
      }
      case NOT_PLACED -> {
        // A cancel may have been asked for before anything was heard of it.
        order.outcomeUnknown();
        order.notPlaced();
      }
      case KEEP_UNKNOWN -> order.outcomeUnknown();
    }
    settle(order, e.timeNs());
  }

  /** The order's timer: it is late, or a query is due. */
  void timer(long orderId, long nowNs) {
    OrderTracker order = find(orderId);
    if (order == null || order.settled()) {
      return;
    }
    if (order.state().terminal() || order.cancelAsked()) {
      ask(order, nowNs);
    } else {
      outcomeUnknown(orderId, "no answer in time", nowNs);
    }
  }

  /**
   * An order that should have ended by itself still rests: it is cancelled, and asked for again.
   */
  private void cancel(OrderTracker order) {
    OrderIntent intent = order.intent();
    if (!order.cancelAsked()) {
      order.askCancel();
      story.tell(
          Component.EXECUTION,
          Severity.WARNING,
          intent.tradeId(),
          "[EXEC] Order rests: " + order.clientOrderId() + ", cancelling");
    }
    Venue venue = intent.instrument().venue();
    out.accept(new Command.CancelOrder(intent.orderId(), venue, order.clientOrderId()));
  }

  /** Cancels whatever is in flight; what became of it is asked for. */
  void cancelAll() {
    for (OrderTracker order : orders.inFlight()) {
      if (!order.state().terminal()) {
        cancel(order);
      }
    }
  }

  private void ask(OrderTracker order, long nowNs) {
    Venue venue = order.intent().instrument().venue();
    out.accept(new Command.QueryOrder(order.intent().orderId(), venue, order.clientOrderId()));
    int polls = order.asked(nowNs);
    schedule(order, nowNs + unknown.pauseNs(polls, nowNs - order.sentNs()));
    if (polls == 6) {
      story.alert(
          AlertKind.ERROR,
          Severity.ERROR,
          order.intent().tradeId(),
          "System error: outcome of " + order.clientOrderId() + " still unknown");
    }
  }

  private void schedule(OrderTracker order, long dueNs) {
    out.accept(new Command.ScheduleTimer(Timers.order(order.intent().orderId()), dueNs));
  }

  /** Moves the trade on if the order has come to its end; false if it had not, or before. */
  private boolean settle(OrderTracker order, long nowNs) {
    if (!order.settled() || !orders.over(order)) {
      return false;
    }
    desk.orderEnded(desk.trade(order.intent().tradeId()), order, nowNs);
    return true;
  }

  private @Nullable OrderTracker find(long orderId) {
    OrderTracker order = orders.get(orderId);
    if (order == null) {
      counters.orderErrors++;
      if (!orders.given(orderId)) {
        desk.controls().halt("report about an order that is not ours: " + orderId);
      } else {
        // Its fills were booked long ago; a new one would show as a ledger break.
        story.tell(
            Component.EXECUTION,
            Severity.WARNING,
            0,
            "[EXEC] Report about order " + orderId + ", which was settled long ago: ignored");
      }
    }
    return order;
  }
}
