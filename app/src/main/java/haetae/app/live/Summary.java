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

  static List<String> of(
      EngineSnapshot s, long stateHash, List<PositionView> positions, List<String> notes) {
    List<String> lines = new ArrayList<>();
    lines.add("Summary of the run");
    lines.add(
        "  updates=%d unfit=%d cycles=%d events=%d"
            .formatted(s.bookUpdates(), s.badBooks(), s.cycle(), s.events()));
    lines.add(
        "  signals=%d entries=%d trades=%d closed=%d stop_losses=%d rebalances=%d"
            .formatted(
                s.signals(),
                s.entries(),
                s.trades(),
                s.tradesClosed(),
                s.stopLosses(),
                s.rebalances()));
    lines.add(
        "  fees=%s realized=%s unrealized=%s pnl=%s"
            .formatted(
                Words.won(s.feesKrwE8()),
                Words.won(s.realizedKrwE8()),
                Words.won(s.unrealizedKrwE8()),
                Words.won(s.pnlKrwE8())));
    lines.add(
        "  rejections=%d by reason: %s order_errors=%d ledger_breaks=%d"
            .formatted(
                s.safetyRejections(), reasons(s.refusals()), s.orderErrors(), s.ledgerBreaks()));
    lines.add(
        "  open positions: %s in flight: %d state hash: %s"
            .formatted(
                positions.isEmpty() ? "none" : positions.size(),
                s.ordersInFlight(),
                Long.toHexString(stateHash)));
    positions.forEach(position -> lines.add(line(position)));
    notes.forEach(note -> lines.add("  " + note));
    return lines.stream().map("[LIVE] "::concat).toList();
  }

  private static String line(PositionView p) {
    return "    " + Words.position(p) + " profit_if_closed=" + Words.won(p.profitKrwE8());
  }

  private static String reasons(Map<String, Long> refusals) {
    return refusals.isEmpty() ? "none" : new TreeMap<>(refusals).toString();
  }
}
