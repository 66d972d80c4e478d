package haetae.store.sql;

import haetae.engine.Command;
import haetae.engine.TradeRecord;
import haetae.engine.ViewRecords;
import haetae.portfolio.DailyPnl;
import haetae.portfolio.LedgerEntry;
import haetae.portfolio.SeoulDay;
import java.sql.SQLException;

/** Rows of what the engine tells the views: trades, postings, days and alerts. Threads: one. */
final class RecordRows {
  private static final String TRADE =
      "insert into trades (run, trade_id, pair, direction, opened, closed, quantity_e8,"
          + " entry_premium_ppm, exit_premium_ppm, pnl_krw_e8, fees_krw_e8, premium_krw_e8,"
          + " fx_krw_e8, hedge_residual_krw_e8, funding_krw_e8, slippage_krw_e8, exit_reason)"
          + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
          + " on conflict (run, trade_id) do update set closed = excluded.closed,"
          + " quantity_e8 = excluded.quantity_e8, exit_premium_ppm = excluded.exit_premium_ppm,"
          + " pnl_krw_e8 = excluded.pnl_krw_e8, fees_krw_e8 = excluded.fees_krw_e8,"
          + " premium_krw_e8 = excluded.premium_krw_e8, fx_krw_e8 = excluded.fx_krw_e8,"
          + " hedge_residual_krw_e8 = excluded.hedge_residual_krw_e8,"
          + " funding_krw_e8 = excluded.funding_krw_e8,"
          + " slippage_krw_e8 = excluded.slippage_krw_e8, exit_reason = excluded.exit_reason";
  private static final String CLOSED =
      "update positions set status = 'CLOSED', closed = ? where run = ? and trade_id = ?";
  private static final String ENTRY =
      "insert into ledger (run, journal, seq, entry_key, kind, venue, asset, from_account,"
          + " to_account, amount_e8, krw_e8, rate_e8, time, trade_id, order_id, venue_id) values"
          + " (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
  private static final String DAY =
      "insert into daily_pnl (run, day, realized_krw_e8, unrealized_krw_e8, fees_krw_e8,"
          + " funding_krw_e8, fx_krw_e8, trades) values (?, ?, ?, ?, ?, ?, ?, ?)"
          + " on conflict (run, day) do update set realized_krw_e8 = excluded.realized_krw_e8,"
          + " unrealized_krw_e8 = excluded.unrealized_krw_e8, fees_krw_e8 = excluded.fees_krw_e8,"
          + " funding_krw_e8 = excluded.funding_krw_e8, fx_krw_e8 = excluded.fx_krw_e8,"
          + " trades = excluded.trades";
  private static final String ALERT =
      "insert into alerts (run, journal, seq, time, kind, severity, trade_id, message)"
          + " values (?, ?, ?, ?, ?, ?, ?, ?)";

  private final Statements statements;
  private final String run;
  private final String journal;

  RecordRows(Statements statements, String run, String journal) {
    this.statements = statements;
    this.run = run;
    this.journal = journal;
  }

  void told(long seq, ViewRecords.Timed record) throws SQLException {
    switch (record.command()) {
      case Command.RecordTrade c -> trade(c.trade());
      case Command.RecordEntry c -> entry(seq, c.entry());
      case Command.RecordDay c -> day(c.day());
      case Command.RaiseAlert c -> alert(seq, record.timeNs(), c);
      case Command.PlaceOrder _,
          Command.CancelOrder _,
          Command.QueryOrder _,
          Command.ScheduleTimer _,
          Command.Narrate _ ->
          throw new IllegalArgumentException("not for the views: " + record.command());
    }
  }

  private void trade(TradeRecord t) throws SQLException {
    String closed = Times.iso(t.closedNs());
    statements.run(
        TRADE,
        run,
        t.tradeId(),
        t.pair(),
        t.direction().code(),
        Times.iso(t.openedNs()),
        closed,
        t.quantityE8(),
        t.entryPremiumPpm(),
        t.exitPremiumPpm(),
        t.pnlKrwE8(),
        t.feesKrwE8(),
        t.attribution().premiumE8(),
        t.attribution().fxE8(),
        t.attribution().hedgeResidualE8(),
        t.attribution().fundingE8(),
        t.attribution().slippageE8(),
        t.exitReason());
    statements.run(CLOSED, closed, run, t.tradeId());
  }

  private void entry(long seq, LedgerEntry e) throws SQLException {
    statements.run(
        ENTRY,
        run,
        journal,
        seq,
        e.key(),
        e.kind(),
        e.venue(),
        e.asset(),
        e.from(),
        e.to(),
        e.amountE8(),
        e.krwE8(),
        e.rateE8(),
        Times.iso(e.timeNs()),
        e.tradeId(),
        e.orderId(),
        e.venueId());
  }

  private void day(DailyPnl d) throws SQLException {
    statements.run(
        DAY,
        run,
        SeoulDay.date(d.day()),
        d.realizedE8(),
        d.unrealizedE8(),
        d.feesE8(),
        d.fundingE8(),
        d.fxE8(),
        d.trades());
  }

  private void alert(long seq, long timeNs, Command.RaiseAlert a) throws SQLException {
    statements.run(
        ALERT, run, journal, seq, Times.iso(timeNs), a.kind(), a.severity(), a.tradeId(), a.text());
  }
}
