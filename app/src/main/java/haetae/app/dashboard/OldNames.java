package haetae.app.dashboard;

import haetae.engine.EngineSnapshot;
import haetae.engine.OperatorView;

/** The names that earlier dashboards ask for, now with real figures. */
final class OldNames {
  private static final double NS_PER_SECOND = 1e9;

  private OldNames() {}

  static void write(PrometheusText text, OperatorView view, EngineTap tap) {
    EngineSnapshot s = view.snapshot();
    EngineTap.Tally tally = tap.tally();
    double ended = tally.ended() == 0 ? Double.NaN : tally.ended();
    text.gauge("arbitrage_total_pnl_krw", "As haetae_pnl_krw.").e8(s.pnlKrwE8());
    text.gauge("arbitrage_daily_pnl_krw", "As haetae_pnl_daily_krw.").e8(s.dailyKrwE8());
    text.gauge("arbitrage_win_rate", "Share of ended trades with a profit.")
        .sample(tally.won() / ended);
    text.gauge("arbitrage_num_trades", "As haetae_trades_total.").sample(s.trades());
    text.gauge("arbitrage_num_open_positions", "As haetae_open_positions.")
        .sample(s.openPositions());
    text.gauge("arbitrage_avg_trade_duration_seconds", "Mean time from decision to flat.")
        .sample(tally.heldNs() / NS_PER_SECOND / ended);
  }
}
