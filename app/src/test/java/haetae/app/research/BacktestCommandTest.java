package haetae.app.research;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hardwood.InputFile;
import dev.hardwood.reader.ParquetFileReader;
import dev.hardwood.reader.RowReader;
import haetae.market.Fixed;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class BacktestCommandTest {
  private static final List<String> DEMO =
      List.of(
          "--data",
          "../data/demo/binance_BTCUSDT_1h.csv.gz",
          "../data/demo/upbit_KRW-BTC_1h.csv.gz",
          "../data/demo/usdkrw_1d.csv.gz",
          "--config",
          "../config/live.yml");

  @TempDir Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(String... more) {
    CommandLine line = new CommandLine(new BacktestCommand());
    line.setOut(new PrintWriter(out, true));
    line.setErr(new PrintWriter(err, true));
    List<String> all = new ArrayList<>(DEMO);
    all.addAll(List.of(more));
    return line.execute(all.toArray(String[]::new));
  }

  @Test
  void shouldReportAsTextPageTablesAndPictures() throws Exception {
    int code = run("--interval", "3600", "--report", folder.toString());

    assertThat(err.toString()).isEmpty();
    assertThat(code).isZero();
    assertThat(out.toString())
        .contains("Backtest from 2021-05-08T01:00:00Z to 2021-06-01T00:00:00Z")
        .containsPattern("gross +-?[\\d,]+\n")
        .contains("not modelled: transfers between the venues");
    List<String> trades = Files.readAllLines(folder.resolve("trades.csv"));
    assertThat(trades.getFirst()).startsWith("trade,pair,direction,opened_utc");
    assertThat(out.toString()).containsPattern("trades ended +" + (trades.size() - 1) + "\n");
    assertThat(Files.readString(folder.resolve("backtest.html")))
        .contains("BTC: premium, entries and exits", "Why entries were refused")
        .doesNotContain("http://");
    try (ParquetFileReader parquet =
            ParquetFileReader.open(InputFile.of(folder.resolve("trades.parquet")));
        RowReader rows = parquet.rowReader()) {
      assertThat(parquet.getFileMetaData().numRows()).isEqualTo(trades.size() - 1);
      rows.next();
      assertThat(trades.get(1))
          .contains(
              "," + rows.getString("pair") + ",",
              "," + Fixed.format(rows.getDecimal("net_krw").unscaledValue().longValue()) + ",",
              "," + rows.getTimestamp("opened_utc") + ",");
    }
    assertThat(folder.resolve("equity.png")).isNotEmptyFile();
    assertThat(folder.resolve("premium-btc.png")).isNotEmptyFile();
  }

  @Test
  void shouldTakeTheStretchThatIsAskedFor() {
    run("--interval", "3600", "--from", "2021-05-18", "--to", "2021-05-22");

    assertThat(out.toString())
        .contains("Backtest from 2021-05-18T00:00:00Z to 2021-05-22T00:00:00Z");
  }

  @Test
  void shouldRefuseWhatCannotBe() {
    assertThat(run("--interval", "0")).isEqualTo(2);
    assertThat(run("--resume-after", "-1")).isEqualTo(2);
    assertThat(run("--from", "today")).isEqualTo(2);
    assertThat(err.toString())
        .contains(
            "--interval must be positive: 0",
            "--resume-after must be positive: -1",
            "--from must be a day or a moment");
  }
}
