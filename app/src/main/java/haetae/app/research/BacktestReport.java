package haetae.app.research;

import haetae.app.research.report.Chart;
import haetae.app.research.report.Page;
import haetae.app.research.report.Picture;
import haetae.engine.TradeRecord;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** What a backtest came to: text, page, pictures, CSV. */
final class BacktestReport {
  private static final int SHOWN = 12;
  private static final int MOST_REASONS = 5;
  private static final List<String> LEFT_OUT =
      List.of(
          "not modelled: other traders' reaction to our orders, queues, outages and order rejects"
              + " that the configuration does not set (mock.reject_pct, mock.partial_fill_pct)",
          "not modelled: transfers between the venues, their cost and time; taxes; margin calls",
          "latency, fees, balances and fills: section mock of the configuration",
          "with candles a leg that stands alone waits for the next candle, so these times mean"
              + " little",
          "an order meets the book of its arrival; a modelled book says nothing about real depth");

  private final Backtest.Result result;
  private final TradeFigures figures;

  BacktestReport(Backtest.Result result) {
    this.result = result;
    this.figures = TradeFigures.of(result.trades());
  }

  List<String> text() {
    List<String> lines = new ArrayList<>();
    lines.add(
        "Backtest from %s to %s"
            .formatted(Times.text(result.startNs()), Times.text(result.endNs())));
    summary().forEach((name, value) -> lines.add(pad(name) + value));
    lines.add(pad("refused for") + refusals());
    lines.add("Money of the ended trades, KRW");
    money().forEach(row -> lines.add(pad(row.get(0)) + String.format("%14s", row.get(1))));
    result.notes().forEach(lines::add);
    lines.addAll(LEFT_OUT);
    return lines;
  }

  private static String pad(String name) {
    return String.format(Locale.ROOT, "  %-24s", name);
  }

  private static String won(double value) {
    return String.format(Locale.ROOT, "%,d", Math.round(value));
  }

  private Map<String, String> summary() {
    double[] naked = result.nakedNs().values().stream().mapToDouble(ns -> ns / 1e9).toArray();
    double seconds = result.tookNs() / 1e9;
    Map<String, String> map = new LinkedHashMap<>();
    map.put("net profit, KRW", won(result.end().pnlKrwE8() / 1e8));
    map.put("of it open at the end", won(result.end().unrealizedKrwE8() / 1e8));
    map.put("largest drawdown, KRW", won(result.profit().drawdown().lowest()));
    map.put("trades ended", Integer.toString(figures.trades()));
    map.put("of them won", share(figures.won(), figures.trades()));
    map.put("profit factor", number(figures.profitFactor()));
    map.put("median holding time", Times.length(figures.medianHoldSec()));
    map.put("signals", Long.toString(result.end().signals()));
    map.put("safety rejections", Long.toString(result.end().safetyRejections()));
    map.put("stop-losses", Long.toString(result.end().stopLosses()));
    map.put("orders sent", Long.toString(result.orders()));
    map.put(
        "leg alone p50 / p99",
        Times.length(TradeFigures.quantile(naked, 0.5))
            + " / "
            + Times.length(TradeFigures.quantile(naked, 0.99)));
    map.put("books", "%,d; %,.0f a second".formatted(result.books(), result.books() / seconds));
    map.put("state hash", Long.toHexString(result.stateHash()));
    return map;
  }

  private String refusals() {
    String all =
        result.end().refusals().entrySet().stream()
            .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
            .limit(MOST_REASONS)
            .map(e -> e.getKey() + " " + e.getValue())
            .collect(Collectors.joining(", "));
    return all.isEmpty() ? "nothing" : all;
  }

  private static String share(int part, int whole) {
    return whole == 0 ? "0" : String.format(Locale.ROOT, "%d, %.1f%%", part, 100.0 * part / whole);
  }

  private static String number(double value) {
    return Double.isNaN(value) ? "none" : String.format(Locale.ROOT, "%.2f", value);
  }

  private List<List<String>> money() {
    return List.of(
        List.of("from the premium", won(figures.premiumKrw())),
        List.of("from KRW-USDT", won(figures.fxKrw())),
        List.of("hedge residual", won(figures.residualKrw())),
        List.of("funding", won(figures.fundingKrw())),
        List.of("gross", won(figures.grossKrw())),
        List.of("fees", won(figures.feesKrw())),
        List.of("net", won(figures.netKrw())),
        List.of("slippage within gross", won(-figures.slippageKrw())),
        List.of("gross without slippage", won(figures.grossKrw() + figures.slippageKrw())));
  }

  /** Writes backtest.html, trades.csv and .parquet, equity.csv and a PNG a chart. */
  void write(Path folder) throws IOException {
    Page page =
        new Page(
            "Backtest",
            Times.text(result.startNs())
                + " to "
                + Times.text(result.endNs())
                + ", "
                + String.join(", ", result.premia().keySet()));
    page.figures(summary());
    for (Chart chart : BacktestCharts.of(result)) {
      page.chart(chart);
      Picture.write(chart, folder);
    }
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("of the ended trades", "KRW"));
    rows.addAll(money());
    page.table("From gross to net", rows);
    page.table("Best and worst trades", extremes());
    List<String> notes = new ArrayList<>(result.notes());
    notes.addAll(LEFT_OUT);
    page.notes("What is recorded, what is modelled, what is left out", notes);
    page.write(folder.resolve("backtest.html"));
    BacktestTables.trades(result, folder.resolve("trades.csv"));
    BacktestTables.tradesParquet(result, folder.resolve("trades.parquet"));
    BacktestTables.equity(result, folder.resolve("equity.csv"));
  }

  private List<List<String>> extremes() {
    List<TradeRecord> sorted =
        result.trades().stream()
            .sorted(Comparator.comparingLong((TradeRecord t) -> -t.pnlKrwE8()))
            .toList();
    List<List<String>> rows = new ArrayList<>();
    rows.add(
        List.of(
            "pair", "direction", "opened", "held", "in", "out", "fees", "net KRW", "closed for"));
    for (int i = 0; i < sorted.size(); i++) {
      if (i < SHOWN || i >= sorted.size() - SHOWN) {
        rows.add(row(sorted.get(i)));
      }
    }
    return rows;
  }

  private static List<String> row(TradeRecord t) {
    return List.of(
        t.pair(),
        t.direction().code(),
        Times.text(t.openedNs()),
        Times.length((t.closedNs() - t.openedNs()) / 1e9),
        String.format(Locale.ROOT, "%.2f%%", t.entryPremiumPpm() / 1e4),
        String.format(Locale.ROOT, "%.2f%%", t.exitPremiumPpm() / 1e4),
        won(t.feesKrwE8() / 1e8),
        won(t.pnlKrwE8() / 1e8),
        t.exitReason());
  }
}
