package haetae.app.dashboard;

import haetae.engine.BalanceView;
import haetae.engine.OperatorView;
import haetae.engine.PairView;
import haetae.engine.VenueView;
import java.util.List;
import java.util.Locale;

/** Pairs, venues and their streams, as metrics. */
final class MarketMetrics {
  private MarketMetrics() {}

  static void write(PrometheusText text, OperatorView view, DeskSources sources) {
    pairs(text, view.pairs());
    venues(text, view.venues());
    text.gauge("haetae_balance", "Balance by the ledger, in units of the asset.");
    for (BalanceView b : view.balances()) {
      text.e8(b.ledgerE8(), "venue", lower(b.venue().name()), "asset", b.asset().code());
    }
    streams(text, sources.streams().get());
    budgets(text, sources.budgets().get());
    DeskSources.InboxFigures inbox = sources.inbox().get();
    text.gauge("haetae_inbox_depth", "Events waiting for the engine.").sample(inbox.depth());
    text.counter("haetae_inbox_dropped_books_total", "Books that found no room.")
        .sample(inbox.droppedBooks());
  }

  private static void pairs(PrometheusText text, List<PairView> pairs) {
    text.gauge("haetae_premium_ratio", "Premium; positive when Korea is dearer.");
    for (PairView p : pairs) {
      text.ppm(p.sellPpm(), "pair", p.pair(), "kind", "sell");
      text.ppm(p.midPpm(), "pair", p.pair(), "kind", "mid");
      text.ppm(p.buyPpm(), "pair", p.pair(), "kind", "buy");
    }
    text.gauge("haetae_edge_ratio", "Edge of an entry after fees and expected costs.");
    for (PairView p : pairs) {
      text.ppm(p.sellNetPpm(), "pair", p.pair(), "direction", "binance_buy_upbit_sell");
      text.ppm(p.buyNetPpm(), "pair", p.pair(), "direction", "upbit_buy_binance_sell");
    }
    text.gauge("haetae_edge_needed_ratio", "Edge that an entry must have.");
    for (PairView p : pairs) {
      text.ppm(p.neededPpm(), "pair", p.pair());
    }
    text.gauge("haetae_quote_age_seconds", "Age of a pair's books.");
    for (PairView p : pairs) {
      text.ms(p.upbitAgeMs(), -1, "pair", p.pair(), "book", "upbit");
      text.ms(p.binanceAgeMs(), -1, "pair", p.pair(), "book", "binance");
      text.ms(p.fxAgeMs(), -1, "pair", p.pair(), "book", "fx");
    }
  }

  private static void venues(PrometheusText text, List<VenueView> venues) {
    text.gauge("haetae_venue_health", "0 OK, 1 WARN, 2 DEGRADED, 3 DOWN.");
    for (VenueView v : venues) {
      text.sample(v.health().ordinal(), "venue", lower(v.venue().name()));
    }
    text.gauge("haetae_feed_age_seconds", "Age of the venue's stalest instrument in use.");
    for (VenueView v : venues) {
      text.ms(v.feedAgeMs(), -1, "venue", lower(v.venue().name()));
    }
    text.gauge("haetae_clock_offset_seconds", "Venue clock less ours.");
    for (VenueView v : venues) {
      text.ms(v.clockOffsetMs(), PairView.UNKNOWN, "venue", lower(v.venue().name()));
    }
    text.gauge("haetae_unknown_orders", "Orders whose outcome is not known.");
    for (VenueView v : venues) {
      text.sample(v.unknownOrders(), "venue", lower(v.venue().name()));
    }
  }

  private static void streams(PrometheusText text, List<DeskSources.StreamFigures> streams) {
    text.gauge("haetae_stream_synced", "1 while a stream's last message may be used.");
    streams.forEach(s -> text.sample(s.connected() && s.synced(), "stream", s.stream()));
    text.gauge("haetae_stream_age_seconds", "Age of a stream's last message.");
    streams.forEach(s -> text.ms(s.ageMs(), -1, "stream", s.stream()));
    text.counter("haetae_stream_messages_total", "Messages of a stream.");
    streams.forEach(s -> text.sample(s.messages(), "stream", s.stream()));
    text.counter("haetae_stream_gaps_total", "Times that messages were missed.");
    streams.forEach(s -> text.sample(s.gaps(), "stream", s.stream()));
    text.counter("haetae_stream_undecodable_total", "Messages that could not be read.");
    streams.forEach(s -> text.sample(s.undecodable(), "stream", s.stream()));
    text.counter("haetae_stream_reconnects_total", "Times that a connection was lost.");
    streams.forEach(s -> text.sample(s.reconnects(), "stream", s.stream()));
  }

  private static void budgets(PrometheusText text, List<DeskSources.BudgetFigures> budgets) {
    text.gauge("haetae_rate_budget_left_ratio", "Share of a venue's rate budget that is left.");
    budgets.forEach(b -> text.ppm(b.leftPpm(), "budget", b.name()));
  }

  private static String lower(String name) {
    return name.toLowerCase(Locale.ROOT);
  }
}
