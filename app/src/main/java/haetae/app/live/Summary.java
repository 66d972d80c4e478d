package haetae.app.live;

import haetae.engine.EngineSnapshot;
import haetae.engine.PositionView;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What a run came to, in a few lines. */
final class Summary {
  private Summary() {}

  static List<String> of(EngineSnapshot s, List<PositionView> positions, List<String> notes) {
    List<String> lines = new ArrayList<>();
    lines.add("[LIVE] Summary of the run");
    lines.add(
        "  updates="
            + s.bookUpdates()
            + " unfit="
            + s.badBooks()
            + " cycles="
            + s.cycle()
            + " events="
            + s.events());
    lines.add(
        "  signals="
            + s.signals()
            + " entries="
            + s.entries()
            + " trades="
            + s.trades()
            + " closed="
            + s.tradesClosed()
            + " stop_losses="
            + s.stopLosses()
            + " rebalances="
            + s.rebalances());
    lines.add(
        "  fees="
            + Words.won(s.feesKrwE8())
            + " realized="
            + Words.won(s.realizedKrwE8())
            + " unrealized="
            + Words.won(s.unrealizedKrwE8())
            + " pnl="
            + Words.won(s.pnlKrwE8()));
    lines.add(
        "  rejections="
            + s.safetyRejections()
            + " by reason: "
            + reasons(s.refusals())
            + " order_errors="
            + s.orderErrors()
            + " ledger_breaks="
            + s.ledgerBreaks());
    lines.add(
        "  open positions: "
            + (positions.isEmpty() ? "none" : "")
            + " in flight: "
            + s.ordersInFlight()
            + " state hash: "
            + Long.toHexString(s.stateHash()));
    for (PositionView p : positions) {
      lines.add(
          "    "
              + p.trade()
              + " "
              + p.pair()
              + " "
              + p.direction().code()
              + " "
              + p.phase()
              + " upbit="
              + Words.coin(p.upbitE8())
              + " binance="
              + Words.coin(p.binanceE8())
              + " profit_if_closed="
              + Words.won(p.profitKrwE8()));
    }
    notes.forEach(note -> lines.add("  " + note));
    return lines;
  }

  private static String reasons(Map<String, Long> refusals) {
    return refusals.isEmpty() ? "none" : new TreeMap<>(refusals).toString();
  }
}
