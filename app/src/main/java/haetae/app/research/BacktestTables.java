package haetae.app.research;

import haetae.engine.TradeRecord;
import haetae.market.Fixed;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/** Trades and profit of a backtest as CSV, exact to the last unit. */
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
        writer.write(String.join(",", row(t, result.nakedNs().getOrDefault(t.tradeId(), 0L))));
        writer.write("\n");
      }
    }
  }

  private static List<String> row(TradeRecord t, long nakedNs) {
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
        Long.toString(nakedNs / 1_000_000),
        quoted(t.exitReason()));
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
