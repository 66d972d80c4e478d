package haetae.app.research;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class SimulateCommandTest {
  private static final String CONFIG = "../config/live.yml";

  @TempDir Path folder;

  private record Run(int code, String out, String err) {
    static Run of(String... args) {
      StringWriter out = new StringWriter();
      StringWriter err = new StringWriter();
      CommandLine line = new CommandLine(new SimulateCommand());
      line.setOut(new PrintWriter(out, true));
      line.setErr(new PrintWriter(err, true));
      return new Run(line.execute(args), out.toString(), err.toString());
    }
  }

  @Test
  void shouldReportAsTextAndAsJson() throws Exception {
    Path file = folder.resolve("report.json");

    Run run =
        Run.of(
            "--config",
            CONFIG,
            "--seeds",
            "4",
            "--minutes",
            "5",
            "--threads",
            "2",
            "--report",
            file.toString());

    assertThat(run.err()).isEmpty();
    assertThat(run.code()).isZero();
    assertThat(run.out())
        .contains("Simulated 4 seeds, 5 minutes of faults each (all)")
        .containsPattern("violations +0");
    assertThat(Files.readString(file))
        .startsWith("{\"seeds\":4,\"minutes\":5,\"faults\":\"all\"")
        .contains("\"violations\":[]");
  }

  /** Dust that one trade left and a later one took along once counted as a sixth position. */
  @Test
  void shouldNotCountDustThatALaterTradeTookAlongAsAPosition() {
    Run run = Run.of("--config", CONFIG, "--seed", "2393", "--minutes", "30", "--faults=all");

    assertThat(run.out()).containsPattern("violations +0");
    assertThat(run.code()).isZero();
  }

  /** Two trades held opposite rests of one perpetual, each too small for an order of its own. */
  @Test
  void shouldGetOutOfRestsThatStandAgainstEachOther() {
    Run run = Run.of("--config", CONFIG, "--seed", "6107", "--minutes", "30", "--faults=all");

    assertThat(run.out()).containsPattern("violations +0").contains(" 0 stuck");
    assertThat(run.code()).isZero();
  }

  @Test
  void shouldTellTheWholeStoryOfOneSeed() {
    Run run =
        Run.of("--config", CONFIG, "--seed", "3", "--minutes", "5", "--faults=none", "--verbose");

    assertThat(run.code()).isZero();
    assertThat(run.out()).contains("EVENT", "[VENUE] UPBIT UP").doesNotContain("FAULT");
  }

  @Test
  void shouldRefuseWhatItCannotDo() {
    assertThat(Run.of("--config", CONFIG, "--seeds", "0").code()).isEqualTo(2);
    assertThat(Run.of("--config", CONFIG, "--minutes", "0").code()).isEqualTo(2);
    assertThat(Run.of("--config", CONFIG, "--verbose").err()).contains("--verbose needs --seed");
    assertThat(Run.of("--config", CONFIG, "--faults", "blackout").err())
        .contains("no such fault: \"blackout\"");
    assertThat(Run.of("--config", CONFIG, "--report", "/no/such/folder/x.json").err())
        .contains("no such folder");
  }
}
