package haetae.app;

import static org.assertj.core.api.Assertions.assertThat;

import haetae.app.ServiceRun.Outcome;
import haetae.app.ServiceRun.Running;
import haetae.ops.watchdog.Cooldown;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The operator's commands to a service in a process of its own. */
@Timeout(300)
final class OperatorCommandsTest {
  @TempDir private Path temp;
  private final List<Running> started = new ArrayList<>();

  @AfterEach
  void leaveNoneBehind() {
    started.forEach(running -> running.process().destroyForcibly());
  }

  private static Outcome say(ServiceRun run, String... words) throws Exception {
    return run.inProcess(Map.of(), words);
  }

  private Running start(ServiceRun run) throws Exception {
    Running running = run.start(Main.class, Map.of(), "run", "--mock", "--interval", "0.5");
    started.add(running);
    running.awaitOutput("[METRICS]");
    return running;
  }

  private static void kill(Running running) throws Exception {
    running.process().destroyForcibly();
    running.end();
  }

  @Test
  void shouldHaltUntilSomebodyResumesAlsoOverARestart() throws Exception {
    ServiceRun run = new ServiceRun(temp);
    Running first = start(run);
    Outcome before = say(run, "status");
    assertThat(before.code()).as(before.all()).isZero();
    assertThat(before.out()).contains("trading    NORMAL");
    Outcome second = say(run, "run", "--once", "--mock");
    assertThat(second.code()).isEqualTo(1);
    assertThat(second.err()).contains("mode mock is already running");

    Outcome halt = say(run, "halt", "--reason", "odd fill", "--wait", "120");

    assertThat(halt.code()).as(halt.all()).isZero();
    assertThat(halt.out()).contains("mock: halt done after", "trading HALTED");
    assertThat(temp.resolve("HALT")).content().contains("odd fill");
    ServiceRun.await("status", () -> outcome(run).contains("HALTED - HALT by"));
    kill(first);
    Outcome dead = say(run, "status");
    assertThat(dead.code()).isEqualTo(1);
    assertThat(dead.out()).contains("NOT WELL: not running", "ended without a word");

    Running again = start(run);
    assertThat(again.out()).content().contains("Trading HALTED", "odd fill");
    ServiceRun.await("status", () -> outcome(run).contains("trading    HALTED - HALT by"));
    assertThat(say(run, "resume").code()).isEqualTo(2);
    Outcome resume = say(run, "resume", "--reason", "explained", "--wait", "120", "--json");

    assertThat(resume.code()).as(resume.all()).isZero();
    assertThat(resume.out()).contains("\"stage\": \"DONE\"", "trading NORMAL");
    assertThat(temp.resolve("HALT")).doesNotExist();
    again.signal("TERM");
    assertThat(again.end().code()).isEqualTo(143);
    Outcome stopped = say(run, "status", "--mode", "mock");
    assertThat(stopped.code()).isEqualTo(1);
    assertThat(stopped.out()).contains("not running: stopped", "signal 15");
  }

  private static String outcome(ServiceRun run) {
    try {
      return say(run, "status").out();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void shouldCloseEverythingWhenItIsToldToFlatten() throws Exception {
    // A premium that stays: nothing but the flatten closes the positions.
    ServiceRun run =
        new ServiceRun(temp)
            .with("mock: {premium_mean_pct: 1.5, premium_sd_pct: 0.05, jumps_per_hour: 0.0}");
    Running running = start(run);
    ServiceRun.await("a position", () -> outcome(run).contains("HEDGED"));

    Outcome flatten = say(run, "flatten", "--wait", "120");

    assertThat(flatten.code()).as(flatten.all()).isZero();
    assertThat(flatten.out()).contains("mock: flatten done after", "0 positions open");
    // The log is written by a thread of its own, a moment after the answer.
    ServiceRun.await("the log", () -> run.log("live.log").contains("[CONTROL] FLATTEN DONE"));
    assertThat(run.log("live.log")).contains("(FLATTEN) trade=");
    Outcome halt = say(run, "halt", "--wait", "120");
    assertThat(halt.code()).as(halt.all()).isZero();
    Outcome refused = say(run, "flatten");
    assertThat(refused.code()).isEqualTo(1);
    assertThat(refused.err()).contains("resume first");
    kill(running);
  }

  @Test
  void shouldDrillOnPaperAndGoOnTrading() throws Exception {
    ServiceRun run =
        new ServiceRun(temp)
            .with("mock: {premium_mean_pct: 1.5, premium_sd_pct: 0.05, jumps_per_hour: 0.0}");
    Running running = start(run);
    ServiceRun.await("a position", () -> outcome(run).contains("HEDGED"));

    Outcome drill = say(run, "flatten", "--drill", "--wait", "120");

    assertThat(drill.code()).as(drill.all()).isZero();
    assertThat(drill.out())
        .containsPattern("mock: drill done after \\d+\\.\\d s \\(\\d+\\.\\d s of the market\\)")
        .contains("0 positions open", "trading goes on");
    assertThat(temp.resolve("HALT")).doesNotExist();
    ServiceRun.await("trading", () -> outcome(run).contains("trading    NORMAL"));
    Outcome check = say(run, "status", "--check");
    assertThat(check.code()).as(check.all()).isZero();
    assertThat(check.out()).containsPattern("^mock OK: NORMAL, cycle \\d+ ended .* ago\\s*$");
    say(run, "halt", "--wait", "120");
    Outcome refused = say(run, "flatten", "--drill", "--wait", "120");
    assertThat(refused.code()).isEqualTo(1);
    assertThat(refused.out()).contains("drill refused: a HALT stands");
    kill(running);
    Outcome dead = say(run, "status", "--check");
    assertThat(dead.code()).isEqualTo(1);
    assertThat(dead.out()).contains("mock NOT WELL: not running");
  }

  @Test
  void shouldTakeAFileMadeByHandForAHaltAndNotResumeWhileItCoolsDown() throws Exception {
    ServiceRun run = new ServiceRun(temp);
    Files.createFile(temp.resolve("HALT"));
    Files.createDirectories(temp.resolve("data"));
    new Cooldown(temp.resolve("data/cooldown"), 600).begin(System.currentTimeMillis(), "test");
    Running running = start(run);

    Outcome resume = say(run, "resume", "--reason", "impatient", "--wait", "120");

    assertThat(resume.code()).isEqualTo(1);
    assertThat(resume.out()).contains("resume refused: cooling down");
    assertThat(resume.err()).contains("is set (HALT), also for the next start");
    ServiceRun.await("status", () -> outcome(run).contains("HALTED - HALT by unknown"));
    kill(running);
  }

  @Test
  void shouldSetTheLatchForTheNextStartWhenNobodyRuns() throws Exception {
    ServiceRun run = new ServiceRun(temp);

    Outcome halt = say(run, "halt");
    Outcome resume = say(run, "resume", "--reason", "explained");

    assertThat(halt.code()).isEqualTo(1);
    assertThat(halt.err()).contains("no service is running", "is set (HALT)");
    assertThat(resume.code()).isEqualTo(1);
    assertThat(resume.err()).contains("start the service, then resume", "is set (HALT)");
    assertThat(say(run, "status").err()).contains("no service has run with");
  }
}
