package haetae.app.research;

import static org.assertj.core.api.Assertions.assertThat;

import haetae.app.config.ConfigLoader;
import haetae.app.config.HaetaeConfig;
import haetae.app.live.RecordedRig;
import haetae.app.live.StartFailure;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class SweepCommandTest {
  private static final List<Path> DEMO =
      List.of(
          Path.of("../data/demo/binance_BTCUSDT_1h.csv.gz"),
          Path.of("../data/demo/upbit_KRW-BTC_1h.csv.gz"),
          Path.of("../data/demo/usdkrw_1d.csv.gz"));

  @TempDir Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(String... more) {
    CommandLine line = new CommandLine(new SweepCommand());
    line.setOut(new PrintWriter(out, true));
    line.setErr(new PrintWriter(err, true));
    line.setExecutionExceptionHandler(
        (e, command, result) -> {
          assertThat(e).isInstanceOf(StartFailure.class);
          err.append(e.getMessage());
          return 1;
        });
    List<String> all = new ArrayList<>();
    all.addAll(List.of("--data", "../data/demo/binance_BTCUSDT_1h.csv.gz"));
    all.addAll(List.of("../data/demo/upbit_KRW-BTC_1h.csv.gz", "../data/demo/usdkrw_1d.csv.gz"));
    all.addAll(List.of("--config", "../config/live.yml", "--interval", "3600"));
    all.addAll(List.of("--out", folder.toString(), "--stretches", "3"));
    all.addAll(List.of(more));
    return line.execute(all.toArray(String[]::new));
  }

  private List<String> results() throws Exception {
    return Files.readAllLines(folder.resolve("results.tsv")).stream().sorted().toList();
  }

  @Test
  void shouldRankAndWalkForward() throws Exception {
    int code =
        run(
            "--set",
            "signal_engine.min_spread_pct=0.3,3",
            "--set",
            "execution_engine.position_size_krw=100000,200000");

    assertThat(err.toString()).isEmpty();
    assertThat(code).isZero();
    assertThat(out.toString())
        .containsPattern("variants +4\n")
        .contains("walk forward, KRW", "signal_engine.min_spread_pct=3 execution_engine");
    assertThat(results()).hasSize(1 + 4 * 3);
    assertThat(Files.readString(folder.resolve("sweep.html")))
        .contains("Net profit out of sample, KRW");
    assertThat(folder.resolve("heat.png")).isNotEmptyFile();
    assertThat(folder.resolve("configs/0003.yml")).isNotEmptyFile();
  }

  @Test
  void shouldGiveWhatABacktestOfEachStretchGivesAlone() throws Exception {
    run("--set", "signal_engine.min_spread_pct=0.3");

    HaetaeConfig config = ConfigLoader.load(folder.resolve("configs/0000.yml"));
    Backtest.Rhythm rhythm = new Backtest.Rhythm(3_600_000_000_000L, 86_400_000_000_000L);
    List<String> cells = results().stream().filter(line -> line.contains(" @ ")).toList();
    assertThat(cells).hasSize(3);
    for (String cell : cells) {
      String[] fields = cell.split("\t", -1);
      String[] times = fields[0].substring(fields[0].indexOf(" @ ") + 3).split("\\.\\.", -1);
      RecordedRig.Wish alone =
          new RecordedRig.Wish(DEMO, 1, Long.parseLong(times[0]), Long.parseLong(times[1]));
      Backtest.Result result = Backtest.run(config, alone, rhythm, done -> {});
      assertThat(fields[4]).isEqualTo(Long.toHexString(result.stateHash()) + ";");
      assertThat(fields[1]).isEqualTo(Long.toString(result.end().pnlKrwE8()));
    }
  }

  @Test
  void shouldGoOnWhereItWasStopped() throws Exception {
    String[] wanted = {"--set", "signal_engine.min_spread_pct=0.3,3"};
    run(wanted);
    String told = out.toString();
    List<String> whole = results();
    Path file = folder.resolve("results.tsv");
    List<String> lines = Files.readAllLines(file);
    // Two runs are missing, and the last line was cut short by a crash.
    String cut = lines.get(lines.size() - 3).substring(0, 20);
    Files.writeString(file, String.join("\n", lines.subList(0, lines.size() - 3)) + "\n" + cut);
    out.getBuffer().setLength(0);

    int code = run(wanted);

    assertThat(code).isZero();
    assertThat(out.toString()).isEqualTo(told);
    assertThat(results()).containsAll(whole);
  }

  @Test
  void shouldGiveTheSameOnAnyNumberOfThreads() throws Exception {
    run("--set", "signal_engine.min_spread_pct=0.3,0.5,3", "--threads", "3");
    List<String> three = results();
    Files.delete(folder.resolve("results.tsv"));

    run("--set", "signal_engine.min_spread_pct=0.3,0.5,3", "--threads", "1");

    assertThat(results()).isEqualTo(three);
  }

  @Test
  void shouldNotMixResultsOfDifferentThings() {
    run("--set", "signal_engine.min_spread_pct=3");

    int code = run("--set", "signal_engine.min_spread_pct=3", "--seed", "2");

    assertThat(code).isEqualTo(1);
    assertThat(err.toString()).contains("holds results of other data or options");
  }

  @Test
  void shouldRefuseWhatCannotBe() {
    assertThat(run("--set", "signal_engine.min_spread_pct")).isEqualTo(2);
    assertThat(run("--set", "mode.current.x=1")).isEqualTo(2);
    assertThat(err.toString())
        .contains("--set not KEY=VALUE,VALUE,...: signal_engine.min_spread_pct")
        .contains("--set: current is a value, not a section");
  }
}
