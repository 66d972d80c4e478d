package haetae.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import haetae.app.ServiceRun.Outcome;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The command line in this JVM: what it accepts, says, writes and ends with. */
@Timeout(300)
final class MainTest {
  @TempDir private Path temp;

  private static String[] words(String line) {
    return line.isBlank() ? new String[0] : line.strip().split(" ", -1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          run --interval -1   | --interval must be between 0.01 and 86400 seconds, not -1
          run --interval 0    | --interval must be between 0.01 and 86400 seconds, not 0
          run --interval 1e9  | --interval must be between 0.01 and 86400 seconds, not 1E+9
          run --interval soon | Invalid value for option '--interval': 'soon' is not a number
          run --loops 0       | --loops must be at least 1, not 0
          run --loops 1.5     | Invalid value for option '--loops': '1.5' is not a long
          run --mode foo      | --mode must be one of mock, paper, live, not "foo"
          run --mock --mode live | --mock and --mode live contradict each other
          run --mock --replay a.gz | --replay needs recorded quotes: use it with --mode paper
          run --speed fast    | --speed must be a number or max, not fast
          run --speed 0       | --speed must be above 0 or max, not 0
          run --onec          | did you mean --once?
          run --loop 5        | did you mean --loops?
          runn                | did you mean run?
          health --confg x    | did you mean --config?
          """)
  void shouldRefuseABadCommandLineInOneLineWithTwo(String line, String message) {
    Outcome outcome = ServiceRun.main(Map.of(), words(line));

    assertThat(outcome.code()).isEqualTo(2);
    assertThat(outcome.err()).contains(message).endsWith("--help)\n").hasLineCount(1);
    assertThat(outcome.out()).isEmpty();
  }

  @Test
  void shouldTellHowItIsUsed() {
    assertThat(ServiceRun.main(Map.of()).code()).isEqualTo(2);
    for (String line : List.of("--help", "run --help", "health --help", "--version")) {
      Outcome outcome = ServiceRun.main(Map.of(), words(line));
      assertThat(outcome.code()).as(line).isZero();
      assertThat(outcome.out()).as(line).contains("haetae");
      assertThat(outcome.err()).as(line).isEmpty();
    }
    assertThat(ServiceRun.main(Map.of(), "run", "--help").out())
        .contains("--ws-test", "Exit codes:", "the watchdog asked for the shutdown", "Examples:");
  }

  @Test
  void shouldStartNothingWhenTheConfigurationIsBad() throws Exception {
    ServiceRun run = new ServiceRun(temp).with("watchdog: {max_ws_lag: 1}");

    Outcome outcome = run.inProcess(Map.of(), "run", "--once", "--mock");

    assertThat(outcome.code()).isEqualTo(2);
    assertThat(outcome.err())
        .contains("live.yml:5:12: unknown key \"max_ws_lag\" in watchdog; did you mean")
        .hasLineCount(1);
    assertThat(outcome.out()).isEmpty();
    assertThat(run.logs()).doesNotExist();
  }

  @Test
  void shouldSayInOneLineWhyItCannotStart() throws Exception {
    String missing = temp.resolve("missing.gz").toString();
    Path corrupt = Files.writeString(temp.resolve("corrupt.csv"), "no,recording\n1,2\n");

    Outcome noConfig = ServiceRun.main(Map.of(), "run", "--config", temp + "/none.yml");
    Outcome live =
        new ServiceRun(temp)
            .with("journal: {enabled: false}")
            .inProcess(Map.of(), "run", "--mode", "live", "--once");
    Outcome noFile =
        new ServiceRun(temp).inProcess(Map.of(), "run", "--mode", "paper", "--replay", missing);
    Outcome unreadable =
        new ServiceRun(temp)
            .inProcess(Map.of(), "run", "--mode", "paper", "--replay", corrupt.toString());

    assertThat(noConfig.code()).isEqualTo(2);
    assertThat(noConfig.err()).endsWith("no such file; give another with --config FILE\n");
    assertThat(List.of(live.code(), noFile.code(), unreadable.code())).containsOnly(1);
    for (Outcome outcome : List.of(noConfig, live, noFile, unreadable)) {
      assertThat(outcome.err()).hasLineCount(1);
      assertThat(outcome.all()).doesNotContain("\tat ", "Exception");
    }
    assertThat(live.err()).startsWith("cannot start: mode live needs the journal");
    assertThat(noFile.err()).startsWith("cannot start: ").contains("missing.gz");
    assertThat(unreadable.err()).startsWith("cannot start: ").contains("corrupt.csv");
  }

  @Test
  void shouldReportOnEachDependency() throws Exception {
    Outcome fine = new ServiceRun(temp).inProcess(Map.of(), "health");
    Outcome broken =
        new ServiceRun(temp)
            .with("redis: {enabled: true, url: \"redis://127.0.0.1:1/0\"}")
            .inProcess(Map.of(), "health");

    assertThat(fine.code()).as(fine.all()).isZero();
    assertThat(fine.out())
        .contains("[UPBIT     ] – DISABLED", "[REDIS     ] – DISABLED", "[DISK      ]", "Overall:");
    assertThat(broken.code()).isEqualTo(1);
    assertThat(broken.out()).contains("[REDIS     ] ✘ ERROR", "127.0.0.1:1", "Overall: ERROR");
  }

  @Test
  void shouldShowNoSecretAnywhere() throws Exception {
    Map<String, String> environment =
        Map.of(
            "UPBIT_API_KEY", "upbit-key-0123456789",
            "UPBIT_API_SECRET", "upbit secret/+=0123456789",
            "BINANCE_API_KEY", "binance-key-0123456789",
            "BINANCE_API_SECRET", "binance-secret-0123456789",
            "TELEGRAM_BOT_TOKEN", "123456:telegram-token",
            "HAETAE_REDIS_PASSWORD", "redis-password-0123");
    ServiceRun run = new ServiceRun(temp);

    Outcome outcome =
        run.inProcess(environment, "run", "--mock", "--loops", "5", "--interval", "0.05");
    Outcome health = run.inProcess(environment, "health");

    for (String secret : environment.values()) {
      assertThat(outcome.all() + health.all()).doesNotContain(secret);
      for (Path file : run.files()) {
        assertThat(content(file)).as(file.toString()).doesNotContain(secret);
      }
    }
  }

  /** Also of what is not text, such as the journal; a database removes files of its own late. */
  private static String content(Path file) throws IOException {
    try {
      return Files.readString(file, StandardCharsets.ISO_8859_1);
    } catch (NoSuchFileException e) {
      assertThat(file.getFileName().toString()).startsWith("haetae.db-");
      return "";
    }
  }

  @Test
  void shouldGoOnWhenTheLogFolderCannotBeWritten() throws Exception {
    Files.writeString(temp.resolve("logs"), "a file in the way");
    ServiceRun run = new ServiceRun(temp);

    Outcome outcome =
        run.inProcess(Map.of(), "run", "--mock", "--loops", "3", "--interval", "0.05");

    assertThat(outcome.code()).as(outcome.all()).isZero();
    assertThat(outcome.out().lines().filter(l -> l.contains("files cannot be written"))).hasSize(1);
    assertThat(outcome.out()).contains("logs: not a folder; logging goes on here");
    assertThat(outcome.out().lines().filter(l -> l.contains("[METRICS]"))).hasSize(3);
    assertThat(outcome.out()).contains("[LOGGING   ] ✘ ERROR");
    assertThat(outcome.all()).doesNotContain("\tat ");
  }

  @Test
  void shouldGoOnWhenTheDiskOfTheLogsIsFull() throws Exception {
    assumeTrue(Files.exists(Path.of("/dev/full")), "there is no /dev/full here");
    ServiceRun run = new ServiceRun(temp);
    Files.createDirectories(run.logs());
    Files.createSymbolicLink(run.logs().resolve("live.log"), Path.of("/dev/full"));

    Outcome outcome =
        run.inProcess(Map.of(), "run", "--mock", "--loops", "3", "--interval", "0.05");

    assertThat(outcome.code()).as(outcome.all()).isZero();
    assertThat(outcome.out()).contains("No space left on device; logging goes on here");
    assertThat(outcome.out().lines().filter(l -> l.contains("[METRICS]"))).hasSize(3);
    assertThat(outcome.all()).doesNotContain("\tat ");
  }

  @Test
  void shouldTakeTheConfigurationBesideTheLauncherWhenThereIsNoneHere() throws Exception {
    Path file = new ServiceRun(temp).config();
    Files.createDirectory(temp.resolve("config"));
    Files.move(file, temp.resolve("config/live.yml"));

    Outcome beside = ServiceRun.main(Map.of("HAETAE_HOME", temp.toString()), "health");
    Outcome nowhere = ServiceRun.main(Map.of(), "health");

    assertThat(beside.code()).as(beside.all()).isZero();
    assertThat(beside.out()).contains("can be written: " + temp);
    assertThat(nowhere.code()).isEqualTo(2);
    assertThat(nowhere.err()).startsWith("config/live.yml: no such file");
  }
}
