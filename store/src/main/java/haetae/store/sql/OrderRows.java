package haetae.store.sql;

import haetae.engine.Event;
import haetae.engine.VenueCommands.Placed;
import haetae.execution.OrderIntent;
import haetae.execution.OrderTracker;
import haetae.market.Instrument;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Rows of orders. Threads: one. */
final class OrderRows {
  private static final String PLACED =
      "insert into orders (run, order_id, client_order_id, trade_id, attempt, purpose, gate, venue,"
          + " symbol, side, quantity_e8, limit_price_e8, touch_price_e8, reduce_only, placed,"
          + " state, venue_order_id, filled_e8, funds_e8, reason, updated) values"
          + " (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, '', 0, 0, '', ?)";
  private static final String CHANGED =
      "update orders set state = ?, filled_e8 = ?, funds_e8 = ?, updated = ?"
          + " where run = ? and order_id = ?";
  private static final String NAMED =
      "update orders set venue_order_id = ? where run = ? and order_id = ?";
  private static final String REASON =
      "update orders set reason = ? where run = ? and order_id = ?";
  private static final String LATE =
      "update orders set filled_e8 = filled_e8 + ?, funds_e8 = funds_e8 + ?, updated = ?,"
          + " state = case when filled_e8 + ? >= quantity_e8 then 'FILLED' else state end"
          + " where run = ? and order_id = ?";

  private final Statements statements;
  private final String run;

  OrderRows(Statements statements, String run) {
    this.statements = statements;
    this.run = run;
  }

  void placed(Placed placed, long touchE8, long timeNs) throws SQLException {
    OrderIntent intent = placed.intent();
    Instrument instrument = intent.instrument();
    String time = Times.iso(timeNs);
    statements.run(
        PLACED,
        run,
        intent.orderId(),
        placed.clientOrderId(),
        intent.tradeId(),
        intent.attempt(),
        intent.purpose(),
        placed.gate(),
        instrument.venue(),
        instrument.symbol(),
        intent.side(),
        intent.quantityE8(),
        intent.limitPriceE8(),
        touchE8,
        intent.reduceOnly(),
        time,
        OrderTracker.State.PENDING_NEW,
        time);
  }

  void changed(OrderTracker order, long timeNs) throws SQLException {
    statements.run(
        CHANGED,
        order.state(),
        order.filledE8(),
        order.fundsE8(),
        Times.iso(timeNs),
        run,
        order.intent().orderId());
  }

  /** A fill of an order that was settled already. */
  void filledLate(Event.OrderFilled fill, long fundsE8) throws SQLException {
    long quantity = fill.quantityE8();
    statements.run(
        LATE, quantity, fundsE8, Times.iso(fill.timeNs()), quantity, run, fill.orderId());
  }

  void named(long orderId, String venueOrderId) throws SQLException {
    statements.run(NAMED, venueOrderId, run, orderId);
  }

  void reason(long orderId, @Nullable String reason) throws SQLException {
    statements.run(REASON, reason == null ? "" : reason, run, orderId);
  }
}
