package haetae.app.research;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;

/** What grows after the warm-up is told; what only warms up is not. */
class SoakReportTest {
  private static SoakReport report(IntToDoubleFunction rssMb, IntToDoubleFunction files) {
    List<SoakSample> samples = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      double rss = rssMb.applyAsDouble(i);
      samples.add(new SoakSample(i, rss, (long) files.applyAsDouble(i), 20, i * 1_048_576L, 0));
    }
    return new SoakReport(samples, 24);
  }

  @Test
  void shouldAcceptWhatWarmsUpAndThenStays() {
    SoakReport report = report(i -> i < 25 ? 100 + 4 * i : 200 + i % 3, i -> 40);

    assertThat(report.faults()).isEmpty();
    assertThat(report.slopeMb()).isBetween(-0.1, 0.1);
    assertThat(report.lines()).anyMatch(line -> line.contains("24.0 simulated hours in 99 s"));
  }

  @Test
  void shouldTellOfMemoryAndFilesThatGrow() {
    assertThat(report(i -> 100 + 2 * i, i -> 40).faults())
        .containsExactly("memory grew from 174 to 274 MB");
    assertThat(report(i -> 100, i -> 40 + i / 2.0).faults())
        .containsExactly("open files grew from 58");
    assertThat(report(i -> 100 + 2 * i, i -> 40).slopeMb()).isBetween(8.2, 8.3);
  }

  @Test
  void shouldRefuseToJudgeAFewLooks() {
    assertThatThrownBy(() -> new SoakReport(List.of(), 24)).hasMessageContaining("too short a run");
  }

  @Test
  void shouldLookAtThisProcess() throws Exception {
    SoakSample own =
        SoakSample.of(ProcessHandle.current().pid(), 1, Path.of("no folder"), Path.of("src"));

    assertThat(own.rssMb()).isBetween(10.0, 100_000.0);
    assertThat(own.files()).isPositive();
    assertThat(own.threads()).isPositive();
    assertThat(own.logBytes()).isZero();
    assertThat(own.dataBytes()).isPositive();
  }
}
