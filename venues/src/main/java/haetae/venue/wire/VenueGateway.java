package haetae.venue.wire;

import haetae.engine.OrderGateway;
import haetae.execution.OrderIntent;
import haetae.market.Venue;
import haetae.risk.ApprovedOrder;
import haetae.risk.Gate;
import haetae.venue.wire.OrderApi.Lookup;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Sends approved orders to a venue and tells the engine what became of them. An order that need not
 * wait for budget or a connection is written by the thread that places it; all else, and waiting
 * for its answer, is done by a thread of its own.
 *
 * <p>An order is sent once: an answer that leaves open whether it arrived is an unknown outcome,
 * which is told and then settled where the venue's rules allow a proof ({@link OrderApi#settle});
 * its client id is never used again. After an acceptance its end is looked for until the private
 * stream or REST has told it; beyond that the engine's own timer asks. Threads: any.
 */
public final class VenueGateway implements OrderGateway, AutoCloseable {
  private static final long FIRST_LOOK_MS = 40;
  private static final int LOOKS = 9;
  private static final int CANCEL_TRIES = 3;
  private static final int QUERY_TRIES = 3;

  private final Venue venue;
  private final OrderApi api;
  private final OrderReports reports;
  private final Senders senders;
  private volatile WrittenListener listener = WrittenListener.NONE;

  /** A gateway to one venue. */
  public VenueGateway(Venue venue, OrderApi api, OrderReports reports) {
    this.venue = venue;
    this.api = api;
    this.reports = reports;
    String name = "gateway-" + venue.name().toLowerCase(java.util.Locale.ROOT) + "-";
    this.senders = new Senders(name);
  }

  @Override
  public void place(ApprovedOrder approved) {
    OrderIntent intent = approved.intent();
    if (intent.instrument().venue() != venue) {
      throw new IllegalArgumentException("not an order for " + venue + ": " + approved);
    }
    LiveOrder order = order(approved);
    if (approved.gate() != Gate.LIVE) {
      reports.rejected(order, "NOT_LIVE", "a paper order reached the live gateway");
    } else if (!reports.open(order)) {
      reports.unknown(order.orderId(), "client id " + order.clientOrderId() + " was used before");
    } else if (!sentAtOnce(order, intent) && !run(senders::now, () -> send(order, intent))) {
      reports.rejected(order, "NOT_SENT", "the gateway is closed");
    }
  }

  /**
   * Writes an order's request on the caller's thread, which saves waking another one, if nothing
   * has to be waited for; its answer is waited for elsewhere. False if nothing was sent.
   */
  private boolean sentAtOnce(LiveOrder order, OrderIntent intent) {
    if (senders.closed()) {
      return false;
    }
    try {
      order.begun(reports.now());
      OrderApi.Underway underway = api.begin(order, intent, lane(intent));
      if (underway == null) {
        return false;
      }
      if (!run(senders::now, () -> answered(order, intent, underway.answer()))) {
        reports.unknown(order.orderId(), "sent while the gateway was closed");
      }
    } catch (RuntimeException e) {
      // A fault of ours must be heard, and must not end the engine; whether it was sent is asked.
      reports.unknown(order.orderId(), "fault while it was sent: " + e);
    }
    return true;
  }

  private static Lane lane(OrderIntent intent) {
    return intent.urgent() ? Lane.URGENT : Lane.NORMAL;
  }

  private static LiveOrder order(ApprovedOrder approved) {
    OrderIntent intent = approved.intent();
    return new LiveOrder(
        intent.orderId(),
        approved.clientOrderId(),
        intent.instrument(),
        intent.side(),
        intent.quantityE8());
  }

  /**
   * Hands an order over and makes its request, but sends nothing and keeps nothing; waits for that.
   * What was done often is done quickly when it counts.
   */
  public void rehearse(ApprovedOrder approved) throws InterruptedException {
    LiveOrder order = order(approved);
    CountDownLatch done = new CountDownLatch(1);
    boolean begun =
        run(
            senders::now,
            () -> {
              try {
                order.begun(reports.now());
                api.rehearse(order, approved.intent());
              } finally {
                done.countDown();
              }
            });
    if (begun) {
      done.await();
    }
  }

  /** Who hears of each order that was written; before the first one. */
  public void onWritten(WrittenListener other) {
    listener = other;
  }

  private static boolean run(Consumer<Runnable> how, Runnable task) {
    try {
      how.accept(task);
      return true;
    } catch (RejectedExecutionException e) {
      return false;
    }
  }

  private void send(LiveOrder order, OrderIntent intent) {
    order.begun(reports.now());
    answered(order, intent, api.submit(order, intent, lane(intent)));
  }

  private void answered(LiveOrder order, OrderIntent intent, Sending sending) {
    OrderTimes times = order.times();
    if (times != null) {
      listener.written(order.orderId(), times);
    }
    if (sending instanceof Sending.OutcomeUnknown(String reason)) {
      reports.unknown(order.orderId(), reason);
      // That takes a while, and this thread must be ready for the next order.
      run(senders::soon, () -> tell(order, api.settle(order, intent)));
    } else {
      tell(order, sending);
    }
  }

  private void tell(LiveOrder order, Sending sending) {
    switch (sending) {
      case Sending.Accepted(OrderState state) -> {
        tell(order, state);
        run(senders::soon, () -> follow(order));
      }
      case Sending.Rejected(String code, String message) -> reports.rejected(order, code, message);
      case Sending.NotSent(String code, String reason, long retryNs) ->
          reports.notSent(order, code, reason, retryNs);
      case Sending.OutcomeUnknown _ -> {
        // The engine knows, and asks.
      }
    }
  }

  /** An end is told once all fills that it counts are told. */
  private void tell(LiveOrder order, OrderState state) {
    reports.accepted(order, state.venueOrderId());
    state.fills().forEach(fill -> reports.filled(order, fill));
    if (state.ended() && reports.filledE8(order) >= state.executedE8()) {
      reports.ended(order, state.executedE8());
    }
  }

  private void follow(LiveOrder order) {
    long pauseMs = FIRST_LOOK_MS;
    for (int look = 0; look < LOOKS && !reports.hasEnded(order); look++) {
      if (api.look(order.clientOrderId(), order) instanceof Lookup.Found(OrderState state)) {
        tell(order, state);
      }
      if (reports.hasEnded(order) || !Patience.slept(pauseMs)) {
        return;
      }
      pauseMs *= 2;
    }
  }

  /** Looks up every order that may be working: the private stream had a gap. */
  public void reconcile() {
    for (LiveOrder order : reports.working()) {
      run(
          senders::soon,
          () -> {
            if (api.look(order.clientOrderId(), order) instanceof Lookup.Found(OrderState state)) {
              tell(order, state);
            }
          });
    }
  }

  @Override
  public void cancel(long orderId, Venue at, String clientOrderId) {
    run(senders::soon, () -> cancelNow(clientOrderId));
  }

  private void cancelNow(String clientOrderId) {
    LiveOrder order = reports.byClientId(clientOrderId);
    for (int tries = 0; tries < CANCEL_TRIES; tries++) {
      if (api.cancel(clientOrderId, order) || !Patience.slept(FIRST_LOOK_MS << tries)) {
        break;
      }
    }
    if (order != null) {
      // A cancel is only taken in: fills can still happen.
      follow(order);
    }
  }

  @Override
  public void query(long orderId, Venue at, String clientOrderId) {
    run(senders::soon, () -> queryNow(orderId, clientOrderId));
  }

  /** Exactly one status for an answer; none if there is no answer: the engine asks again. */
  private void queryNow(long orderId, String clientOrderId) {
    LiveOrder order = reports.byClientId(clientOrderId);
    switch (asked(clientOrderId, order)) {
      case Lookup.Found(OrderState state) -> {
        if (order != null) {
          tell(order, state);
        }
        reports.status(orderId, true, !state.ended(), state.executedE8());
      }
      case Lookup.Absent() -> {
        if (order != null) {
          reports.absent(order);
        }
        reports.status(orderId, false, false, 0);
      }
      case Lookup.NoAnswer(String reason) -> {
        // Nothing is known that was not known before.
      }
    }
  }

  /** A question that gets no answer is asked again at once: an order of unknown outcome waits. */
  private Lookup asked(String clientOrderId, @Nullable LiveOrder order) {
    Lookup answer = api.look(clientOrderId, order);
    for (int tries = 1; tries < QUERY_TRIES && answer instanceof Lookup.NoAnswer; tries++) {
      if (!Patience.slept(FIRST_LOOK_MS << tries)) {
        break;
      }
      answer = api.look(clientOrderId, order);
    }
    return answer;
  }

  /** Takes no more orders; what is in flight gets some seconds to be answered. */
  @Override
  public void close() {
    senders.close();
  }
}
