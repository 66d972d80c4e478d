package haetae.app.research;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class PremiumCommandTest {
  private static final Path DATA = Path.of("../../shared/data/permissive");

  @TempDir Path folder;

  private record Run(int code, String out, String err) {
    static Run of(List<String> arguments) {
      StringWriter out = new StringWriter();
      StringWriter err = new StringWriter();
      CommandLine line = new CommandLine(new PremiumCommand());
      line.setOut(new PrintWriter(out, true));
      line.setErr(new PrintWriter(err, true));
      List<String> all = new ArrayList<>(arguments);
      all.addAll(List.of("--config", "../config/live.yml"));
      return new Run(line.execute(all.toArray(String[]::new)), out.toString(), err.toString());
    }
  }

  private Path file(String name, String... lines) throws Exception {
    return Files.write(folder.resolve(name), List.of(lines));
  }

  /** Two days: 1,300 won a dollar known at the end of the first, 1,400 of the second. */
  private List<String> twoDays() throws Exception {
    Path upbit =
        file(
            "upbit_KRW-BTC_1h.csv",
            "candle_date_time_utc,opening_price,high_price,low_price,trade_price,v",
            "2024-01-01 10:00,1,1,1,1365000,1",
            "2024-01-01 11:00,1,1,1,1365000,1",
            "2024-01-02 10:00,1,1,1,1386000,1",
            "2024-01-02 11:00,1,1,1,1399000,1");
    Path binance =
        file(
            "binance_BTCUSDT_1h.csv",
            "date,open,high,low,close,volume",
            "2024-01-01 10:00:00+00:00,1,1,1,1000,1",
            "2024-01-01 11:00:00+00:00,1,1,1,1000,1",
            "2024-01-02 10:00:00+00:00,1,1,1,1000,1");
    Path rate =
        file(
            "usdkrw_1d.csv",
            "Date,Price,Open,High,Low,Vol.,Change %",
            "2024-01-01,\"1,300.00\",\"1\",\"1\",\"1\",,0%",
            "2024-01-02,\"1,400.00\",\"1\",\"1\",\"1\",,0%");
    return List.of("--data", upbit.toString(), binance.toString(), rate.toString());
  }

  @Test
  void shouldUseOnlyRatesThatWereKnown() throws Exception {
    Run run = Run.of(twoDays());

    assertThat(run.err()).isEmpty();
    assertThat(run.code()).isZero();
    // 1,386,000 / (1,000 * 1,300): the first day has no rate before it, the last hour no Binance.
    assertThat(run.out())
        .containsPattern("samples +1\n")
        .containsPattern("mean +6\\.615\n")
        .contains("left out: 2 moments without a fresh rate");
  }

  @Test
  void shouldUseTheSameDaysRateWhenAskedTo() throws Exception {
    List<String> arguments = new ArrayList<>(twoDays());
    arguments.addAll(List.of("--bank-rate", "same-day"));

    Run run = Run.of(arguments);

    assertThat(run.out())
        .containsPattern("samples +3\n")
        .contains("lowest                -1.000 at 2024-01-02T11:00:00Z")
        .contains("highest               5.000 at 2024-01-01T11:00:00Z");
  }

  @Test
  void shouldWriteReportThatNeedsNothingElse() throws Exception {
    List<String> arguments = new ArrayList<>();
    arguments.addAll(List.of("--data", "../data/demo/binance_BTCUSDT_1h.csv.gz"));
    arguments.addAll(
        List.of("../data/demo/upbit_KRW-BTC_1h.csv.gz", "../data/demo/usdkrw_1d.csv.gz"));
    arguments.addAll(List.of("--window", "86400", "--report", folder.toString()));

    Run run = Run.of(arguments);

    assertThat(run.err()).isEmpty();
    assertThat(run.code()).isZero();
    String page = Files.readString(folder.resolve("premium.html"));
    assertThat(page).contains("BTC: premium").doesNotContain("http://").doesNotContain("src=");
    assertThat(Files.readAllBytes(folder.resolve("premium-btc.png")))
        .startsWith(0x89, 'P', 'N', 'G');
    assertThat(Files.readAllLines(folder.resolve("premium.csv")))
        .hasSizeGreaterThan(100)
        .first()
        .isEqualTo("time_utc,coin,premium_pct");
  }

  @Test
  void shouldEqualTheFiguresOfTheWholeHistory() {
    assumeTrue(Files.isDirectory(DATA), "the recorded data are not here");
    Run run =
        Run.of(
            List.of(
                "--data",
                DATA.resolve("upbit_KRW-BTC_1h_baejaesung_2017-09_2024-05.csv.gz").toString(),
                DATA.resolve("binance_BTCUSDT_1h_nic_2017-08_2024-04.csv.gz").toString(),
                DATA.resolve("usdkrw_1d_baejaesung_2017_2024.csv.gz").toString(),
                "--bank-rate",
                "same-day"));

    assertThat(run.out())
        .containsPattern("samples +57374\n")
        .containsPattern("mean +2\\.151\n")
        .containsPattern("deviation +4\\.900\n")
        .contains("-10.580 at ")
        .contains("67.836 at 2018-01-08T15:00:00Z")
        .contains("-3.286 / -1.796 / 1.239")
        .contains("/ 29.042");
  }

  @Test
  void shouldSayWhatIsMissing() throws Exception {
    Path alone =
        file("binance_BTCUSDT_1h.csv", "date,close", "2024-01-01 10:00,1000", "2024-01-01 11:00,1");

    Run run = Run.of(List.of("--data", alone.toString()));

    assertThat(run.code()).isEqualTo(1);
    assertThat(run.out())
        .contains("no premium: it needs both venues' prices of a coin and a rate")
        .contains("a bank's daily USD/KRW");
  }

  @Test
  void shouldRefuseWhatCannotBe() throws Exception {
    List<String> files = twoDays();

    assertThat(Run.of(with(files, "--from", "yesterday")).err())
        .contains("--from must be a day or a moment");
    assertThat(Run.of(with(files, "--from", "2024-01-02", "--to", "2024-01-01")).err())
        .contains("--from must be before --to");
    assertThat(Run.of(with(files, "--bank-rate", "best")).err())
        .contains("--bank-rate must be known or same-day, not best");
  }

  private static List<String> with(List<String> files, String... more) {
    List<String> all = new ArrayList<>(files);
    all.addAll(List.of(more));
    return all;
  }
}
