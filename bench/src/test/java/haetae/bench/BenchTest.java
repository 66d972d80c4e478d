package haetae.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import haetae.venue.recorded.Recording;
import haetae.venue.recorded.Surveyed;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openjdk.jmh.runner.RunnerException;
import picocli.CommandLine;

/** The program around the benchmarks; no time is judged here. */
final class BenchTest {
  private static final double NONE = Double.NaN;

  @TempDir private Path temp;

  private static Figures figures(String name, double ns, double p50, double bytes) {
    return new Figures(name, ns, p50, 200, 300, 12_345, bytes);
  }

  private static Report report(Figures... figures) {
    return new Report("A processor x2, Linux amd64", "25", "abc1234", 3, List.of(figures));
  }

  @Test
  void shouldMakeUpARecordingThatCanBeRead() throws Exception {
    StringWriter said = new StringWriter();
    CommandLine line = new CommandLine(new Main()).setOut(new PrintWriter(said));

    int code = line.execute("recording", "--books", "5000", temp.toString());

    assertThat(code).isZero();
    assertThat(said.toString()).startsWith("5,000 books in ");
    try (Stream<Path> files = Files.list(temp)) {
      List<Path> made = files.filter(file -> file.toString().endsWith(".zst")).toList();
      Surveyed surveyed = Recording.survey(made);
      assertThat(surveyed.findings().lines()).isEmpty();
      assertThat(surveyed.contents().getFirst().rows()).isEqualTo(5_000);
      assertThat(surveyed.contents().getFirst().symbols())
          .containsExactlyInAnyOrder("UPBIT:KRW-USDT", "UPBIT:KRW-BTC", "BINANCE:BTCUSDT");
    }
  }

  @Test
  void shouldPrintATableWithRatiosToTheBaseline() {
    Report before = report(figures("Log.call", NONE, 400, 100), figures("Dog.fine", 50, 60, 0));
    Report now =
        report(
            figures("Dog.fine", 75, 80, 0.4),
            figures("Log.call", NONE, 200, 96.6),
            figures("New.one", 5_000, NONE, NONE));

    List<String> table = now.table(before);

    assertThat(table.get(0))
        .isEqualTo("machine:  A processor x2, Linux amd64, Java 25, commit abc1234");
    assertThat(table.get(5).split(" +"))
        .containsExactly("Dog.fine", "75.0", "80.0", "200", "300", "12,345", "0", "1.33");
    assertThat(table.get(6).split(" +"))
        .containsExactly("Log.call", "-", "200", "200", "300", "12,345", "97", "0.50");
    assertThat(table.get(7).split(" +"))
        .containsExactly("New.one", "5,000", "-", "200", "300", "12,345", "-", "-");
  }

  @Test
  void shouldTakeTheMedianOfTheForksFigureByFigure() {
    List<Figures> medians =
        Figures.medians(
            List.of(
                figures("b", 1, NONE, 10),
                figures("b", 100, NONE, 30),
                figures("b", 3, 7, 20),
                figures("a", 4, 5, 6),
                figures("a", 8, 5, 6)));

    assertThat(medians)
        .usingRecursiveComparison()
        .isEqualTo(List.of(figures("a", 6, 5, 6), figures("b", 3, 7, 20)));
  }

  @Test
  void shouldReadWhatItWrote() throws IOException {
    Report written = report(figures("Log.call", NONE, 400, 100));
    Path file = temp.resolve("baseline.json");

    written.write(file);

    assertThat(Report.read(file)).isEqualTo(written);
    assertThat(Report.read(temp.resolve("none.json"))).isNull();
  }

  @Test
  void shouldSayWhichFileIsNoReport() throws IOException {
    Path file = Files.writeString(temp.resolve("bad.json"), "{\"machine\": 1, ");

    assertThatThrownBy(() -> Report.read(file))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("bad.json is no report of benchmarks");
  }

  @Test
  void shouldRunABenchmarkAndItsProfiler() throws RunnerException {
    List<Figures> figures = JmhSuite.run("EngineBook", new Effort(0, 1, 1, 20, 0), List.of());

    assertThat(figures)
        .singleElement()
        .satisfies(
            f -> {
              assertThat(f.name()).isEqualTo("EngineBook.quietBook");
              assertThat(f.ns()).isPositive();
              assertThat(f.p50()).isPositive();
              assertThat(f.bytes()).isNotNaN();
            });
  }

  @Test
  void shouldAllocateNothingForABookThatLeadsToNoOrder() {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    EngineBookBench bench = new EngineBookBench();
    long allocated = Long.MAX_VALUE;
    for (int round = 0; round < 6 && allocated != 0; round++) {
      long before = threads.getCurrentThreadAllocatedBytes();
      for (int i = 0; i < 100_000; i++) {
        bench.quietBook();
      }
      allocated = threads.getCurrentThreadAllocatedBytes() - before;
    }

    assertThat(allocated).isZero();
  }

  @Test
  void shouldTellTheKindsOfEventsApart() {
    List<Figures> figures = EngineMix.measure(30);

    assertThat(figures)
        .extracting(Figures::name)
        .contains(
            "Engine.bookQuiet",
            "Engine.bookSignals",
            "Engine.cycleStarted",
            "Engine.orderFilled",
            "Engine.orderAccepted");
    assertThat(figures).allMatch(f -> f.ns() > 0 && f.p50() <= f.p99() && f.p99() <= f.max());
  }

  @Test
  void shouldRefuseAFilterThatIsNoExpression() {
    StringWriter err = new StringWriter();
    CommandLine program = new CommandLine(new Main()).setErr(new PrintWriter(err, true));

    assertThat(program.execute("--filter", "(")).isEqualTo(2);
    assertThat(err.toString()).contains("--filter: Unclosed group in '('");
  }

  @Test
  void shouldShipABaselineThatCanBeRead() throws IOException {
    Report baseline = Report.read(Path.of("baseline.json"));

    assertThat(baseline).isNotNull();
    assertThat(baseline.figures())
        .extracting(Figures::name)
        .contains("Watchdog.allFine", "LogCall.infoWithFourArguments", "EngineBook.quietBook");
  }
}
