package haetae.app.live;

import haetae.engine.Event;
import haetae.engine.EventHandler;
import haetae.engine.OrderGateway;
import haetae.execution.OrderIntent.Purpose;
import haetae.market.Venue;
import haetae.risk.ApprovedOrder;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;

/**
 * Counts what happens to orders in a live engine, and ends its thread at one of these steps, as the
 * end of the process would: nothing after that step is done, written or sent. Threads: the
 * engine's; the rest may be asked by any.
 */
final class CrashSteps implements LiveService.Steps {
  /** Ends the engine's thread; nothing else throws it. */
  private static final class Killed extends Error {
    private static final long serialVersionUID = 1L;

    Killed() {
      super("killed", null, false, false);
    }
  }

  private final int killAt;
  private final CountDownLatch killed = new CountDownLatch(1);
  private final Map<Long, Purpose> purposes = new ConcurrentHashMap<>();
  private volatile int steps;
  private volatile boolean dead;
  private volatile String place = "";

  /**
   * Steps of one life.
   *
   * @param killAt number of the step at which it ends, from 1; 0 for none
   */
  CrashSteps(int killAt) {
    this.killAt = killAt;
  }

  /** Steps so far. */
  int steps() {
    return steps;
  }

  /** Where it was killed, in words; empty if it was not. */
  String place() {
    return place;
  }

  /** True once an order went out that reverses a leg. */
  boolean unwound() {
    return purposes.containsValue(Purpose.UNWIND);
  }

  boolean dead() {
    return killed.getCount() == 0;
  }

  /** Ends the engine's thread at whatever it does next. */
  void kill(String where) {
    place = where;
    dead = true;
  }

  private void step(String what) {
    int now = steps + 1;
    steps = now;
    if (now == killAt) {
      kill(what);
    }
    lives();
  }

  private void lives() {
    if (dead) {
      killed.countDown();
      throw new Killed();
    }
  }

  @Override
  public EventHandler handler(EventHandler next) {
    return (event, commands) -> {
      lives();
      String name = name(event);
      if (name.isEmpty()) {
        next.onEvent(event, commands);
        return;
      }
      step("before " + name);
      next.onEvent(event, commands);
      step("after " + name);
    };
  }

  /** What happened to an order, and of what purpose it is; empty for every other event. */
  private String name(Event event) {
    return switch (event) {
      case Event.OrderAccepted e -> name("accepted", e.orderId());
      case Event.OrderFilled e -> name("filled", e.orderId());
      case Event.OrderEnded e -> name("ended", e.orderId());
      case Event.OrderRejected e -> name("rejected", e.orderId());
      case Event.OrderOutcomeUnknown e -> name("unknown", e.orderId());
      case Event.OrderStatusReported e -> name("found", e.orderId());
      default -> "";
    };
  }

  private String name(String what, long orderId) {
    Purpose purpose = purposes.get(orderId);
    return (purpose == null ? "old order" : purpose) + " " + what;
  }

  @Override
  public OrderGateway gateway(OrderGateway next) {
    return new OrderGateway() {
      @Override
      public void place(ApprovedOrder order) {
        Purpose purpose = order.intent().purpose();
        purposes.put(order.intent().orderId(), purpose);
        step("before " + purpose + " sent");
        next.place(order);
        step("after " + purpose + " sent");
      }

      @Override
      public void cancel(long orderId, Venue venue, String clientOrderId) {
        step("before " + name("cancel", orderId));
        next.cancel(orderId, venue, clientOrderId);
        step("after " + name("cancel", orderId));
      }

      @Override
      public void query(long orderId, Venue venue, String clientOrderId) {
        step("before " + name("asked for", orderId));
        next.query(orderId, venue, clientOrderId);
        step("after " + name("asked for", orderId));
      }
    };
  }
}
