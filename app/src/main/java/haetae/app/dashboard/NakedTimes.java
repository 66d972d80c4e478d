package haetae.app.dashboard;

import haetae.execution.OrderIntent;
import haetae.market.Side;
import haetae.ops.metrics.LatencyHistogram;
import java.util.HashMap;
import java.util.Map;

/**
 * How long legs stand alone, from the fills: the time begins with a fill that leaves a trade
 * one-sided by at least a lot of its coarser leg, and ends with the one that does not. Threads: the
 * engine's writes, any reads the times.
 */
final class NakedTimes {
  private static final class Delta {
    private long netE8;
    private long lotE8;
    private long sinceNs;
  }

  private final Map<Long, Delta> byTrade = new HashMap<>();
  private final LatencyHistogram times;

  NakedTimes(LatencyHistogram times) {
    this.times = times;
  }

  void filled(OrderIntent intent, long quantityE8, long nowNs) {
    Delta delta = byTrade.computeIfAbsent(intent.tradeId(), _ -> new Delta());
    delta.netE8 += intent.side() == Side.BUY ? quantityE8 : -quantityE8;
    delta.lotE8 = Math.max(delta.lotE8, intent.instrument().rules().lotE8());
    boolean alone = Math.abs(delta.netE8) >= delta.lotE8;
    if (alone && delta.sinceNs == 0) {
      delta.sinceNs = nowNs;
    } else if (!alone && delta.sinceNs != 0) {
      times.record(nowNs - delta.sinceNs);
      delta.sinceNs = 0;
    }
  }

  void ended(long tradeId) {
    byTrade.remove(tradeId);
  }

  LatencyHistogram.Picture times() {
    return times.picture();
  }
}
