package haetae.app.research;

import haetae.engine.TradeRecord;
import haetae.market.Fixed;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToLongFunction;

/** Sums over the trades of a run; money in KRW. */
record TradeFigures(
    int trades,
    int won,
    double grossKrw,
    double premiumKrw,
    double fxKrw,
    double residualKrw,
    double fundingKrw,
    double feesKrw,
    double netKrw,
    double slippageKrw,
    double profitFactor,
    double medianHoldSec,
    double worstKrw,
    double bestKrw) {

  static TradeFigures of(List<TradeRecord> trades) {
    double gains = 0;
    double losses = 0;
    double worst = 0;
    double best = 0;
    for (TradeRecord trade : trades) {
      double net = trade.pnlKrwE8() / (double) Fixed.ONE;
      gains += Math.max(0, net);
      losses += Math.max(0, -net);
      worst = Math.min(worst, net);
      best = Math.max(best, net);
    }
    double premium = sum(trades, t -> t.attribution().premiumE8());
    double fx = sum(trades, t -> t.attribution().fxE8());
    double residual = sum(trades, t -> t.attribution().hedgeResidualE8());
    double funding = sum(trades, t -> t.attribution().fundingE8());
    double[] holds =
        trades.stream().mapToDouble(t -> (t.closedNs() - t.openedNs()) / 1e9).sorted().toArray();
    return new TradeFigures(
        trades.size(),
        (int) trades.stream().filter(t -> t.pnlKrwE8() > 0).count(),
        premium + fx + residual + funding,
        premium,
        fx,
        residual,
        funding,
        sum(trades, t -> t.attribution().feesE8()),
        sum(trades, TradeRecord::pnlKrwE8),
        sum(trades, t -> t.attribution().slippageE8()),
        losses == 0 ? Double.NaN : gains / losses,
        holds.length == 0 ? Double.NaN : holds[holds.length / 2],
        worst,
        best);
  }

  private static double sum(List<TradeRecord> trades, ToLongFunction<TradeRecord> amount) {
    return trades.stream().mapToLong(amount).sum() / (double) Fixed.ONE;
  }

  /** The sorted value below which a share of them lies; NaN of none. */
  static double quantile(double[] values, double p) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted.length == 0 ? Double.NaN : PremiumFigures.quantile(sorted, p);
  }
}
