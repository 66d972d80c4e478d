package haetae.app.dashboard;

import haetae.engine.EngineSnapshot;
import haetae.engine.OperatorView;
import haetae.market.Venue;
import haetae.risk.TradingState;
import java.util.Locale;
import java.util.Map;

/** What the engine has done and holds, as metrics. */
final class EngineMetrics {
  private EngineMetrics() {}

  static void write(PrometheusText text, OperatorView view, EngineTap tap) {
    state(text, view);
    counts(text, view.snapshot(), tap);
    money(text, view);
    risk(text, view);
    orders(text, view.snapshot(), tap);
  }

  private static void state(PrometheusText text, OperatorView view) {
    EngineSnapshot s = view.snapshot();
    text.gauge("haetae_live_allowed", "1 while real orders may be sent.")
        .sample(s.guard().allowed());
    text.gauge("haetae_guard_reasons", "Reasons why real orders may not be sent.")
        .sample(s.guard().reasons().size());
    text.gauge("haetae_trading_state", "1 for the state trading is in.");
    for (TradingState state : TradingState.values()) {
      text.sample(s.tradingState() == state, "state", state.name().toLowerCase(Locale.ROOT));
    }
    text.gauge("haetae_entries_paused", "1 while the operation holds entries back.")
        .sample(!view.pauseReason().isEmpty());
    text.gauge("haetae_engine_time_seconds", "Engine time, seconds since the epoch.")
        .sample(s.timeNs() / 1e9);
  }

  private static void counts(PrometheusText text, EngineSnapshot s, EngineTap tap) {
    text.counter("haetae_engine_events_total", "Events applied.").sample(s.events());
    text.counter("haetae_book_updates_total", "Order books applied.").sample(s.bookUpdates());
    text.counter("haetae_bad_books_total", "Order books unfit for a decision.")
        .sample(s.badBooks());
    text.counter("haetae_signals_total", "Opportunities seen.").sample(s.signals());
    text.counter("haetae_entries_total", "Entry attempts sent to a venue.").sample(s.entries());
    text.counter("haetae_trades_total", "Pair trades that came to stand hedged.")
        .sample(s.trades());
    text.counter("haetae_trades_closed_total", "Pair trades closed again.")
        .sample(s.tradesClosed());
    text.counter("haetae_trades_won_total", "Pair trades that ended with a profit.")
        .sample(tap.tally().won());
    text.gauge("haetae_execution_ratio", "Entries that became hedged trades, per signal.")
        .ppm(s.execRatePpm());
    text.counter("haetae_stop_losses_total", "Stops that closed a pair.").sample(s.stopLosses());
    text.counter("haetae_rebalances_total", "Reductions of exposure.").sample(s.rebalances());
    text.histogram("haetae_engine_event_seconds", "Time of one event in the engine, sampled.")
        .buckets(tap.eventTimes());
  }

  private static void money(PrometheusText text, OperatorView view) {
    EngineSnapshot s = view.snapshot();
    text.gauge("haetae_pnl_krw", "Profit, realised and unrealised.").e8(s.pnlKrwE8());
    text.gauge("haetae_pnl_realized_krw", "Realised profit.").e8(s.realizedKrwE8());
    text.gauge("haetae_pnl_unrealized_krw", "Unrealised profit.").e8(s.unrealizedKrwE8());
    text.gauge("haetae_pnl_daily_krw", "Profit of the Asia/Seoul day.").e8(s.dailyKrwE8());
    text.gauge("haetae_pnl_trading_krw", "Profit without the FX effect of the pairs.")
        .e8(s.tradingKrwE8());
    text.gauge("haetae_pnl_fx_krw", "FX effect of the pairs and of the USDT held.").e8(s.fxKrwE8());
    text.gauge("haetae_funding_krw", "Funding received, negative if paid.").e8(s.fundingKrwE8());
    text.gauge("haetae_fees_krw", "Fees paid.").e8(s.feesKrwE8());
    text.gauge("haetae_equity_krw", "Capital, profit and gain of the USDT held.")
        .e8(s.equityKrwE8());
    text.gauge("haetae_exposure_krw", "Notional of open positions.").e8(s.exposureKrwE8());
    text.gauge("haetae_residual_krw", "Worth of the dust of ended trades.").e8(s.residualKrwE8());
  }

  private static void risk(PrometheusText text, OperatorView view) {
    EngineSnapshot s = view.snapshot();
    text.gauge("haetae_drawdown_ratio", "Fall of equity from its peak.").ppm(view.drawdownPpm());
    text.gauge("haetae_drawdown_latched", "1 while the drawdown limit stops entries.")
        .sample(view.killed());
    text.gauge("haetae_entry_stops", "Limits that keep every entry out now.")
        .sample(view.stops().size());
    text.gauge("haetae_naked_krw", "Worth of legs that stand alone or can come to.")
        .e8(view.nakedKrwE8());
    text.gauge("haetae_unhedged_age_seconds", "Age of the oldest leg that stands alone.")
        .ms(s.unhedgedMs(), -1);
    text.gauge("haetae_open_positions", "Pair trades that hold exposure.")
        .sample(s.openPositions());
    text.counter("haetae_safety_rejections_total", "Entries refused by the safety checks.")
        .sample(s.safetyRejections());
    text.counter("haetae_safety_refusals_total", "Reasons of refused entries, by code.");
    s.refusals().entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(e -> text.sample(e.getValue(), "code", e.getKey()));
    text.counter("haetae_ledger_breaks_total", "Times the ledger differed from a venue.")
        .sample(s.ledgerBreaks());
    text.gauge("haetae_ledger_breaks_open", "Assets whose difference is not explained.")
        .sample(view.breaks().size());
    text.gauge("haetae_breaker_open_seconds", "Time until the breaker lets a probe pass.")
        .ms(view.breakerMs(), -1);
  }

  private static void orders(PrometheusText text, EngineSnapshot s, EngineTap tap) {
    text.counter("haetae_orders_total", "Orders sent.").sample(tap.ordersSent());
    text.gauge("haetae_orders_in_flight", "Orders sent and not settled.")
        .sample(s.ordersInFlight());
    text.gauge("haetae_trades_in_transit", "Pair trades with an order working or due.")
        .sample(s.tradesInTransit());
    text.counter("haetae_order_errors_total", "Rejects, unknown outcomes and refused orders.")
        .sample(s.orderErrors());
    text.counter("haetae_order_rejects_total", "Orders that a venue refused, by its code.");
    tap.rejects()
        .forEach(
            (reject, count) ->
                text.sample(count, "venue", lower(reject.venue()), "code", reject.code()));
    text.gauge("haetae_order_ack_age_seconds", "Age of the oldest order without an answer.")
        .ms(s.worstOrderAckMs(), -1);
    text.histogram("haetae_order_ack_seconds", "Time from sending to a venue's first answer.");
    for (Venue venue : Venue.values()) {
      text.buckets(tap.ackTimes(venue), "venue", lower(venue));
    }
    text.histogram(
        "haetae_tick_to_order_seconds",
        "Time from the receipt of a message to the written request of an order it led to.");
    for (Venue venue : Venue.values()) {
      text.buckets(tap.tickToOrder().of(venue), "venue", lower(venue));
    }
    text.histogram("haetae_naked_seconds", "Time for which a leg stood alone.")
        .buckets(tap.nakedTimes());
  }

  private static String lower(Venue venue) {
    return venue.name().toLowerCase(Locale.ROOT);
  }
}
