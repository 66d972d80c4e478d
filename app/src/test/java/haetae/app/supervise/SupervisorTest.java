package haetae.app.supervise;

import static org.assertj.core.api.Assertions.assertThat;

import haetae.app.ServiceRun;
import haetae.ops.alert.Alert;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The supervisor over real processes. */
@Timeout(300)
class SupervisorTest {
  private static final Patience LONG = new Patience(120_000, 120_000, 120_000);

  @TempDir private Path folder;
  private final List<Alert> alerts = new CopyOnWriteArrayList<>();
  private final List<Process> started = new CopyOnWriteArrayList<>();

  @AfterEach
  void leaveNoneBehind() {
    started.forEach(Process::destroyForcibly);
  }

  private Path mark() {
    return folder.resolve("mark");
  }

  /** A service that is a line of shell; it knows its folder and which of its lives this is. */
  private Supervisor shell(String line, Patience patience, int restarts) {
    return supervisor(
        () -> start("sh", "-c", "life=" + (started.size() + 1) + "\n" + line), patience, restarts);
  }

  private Process start(String... command) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    Process process =
        builder.redirectErrorStream(true).redirectOutput(folder.resolve("out").toFile()).start();
    started.add(process);
    return process;
  }

  private Supervisor supervisor(Supervisor.Launch launch, Patience patience, int restarts) {
    Supervisor.Around around =
        new Supervisor.Around(
            launch,
            mark(),
            folder.resolve("dumps"),
            Path.of(System.getProperty("java.home")),
            alerts::add);
    return new Supervisor(around, patience, new Budget(restarts, 3_600_000, 1, 50));
  }

  private List<String> texts() {
    return alerts.stream().map(alert -> alert.severity() + " " + alert.text()).toList();
  }

  @Test
  void shouldStartAgainWhatDiesUntilItEndsWell() throws Exception {
    Supervisor supervisor =
        shell(
            "echo 'RUNNING 1' > fresh; mv fresh mark; sleep 1; [ $life = 3 ] || exit $((6 + life))",
            LONG,
            5);

    assertThat(supervisor.run()).isZero();

    assertThat(started).hasSize(3);
    assertThat(texts())
        .containsExactly(
            "ERROR the bot died: exit code 7; restart 1 of 5 in 3600 s, in 0.0 s",
            "INFO the bot runs again, in its life 2",
            "ERROR the bot died: exit code 8; restart 2 of 5 in 3600 s, in 0.0 s",
            "INFO the bot runs again, in its life 3");
  }

  @Test
  void shouldNotStartAgainWhatWasToEnd() throws Exception {
    for (int code : List.of(0, 2, 130, 143)) {
      started.clear();
      assertThat(shell("exit " + code, LONG, 5).run()).isEqualTo(code);
      assertThat(started).as("lives").hasSize(1);
    }
    assertThat(alerts).isEmpty();
  }

  @Test
  void shouldSayThatItIsDeadWhenTheBudgetIsSpent() throws Exception {
    assertThat(shell("exit 3", LONG, 2).run()).isEqualTo(1);

    assertThat(started).hasSize(3);
    assertThat(texts().getLast())
        .startsWith("CRITICAL the bot is dead: exit code 3, and its restarts are used up");
  }

  @Test
  void shouldKillWhatNeverStartsAndWhatNeverEnds() throws Exception {
    String stuck =
        "trap '' TERM; [ $life = 1 ] || { echo 'STOPPING 9' > fresh; mv fresh mark; };"
            + " while :; do sleep 0.1; done";
    assertThat(shell(stuck, new Patience(1_500, 120_000, 1_500), 1).run()).isEqualTo(1);

    assertThat(texts()).hasSize(2);
    assertThat(texts().getFirst()).contains("killed, no sign of life for 1 s while it starts");
    assertThat(texts().getLast()).contains("killed, no sign of life for 1 s while it shuts down");
    assertThat(started).noneMatch(Process::isAlive);
  }

  @Test
  void shouldDumpTheThreadsOfAJvmThatHangsBeforeItKillsIt() throws Exception {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    Supervisor supervisor =
        supervisor(
            () ->
                start(
                    java,
                    "-cp",
                    System.getProperty("java.class.path"),
                    StuckProcess.class.getName(),
                    mark().toString()),
            new Patience(120_000, 2_000, 120_000),
            0);

    assertThat(supervisor.run()).isEqualTo(1);

    assertThat(texts().getFirst()).contains("no sign of life for 2 s while it runs");
    assertThat(started).noneMatch(Process::isAlive);
    try (Stream<Path> dumps = Files.list(folder.resolve("dumps"))) {
      assertThat(dumps.toList()).singleElement().satisfies(SupervisorTest::tellsWhereItIsStuck);
    }
  }

  private static void tellsWhereItIsStuck(Path dump) throws IOException {
    assertThat(Files.readString(dump)).contains("StuckProcess.stuck", "\"main\"");
  }

  @Test
  void shouldPassASignalOnAndStartNothingAfterIt() throws Exception {
    Supervisor supervisor =
        shell(
            "trap 'exit 9' TERM; echo 'RUNNING 1' > fresh; mv fresh mark;"
                + " while :; do sleep 0.1; done",
            LONG,
            5);
    FutureTask<Integer> run = new FutureTask<>(supervisor::run);
    Thread.ofPlatform().daemon().start(run);
    ServiceRun.await("the service", () -> Files.exists(mark()));

    supervisor.signal(15);

    assertThat(run.get()).isEqualTo(9);
    assertThat(started).hasSize(1);
    assertThat(alerts).isEmpty();
  }

  @Test
  void shouldPauseLongerEachTimeAndForgetOldRestarts() {
    Budget budget = new Budget(3, 1_000, 10, 35);

    assertThat(budget.spend(0)).isEqualTo(OptionalLong.of(10));
    assertThat(budget.spend(1)).isEqualTo(OptionalLong.of(20));
    assertThat(budget.spend(2)).isEqualTo(OptionalLong.of(35));
    assertThat(budget.spend(999)).isEmpty();
    assertThat(budget.spend(1_000)).isEqualTo(OptionalLong.of(35));
    assertThat(new Budget(0, 1_000, 10, 35).spend(0)).isEmpty();
  }
}
