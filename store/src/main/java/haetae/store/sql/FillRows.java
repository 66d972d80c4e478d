package haetae.store.sql;

import haetae.engine.Event;
import haetae.execution.OrderIntent.Purpose;
import haetae.market.Direction;
import haetae.market.Fixed;
import haetae.market.Pair;
import haetae.market.Side;
import haetae.market.Venue;
import java.math.RoundingMode;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Rows of fills, and of the positions they add up to. Threads: one. */
final class FillRows {
  private static final String FILL =
      "insert into fills (run, order_id, fill_id, trade_id, venue, symbol, side, price_e8,"
          + " quantity_e8, fee_e8, fee_asset, realized_e8, time) values"
          + " (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict (run, order_id, fill_id) do"
          + " nothing";
  private static final String POSITION =
      "insert into positions (run, trade_id, pair, direction, gate, status, opened,"
          + " upbit_bought_e8, upbit_bought_krw_e8, upbit_sold_e8, upbit_sold_krw_e8,"
          + " binance_bought_e8, binance_bought_usdt_e8, binance_sold_e8, binance_sold_usdt_e8)"
          + " values (?, ?, ?, ?, ?, 'OPEN', ?, 0, 0, 0, 0, 0, 0, 0, 0) on conflict"
          + " (run, trade_id) do nothing";
  private static final String ORDER =
      "select trade_id, purpose, gate, venue, symbol, side from orders"
          + " where run = ? and order_id = ?";

  private final Connection connection;
  private final Statements statements;
  private final String run;
  private final List<Pair> pairs;

  FillRows(Connection connection, Statements statements, String run, List<Pair> pairs) {
    this.connection = connection;
    this.statements = statements;
    this.run = run;
    this.pairs = pairs;
  }

  /** What a fill must know of its order. */
  private record Order(
      long tradeId, Purpose purpose, String gate, Venue venue, String symbol, Side side) {}

  /**
   * Books a fill.
   *
   * @return what was paid or received in the quote asset, which may round to 0; empty if the fill
   *     was booked before or its order is not known
   */
  OptionalLong filled(Event.OrderFilled e) throws SQLException {
    Order order = order(e.orderId());
    if (order == null || !inserted(e, order)) {
      return OptionalLong.empty();
    }
    long funds = Fixed.multiplyE8(e.priceE8(), e.quantityE8(), RoundingMode.HALF_EVEN);
    position(e, order);
    add(e, order, funds);
    return OptionalLong.of(funds);
  }

  private @Nullable Order order(long orderId) throws SQLException {
    try (PreparedStatement query = connection.prepareStatement(ORDER)) {
      query.setString(1, run);
      query.setLong(2, orderId);
      try (ResultSet row = query.executeQuery()) {
        if (!row.next()) {
          return null;
        }
        return new Order(
            row.getLong(1),
            Purpose.valueOf(row.getString(2)),
            row.getString(3),
            Venue.valueOf(row.getString(4)),
            row.getString(5),
            Side.valueOf(row.getString(6)));
      }
    }
  }

  private boolean inserted(Event.OrderFilled e, Order order) throws SQLException {
    return statements.run(
            FILL,
            run,
            e.orderId(),
            e.fillId(),
            order.tradeId(),
            order.venue(),
            order.symbol(),
            order.side(),
            e.priceE8(),
            e.quantityE8(),
            e.feeE8(),
            e.feeAsset(),
            e.realizedE8() == Event.NOT_TOLD ? null : e.realizedE8(),
            Times.iso(e.timeNs()))
        > 0;
  }

  /** The first fill of a trade is one of its entry, which tells the direction. */
  private void position(Event.OrderFilled e, Order order) throws SQLException {
    boolean bought = order.side() == Side.BUY;
    Direction direction =
        bought == (order.venue() == Venue.UPBIT)
            ? Direction.BUY_UPBIT_SELL_BINANCE
            : Direction.BUY_BINANCE_SELL_UPBIT;
    statements.run(
        POSITION,
        run,
        order.tradeId(),
        pair(order),
        direction.code(),
        order.gate(),
        Times.iso(e.timeNs()));
  }

  private String pair(Order order) {
    for (Pair pair : pairs) {
      if (pair.at(order.venue()).symbol().equals(order.symbol())) {
        return pair.name();
      }
    }
    return order.symbol();
  }

  private void add(Event.OrderFilled e, Order order, long fundsE8) throws SQLException {
    String quantity =
        order.venue().name().toLowerCase(java.util.Locale.ROOT)
            + (order.side() == Side.BUY ? "_bought" : "_sold");
    String funds = quantity + (order.venue() == Venue.UPBIT ? "_krw_e8" : "_usdt_e8");
    // A fill opens its trade again: the trade's own record comes after it and closes it.
    statements.run(
        "update positions set status = 'OPEN', closed = null, "
            + (quantity + "_e8 = " + quantity + "_e8 + ?, ")
            + (funds + " = " + funds + " + ?")
            + " where run = ? and trade_id = ?",
        e.quantityE8(),
        fundsE8,
        run,
        order.tradeId());
  }
}
