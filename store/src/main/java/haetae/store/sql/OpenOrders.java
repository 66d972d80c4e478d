package haetae.store.sql;

import haetae.engine.BookChanged;
import haetae.engine.EngineConfig;
import haetae.execution.OrderTracker;
import haetae.execution.UnknownOutcome;
import haetae.market.Instrument;
import haetae.market.Side;
import haetae.state.StateIn;
import haetae.state.StateOut;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What has to be remembered between two records: the orders that are not settled, and the touch of
 * each book. It goes through the same states as the engine's orders. Threads: one.
 */
final class OpenOrders {
  private final List<Instrument> instruments;
  private final Map<Long, OrderTracker> orders = new TreeMap<>();
  private final long[] bidE8;
  private final long[] askE8;

  OpenOrders(EngineConfig config) {
    this.instruments = config.instruments();
    this.bidE8 = new long[instruments.size()];
    this.askE8 = new long[instruments.size()];
  }

  void book(BookChanged book) {
    bidE8[book.instrumentId()] = book.book().bestBidE8();
    askE8[book.instrumentId()] = book.book().bestAskE8();
  }

  /** Best price that an order of a side met when it was placed, 0 if there was no book. */
  long touchE8(Instrument instrument, Side side) {
    return side == Side.BUY ? askE8[instrument.id()] : bidE8[instrument.id()];
  }

  void add(OrderTracker order) {
    orders.put(order.intent().orderId(), order);
  }

  /** An order that is not settled; null if it is, or was never seen. */
  @Nullable OrderTracker get(long orderId) {
    return orders.get(orderId);
  }

  void forgetIfSettled(OrderTracker order) {
    if (order.settled()) {
      orders.remove(order.intent().orderId());
    }
  }

  /** Folds the answer to a query, as the engine does. */
  static void status(OrderTracker order, boolean found, boolean open, long filledE8) {
    switch (UnknownOutcome.STANDARD.judge(found, order.answered())) {
      case ADOPT -> {
        if (open) {
          order.accepted();
        } else {
          order.ended(filledE8);
        }
      }
      case NOT_PLACED -> {
        order.outcomeUnknown();
        order.notPlaced();
      }
      case KEEP_UNKNOWN -> order.outcomeUnknown();
    }
  }

  String save() {
    StateOut out = new StateOut().putLongs(bidE8).putLongs(askE8).putLong(orders.size());
    for (OrderTracker order : orders.values()) {
      out.putText(order.clientOrderId());
      order.save(out);
    }
    return Base64.getEncoder().encodeToString(out.toBytes());
  }

  /** Goes on from what {@link #save} has written. */
  void load(String saved) {
    StateIn in = StateIn.of(Base64.getDecoder().decode(saved));
    in.getLongs(bidE8, "number of instruments");
    in.getLongs(askE8, "number of instruments");
    for (int i = in.getCount(Integer.MAX_VALUE); i > 0; i--) {
      String clientOrderId = in.getText();
      add(OrderTracker.load(in, instruments, clientOrderId));
    }
  }
}
