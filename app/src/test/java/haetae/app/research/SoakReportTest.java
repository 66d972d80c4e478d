package haetae.app.research;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What grows after the warm-up is told; what only warms up is not. */
class SoakReportTest {
  private static SoakReport report(
      IntToDoubleFunction ownMb, IntToDoubleFunction liveMb, IntToDoubleFunction files) {
    List<SoakSample> samples = new ArrayList<>();
    List<LiveObjects> objects = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      double own = ownMb.applyAsDouble(i);
      double live = liveMb.applyAsDouble(i);
      long open = (long) files.applyAsDouble(i);
      samples.add(new SoakSample(i, own + 20, own, live, open, 20, i * 1_048_576L, 0));
      if (i % 10 == 9) {
        objects.add(new LiveObjects(Map.of("[B", (long) (live * 1_048_576), "Steady", 7L)));
      }
    }
    return new SoakReport(samples, objects, 24);
  }

  @Test
  void shouldAcceptWhatWarmsUpAndThenStays() {
    SoakReport report =
        report(i -> i < 25 ? 100 + 4 * i : 200 + i % 3, i -> i < 25 ? i : 30, i -> 40);

    assertThat(report.faults()).isEmpty();
    assertThat(report.growth(SoakSample::ownMb)).isBetween(-0.5, 0.5);
    assertThat(report.lines()).anyMatch(line -> line.contains("24.0 simulated hours in 99 s"));
  }

  @Test
  void shouldTellOfMemoryAndFilesThatGrow() {
    assertThat(report(i -> 100 + i / 5.0, i -> 30, i -> 40).faults())
        .containsExactly("memory of its own grew by 14.8 MB");
    assertThat(report(i -> 100, i -> 30, i -> 40 + i / 2.0).faults())
        .containsExactly("open files grew from 58");
    assertThat(report(i -> 100, i -> 30 + i / 20.0, i -> 40).faults())
        .containsExactly("live objects grew by 3.7 MB: [B +3.50 MB");
    assertThat(report(i -> 100, i -> 30 + i / 20.0, i -> 40).lines())
        .contains(
            "live objects: +3.70 MB over the last three quarters (at most 1), +0.206 MB a simulated"
                + " hour");
  }

  @Test
  void shouldRefuseToJudgeAFewLooks() {
    assertThatThrownBy(() -> new SoakReport(List.of(), List.of(), 24))
        .hasMessageContaining("too short a run");
  }

  @Test
  void shouldLookAtThisProcess() throws Exception {
    long pid = ProcessHandle.current().pid();
    SoakSample own = SoakSample.of(pid, 1, 2, Path.of("no folder"), Path.of("src"));

    assertThat(own.rssMb()).isBetween(10.0, 100_000.0);
    assertThat(own.ownMb()).isBetween(10.0, 100_000.0);
    assertThat(own.files()).isPositive();
    assertThat(own.threads()).isPositive();
    assertThat(own.logBytes()).isZero();
    assertThat(own.dataBytes()).isPositive();
  }

  @Test
  void shouldReadTheTableOfTheHeap() {
    LiveObjects objects =
        LiveObjects.parse(
            List.of(
                "4711:",
                " num     #instances         #bytes  class name (module)",
                "-------------------------------------------------------",
                "   1:          2000        1048576  [B (java.base@25)",
                "   2:             3        2097152  haetae.engine.Engine",
                "Total          2003        3145728"));

    assertThat(objects.mb()).isEqualTo(3);
    assertThat(objects.grownSince(new LiveObjects(Map.of("[B", 1_048_576L)), 5))
        .containsExactly("haetae.engine.Engine +2.00 MB");
  }

  @Test
  @Timeout(300)
  void shouldFindALeakThatWasPlanted() throws Exception {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    Process leaking =
        new ProcessBuilder(
                java,
                "-XX:+UseSerialGC",
                "-Xmx64m",
                "-cp",
                System.getProperty("java.class.path"),
                LeakingProgram.class.getName())
            .inheritIO()
            .start();
    try {
      Path nothing = Path.of("no folder");
      SoakWatch watch = new SoakWatch(leaking, nothing, nothing, 1);
      watch.untilItEnds(new PrintWriter(Writer.nullWriter()));

      assertThat(watch.report(1).faults())
          .anyMatch(fault -> fault.matches("live objects grew by .* MB: \\[J \\+.*"));
    } finally {
      leaking.destroyForcibly();
    }
  }
}
