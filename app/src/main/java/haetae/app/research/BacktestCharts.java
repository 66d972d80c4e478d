package haetae.app.research;

import haetae.app.research.report.Chart;
import haetae.app.research.report.Chart.Axis;
import haetae.app.research.report.Chart.Style;
import haetae.app.research.report.Series;
import haetae.engine.TradeRecord;
import haetae.market.Fixed;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToLongFunction;

/** The charts of a backtest. */
final class BacktestCharts {
  private static final ZoneId SEOUL = ZoneId.of("Asia/Seoul");
  private static final int MOST_REASONS = 15;
  private static final double[] ALONE_SEC = {0, 0.1, 0.25, 0.5, 1, 2, 5, 10};
  private static final int BARS = 40;

  private BacktestCharts() {}

  static List<Chart> of(Backtest.Result result) {
    List<Chart> charts = new ArrayList<>();
    result.premia().forEach((pair, curve) -> charts.add(premium(pair, curve, result.trades())));
    charts.add(profit(result.profit()));
    charts.add(nets(result.trades()));
    charts.add(alone(result.nakedNs()));
    charts.add(sums("pnl-by-pair", "Net profit by pair", result.trades(), TradeRecord::pair));
    charts.add(byHour(result.trades()));
    charts.add(refusals(result.end().refusals()));
    return charts;
  }

  private static Chart premium(String pair, Curve curve, List<TradeRecord> all) {
    List<TradeRecord> trades = all.stream().filter(t -> t.pair().equals(pair)).toList();
    // A trade that was unwound was not left at a premium.
    List<TradeRecord> left = trades.stream().filter(t -> t.exitPremiumPpm() != 0).toList();
    String id = pair.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "-");
    return new Chart(
        "premium-" + id,
        pair + ": premium, entries and exits",
        "Premium at mid prices once a cycle; marks at the executable premium of the trade.",
        Axis.TIME,
        "%",
        List.of(
            Series.of("premium", Style.LINE, curve.seconds(), curve.values()),
            marks("entry", Style.UP, trades, TradeRecord::openedNs, TradeRecord::entryPremiumPpm),
            marks("exit", Style.DOWN, left, TradeRecord::closedNs, TradeRecord::exitPremiumPpm)));
  }

  private static Series marks(
      String label,
      Style style,
      List<TradeRecord> trades,
      ToLongFunction<TradeRecord> time,
      ToLongFunction<TradeRecord> ppm) {
    List<TradeRecord> sorted = trades.stream().sorted(Comparator.comparingLong(time)).toList();
    return Series.of(
        label,
        style,
        sorted.stream().mapToDouble(t -> time.applyAsLong(t) / 1e9).toArray(),
        sorted.stream().mapToDouble(t -> ppm.applyAsLong(t) / 1e4).toArray());
  }

  private static Chart profit(Curve profit) {
    Curve down = profit.drawdown();
    return new Chart(
        "equity",
        "Profit and drawdown",
        "Realised and unrealised, once a cycle; the drawdown is measured from the highest profit"
            + " so far.",
        Axis.TIME,
        "KRW",
        List.of(
            Series.of("profit", Style.LINE, profit.seconds(), profit.values()),
            Series.of("drawdown", Style.AREA, down.seconds(), down.values())));
  }

  private static Chart nets(List<TradeRecord> trades) {
    double[] won =
        trades.stream()
            .filter(t -> t.quantityE8() > 0)
            .mapToDouble(t -> t.pnlKrwE8() / (double) Fixed.ONE)
            .toArray();
    double low = TradeFigures.quantile(won, 0.005);
    double high = TradeFigures.quantile(won, 0.995);
    int bars = won.length == 0 ? 0 : BARS;
    double width = Math.max((high - low) / BARS, 1e-9);
    double[] xs = new double[bars];
    double[] ys = new double[bars];
    for (int i = 0; i < bars; i++) {
      xs[i] = low + (i + 0.5) * width;
    }
    for (double value : won) {
      int bar = (int) ((value - low) / width);
      if (value >= low && value <= high) {
        ys[Math.min(bar, BARS - 1)]++;
      }
    }
    return new Chart(
        "net-per-trade",
        "Net profit of a trade",
        "How many trades brought how much; the outermost 0.5 % on each side are not drawn.",
        Axis.NUMBER,
        "trades",
        List.of(Series.of("trades", Style.BARS, xs, ys)));
  }

  private static Chart alone(Map<Long, Long> nakedNs) {
    List<String> names = new ArrayList<>();
    List<Double> counts = new ArrayList<>();
    for (int i = 0; i < ALONE_SEC.length && !nakedNs.isEmpty(); i++) {
      double from = ALONE_SEC[i];
      double to = i + 1 < ALONE_SEC.length ? ALONE_SEC[i + 1] : Double.MAX_VALUE;
      names.add(i + 1 < ALONE_SEC.length ? "to " + to + " s" : "longer");
      counts.add(
          (double)
              nakedNs.values().stream().filter(ns -> ns / 1e9 >= from && ns / 1e9 < to).count());
    }
    return new Chart(
        "leg-alone",
        "How long a leg stood alone",
        "Trades by the time for which their legs differed by more than 2 %.",
        Axis.NAMES,
        "trades",
        List.of(Series.bars("trades", names, counts)));
  }

  private interface Name {
    String of(TradeRecord trade);
  }

  private static Chart sums(String id, String title, List<TradeRecord> trades, Name name) {
    Map<String, Double> sums = new TreeMap<>();
    trades.forEach(t -> sums.merge(name.of(t), t.pnlKrwE8() / (double) Fixed.ONE, Double::sum));
    return new Chart(
        id,
        title,
        "",
        Axis.NAMES,
        "KRW",
        List.of(Series.bars("net", List.copyOf(sums.keySet()), List.copyOf(sums.values()))));
  }

  private static Chart byHour(List<TradeRecord> trades) {
    return sums(
        "pnl-by-hour",
        "Net profit by hour of the entry, Seoul",
        trades,
        t ->
            String.format(
                Locale.ROOT,
                "%02d",
                Instant.ofEpochSecond(0, t.openedNs()).atZone(SEOUL).getHour()));
  }

  private static Chart refusals(Map<String, Long> refusals) {
    List<Map.Entry<String, Long>> sorted =
        refusals.entrySet().stream()
            .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
            .limit(MOST_REASONS)
            .toList();
    return new Chart(
        "refusals",
        "Why entries were refused",
        "Every reason of every refused entry counts.",
        Axis.NAMES,
        "refusals",
        List.of(
            Series.bars(
                "refusals",
                sorted.stream().map(Map.Entry::getKey).toList(),
                sorted.stream().map(e -> (double) e.getValue()).toList())));
  }
}
