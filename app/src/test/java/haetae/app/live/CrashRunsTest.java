package haetae.app.live;

import static org.assertj.core.api.Assertions.assertThat;

import haetae.app.live.CrashResult.End;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The short form of {@code ./haetae crash-test}: mode live on the sandbox, killed at any step. */
class CrashRunsTest {
  private static final int RUNS = 10;

  @Test
  @Timeout(600)
  void shouldComeBackHedgedFlatOrHaltedWhereverItIsKilled() throws Exception {
    String seed = System.getProperty("seed", "");
    long first = seed.isBlank() ? 1 : Long.parseLong(seed);
    List<CrashResult> results = new ArrayList<>();
    try (CrashRuns crashes = CrashRuns.temporary();
        ExecutorService pool = Executors.newFixedThreadPool(5)) {
      List<Callable<Integer>> scripts = new ArrayList<>();
      for (CrashScript script : CrashScript.values()) {
        scripts.add(() -> crashes.measure(script));
      }
      for (Future<Integer> steps : pool.invokeAll(scripts)) {
        assertThat(steps.get()).as("steps of a script").isGreaterThan(10);
      }
      List<Callable<CrashResult>> runs = new ArrayList<>();
      for (long i = first; i < first + RUNS; i++) {
        long run = i;
        runs.add(() -> crashes.run(run));
      }
      for (Future<CrashResult> result : pool.invokeAll(runs)) {
        results.add(result.get());
      }
      assertThat(crashes.faults()).isEmpty();
    }
    assertThat(results)
        .as("-Dseed=N repeats run N; only the halt that was asked for halts")
        .noneMatch(r -> r.end() == End.FAILED)
        .noneMatch(r -> r.end() == End.HALTED && r.script() != CrashScript.HALT);
  }
}
