package haetae.app.research;

import haetae.app.research.report.ParquetTable;
import haetae.engine.TradeRecord;
import haetae.market.Fixed;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.function.ToLongFunction;

/** Trades and profit of a backtest as CSV and Parquet, exact to the last unit. */
final class BacktestTables {
  private static final List<String> COLUMNS =
      List.of(
          "trade",
          "pair",
          "direction",
          "opened_utc",
          "closed_utc",
          "quantity",
          "entry_premium_ppm",
          "exit_premium_ppm",
          "net_krw",
          "fees_krw",
          "premium_krw",
          "fx_krw",
          "hedge_residual_krw",
          "funding_krw",
          "slippage_krw",
          "leg_alone_ms",
          "reason");

  private BacktestTables() {}

  static void trades(Backtest.Result result, Path file) throws IOException {
    try (BufferedWriter writer = Files.newBufferedWriter(file)) {
      writer.write(String.join(",", COLUMNS) + "\n");
      for (TradeRecord t : result.trades()) {
        writer.write(String.join(",", row(t, aloneMs(result, t))));
        writer.write("\n");
      }
    }
  }

  private static List<String> row(TradeRecord t, long aloneMs) {
    var a = t.attribution();
    return List.of(
        Long.toString(t.tradeId()),
        quoted(t.pair()),
        t.direction().code(),
        time(t.openedNs()),
        time(t.closedNs()),
        Fixed.format(t.quantityE8()),
        Long.toString(t.entryPremiumPpm()),
        Long.toString(t.exitPremiumPpm()),
        Fixed.format(t.pnlKrwE8()),
        Fixed.format(t.feesKrwE8()),
        Fixed.format(a.premiumE8()),
        Fixed.format(a.fxE8()),
        Fixed.format(a.hedgeResidualE8()),
        Fixed.format(a.fundingE8()),
        Fixed.format(a.slippageE8()),
        Long.toString(aloneMs),
        quoted(t.exitReason()));
  }

  /** The same columns as the CSV, with types. */
  static void tradesParquet(Backtest.Result result, Path file) throws IOException {
    List<TradeRecord> t = result.trades();
    new ParquetTable(t.size())
        .numbers("trade", longs(t, TradeRecord::tradeId))
        .text("pair", t.stream().map(TradeRecord::pair).toList())
        .text("direction", t.stream().map(trade -> trade.direction().code()).toList())
        .times("opened_utc", longs(t, TradeRecord::openedNs))
        .times("closed_utc", longs(t, TradeRecord::closedNs))
        .decimals("quantity", longs(t, TradeRecord::quantityE8))
        .numbers("entry_premium_ppm", longs(t, TradeRecord::entryPremiumPpm))
        .numbers("exit_premium_ppm", longs(t, TradeRecord::exitPremiumPpm))
        .decimals("net_krw", longs(t, TradeRecord::pnlKrwE8))
        .decimals("fees_krw", longs(t, TradeRecord::feesKrwE8))
        .decimals("premium_krw", longs(t, trade -> trade.attribution().premiumE8()))
        .decimals("fx_krw", longs(t, trade -> trade.attribution().fxE8()))
        .decimals("hedge_residual_krw", longs(t, trade -> trade.attribution().hedgeResidualE8()))
        .decimals("funding_krw", longs(t, trade -> trade.attribution().fundingE8()))
        .decimals("slippage_krw", longs(t, trade -> trade.attribution().slippageE8()))
        .numbers("leg_alone_ms", longs(t, trade -> aloneMs(result, trade)))
        .text("reason", t.stream().map(TradeRecord::exitReason).toList())
        .write(file);
  }

  private static long aloneMs(Backtest.Result result, TradeRecord trade) {
    return result.nakedNs().getOrDefault(trade.tradeId(), 0L) / 1_000_000;
  }

  private static long[] longs(List<TradeRecord> trades, ToLongFunction<TradeRecord> value) {
    return trades.stream().mapToLong(value).toArray();
  }

  static void equity(Backtest.Result result, Path file) throws IOException {
    Curve profit = result.profit();
    Curve drawdown = profit.drawdown();
    try (BufferedWriter writer = Files.newBufferedWriter(file)) {
      writer.write("time_utc,profit_krw,drawdown_krw\n");
      for (int i = 0; i < profit.size(); i++) {
        writer.write(
            time((long) (profit.second(i) * 1e9))
                + ","
                + Math.round(profit.value(i))
                + ","
                + Math.round(drawdown.value(i))
                + "\n");
      }
    }
  }

  private static String time(long ns) {
    return Instant.ofEpochSecond(0, ns).toString();
  }

  private static String quoted(String text) {
    boolean plain = text.indexOf(',') < 0 && text.indexOf('"') < 0 && text.indexOf('\n') < 0;
    return plain ? text : '"' + text.replace("\"", "\"\"") + '"';
  }
}
