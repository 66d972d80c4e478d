package haetae.store.sql;

import haetae.engine.BookChanged;
import haetae.engine.EngineConfig;
import haetae.engine.Event;
import haetae.engine.VenueCommands.Placed;
import haetae.engine.VenueCommands.Queried;
import haetae.engine.VenueCommands.Sent;
import haetae.engine.ViewRecords;
import haetae.execution.OrderTracker;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Makes the rows of one journal, record by record. The rows and the place in the journal that they
 * stand for are committed together, so after any failure the next projection goes on exactly behind
 * what is in the tables: no row is lost and none is doubled.
 *
 * <p>After an exception the projection is of no use any more: roll back, and begin another.
 * Threads: one.
 */
public final class SqlProjection {
  private static final String POSITION = "select seq, state, run from projection where journal = ?";
  private static final String MOVED =
      "update projection set seq = ?, state = ?, updated = ? where journal = ? and seq = ?";
  private static final String FIRST =
      "insert into projection (journal, run, seq, state, updated) values (?, ?, 0, '', '')"
          + " on conflict (journal) do nothing";
  private static final String RUN =
      "insert into runs (run, mode, started) values (?, ?, ?) on conflict (run) do nothing";
  private static final String LOOP =
      "insert into loops (run, journal, seq, time, cycle, pnl_krw_e8, realized_krw_e8,"
          + " exposure_krw_e8, trades, open_positions, signals, safety_rejections, loop_us,"
          + " cpu_ppm, rss_kb, live) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";

  private final Connection connection;
  private final Statements statements;
  private final String journal;
  private final String run;
  private final String mode;
  private final OpenOrders open;
  private final OrderRows orders;
  private final FillRows fills;
  private final RecordRows records;
  private long seq;
  private long committed;
  private long rows;
  private long nowNs;

  private SqlProjection(Connection connection, Chapter chapter, String run, EngineConfig config) {
    this.connection = connection;
    this.statements = new Statements(connection);
    this.journal = chapter.journal();
    this.run = run;
    this.mode = config.mode();
    this.open = new OpenOrders(config);
    this.orders = new OrderRows(statements, run);
    this.fills = new FillRows(connection, statements, run, config.pairs());
    this.records = new RecordRows(statements, run, journal);
  }

  /**
   * One journal of a run. A run that is started again goes on in another journal; its orders and
   * trades are still the same ones.
   *
   * @param journal its name
   * @param previous name of the journal that it goes on with, empty if the run begins with it
   */
  public record Chapter(String journal, String previous) {}

  /** Where the tables stand in a journal. */
  private record Place(long seq, String state, String run) {}

  /**
   * Goes on with a journal, or begins it; the one before it must have been read to its end.
   *
   * @param connection used by nobody else; its automatic commit is switched off
   */
  public static SqlProjection resume(Connection connection, Chapter chapter, EngineConfig config)
      throws SQLException {
    connection.setAutoCommit(false);
    Place own = place(connection, chapter.journal());
    Place before = place(connection, chapter.previous());
    connection.commit();
    String begun = before.run().isEmpty() ? chapter.previous() : before.run();
    String run = begun.isEmpty() ? chapter.journal() : begun;
    SqlProjection projection =
        new SqlProjection(connection, chapter, own.run().isEmpty() ? run : own.run(), config);
    projection.seq = own.seq();
    projection.committed = own.seq();
    String state = own.seq() > 0 ? own.state() : before.state();
    if (!state.isEmpty()) {
      projection.open.load(state);
    }
    return projection;
  }

  /** Takes all rows of a run away, so that they can be made anew. */
  public static void forget(Connection connection, String run) throws SQLException {
    for (String table : CsvExport.TABLES) {
      if (!table.startsWith("old_")) {
        new Statements(connection).run("delete from " + table + " where run = ?", run);
      }
    }
    new Statements(connection).run("delete from projection where run = ?", run);
    connection.commit();
  }

  private static Place place(Connection connection, String journal) throws SQLException {
    try (PreparedStatement query = connection.prepareStatement(POSITION)) {
      query.setString(1, journal);
      try (ResultSet row = query.executeQuery()) {
        return row.next()
            ? new Place(row.getLong(1), row.getString(2), row.getString(3))
            : new Place(0, "", "");
      }
    }
  }

  /** Number of the last record that the tables stand for, once committed; 0 before the first. */
  public long seq() {
    return seq;
  }

  /** Rows written or changed since it was resumed. */
  public long rows() {
    return rows;
  }

  /** The run has begun. */
  public void began(long recordSeq, long startedMs) throws SQLException {
    at(recordSeq, statements.run(RUN, run, mode, Times.isoOfMs(startedMs)));
  }

  /** A record of which the tables need nothing. */
  public void pass(long recordSeq) {
    seq = recordSeq;
  }

  private void at(long recordSeq, long changed) {
    seq = recordSeq;
    rows += changed;
  }

  /** The engine was told something. */
  public void event(long recordSeq, Event event) throws SQLException {
    nowNs = event.timeNs();
    seq = recordSeq;
    switch (event) {
      case BookChanged e -> open.book(e);
      case Event.OrderAccepted e -> accepted(e);
      case Event.OrderFilled e -> filled(e);
      case Event.OrderEnded e -> folded(e.orderId(), o -> o.ended(e.filledE8()));
      case Event.OrderRejected e -> {
        folded(e.orderId(), OrderTracker::rejected);
        orders.reason(e.orderId(), e.code() + " " + e.message());
      }
      case Event.OrderOutcomeUnknown e -> folded(e.orderId(), OrderTracker::outcomeUnknown);
      case Event.OrderStatusReported e ->
          folded(e.orderId(), o -> OpenOrders.status(o, e.found(), e.open(), e.filledE8()));
      case Event.TradePrinted _,
          Event.BalanceReported _,
          Event.PositionReported _,
          Event.ExternalFlowReported _,
          Event.AssetPriced _,
          Event.VenueStatusChanged _,
          Event.ClockOffsetMeasured _,
          Event.FundingSettled _,
          Event.FundingRateReported _,
          Event.WalletStatusChanged _,
          Event.MarginReported _,
          Event.TimerFired _,
          Event.CycleStarted _,
          Event.GuardReported _,
          Event.OperatorCommand _,
          Event.Restarted _ -> {}
    }
  }

  /** What becomes of an order by a report about it. */
  @FunctionalInterface
  private interface Report {
    void fold(OrderTracker order);
  }

  private void folded(long orderId, Report report) throws SQLException {
    OrderTracker order = open.get(orderId);
    if (order != null) {
      report.fold(order);
      changed(order);
    }
  }

  private void changed(OrderTracker order) throws SQLException {
    orders.changed(order, nowNs);
    rows++;
    open.forgetIfSettled(order);
  }

  private void accepted(Event.OrderAccepted e) throws SQLException {
    orders.named(e.orderId(), e.venueOrderId());
    rows++;
    folded(e.orderId(), OrderTracker::accepted);
  }

  private void filled(Event.OrderFilled e) throws SQLException {
    OptionalLong funds = fills.filled(e);
    if (funds.isEmpty()) {
      return;
    }
    rows++;
    OrderTracker order = open.get(e.orderId());
    if (order == null) {
      orders.filledLate(e, funds.getAsLong());
    } else {
      order.filled(e.fillId(), e.priceE8(), e.quantityE8());
      changed(order);
    }
  }

  /** The engine sent something to a venue. */
  public void sent(long recordSeq, Sent command) throws SQLException {
    seq = recordSeq;
    @Nullable OrderTracker order = open.get(command.orderId());
    if (command instanceof Placed placed) {
      long touch = open.touchE8(placed.intent().instrument(), placed.intent().side());
      orders.placed(placed, touch, nowNs);
      rows++;
      open.add(new OrderTracker(placed.intent(), placed.clientOrderId(), nowNs));
    } else if (command instanceof Queried && order != null) {
      order.asked(nowNs);
    }
  }

  /** The engine told the views something. */
  public void told(long recordSeq, ViewRecords.Timed record) throws SQLException {
    records.told(recordSeq, record);
    at(recordSeq, 1);
  }

  /** A cycle of the live loop has ended. */
  public void looped(long recordSeq, LoopSample s) throws SQLException {
    int added =
        statements.run(
            LOOP,
            run,
            journal,
            recordSeq,
            Times.iso(s.timeNs()),
            s.cycle(),
            s.pnlE8(),
            s.realizedE8(),
            s.exposureE8(),
            s.trades(),
            s.openPositions(),
            s.signals(),
            s.safetyRejections(),
            s.loopUs(),
            s.cpuPpm(),
            s.rssKb(),
            s.live());
    at(recordSeq, added);
  }

  /**
   * Makes everything so far last, together with its place in the journal.
   *
   * @param nowMs time of the commit
   */
  public void commit(long nowMs) throws SQLException {
    if (committed == 0) {
      statements.run(FIRST, journal, run);
    }
    if (statements.run(MOVED, seq, open.save(), Times.isoOfMs(nowMs), journal, committed) != 1) {
      throw new SQLException("somebody else writes the tables of journal " + journal);
    }
    connection.commit();
    committed = seq;
  }
}
