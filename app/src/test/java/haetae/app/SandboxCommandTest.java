package haetae.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SandboxCommandTest {
  @TempDir private Path folder;

  private record Run(int code, String errors) {}

  private static Run run(String... arguments) {
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    PrintStream errors = new PrintStream(err, true, StandardCharsets.UTF_8);
    PrintStream out =
        new PrintStream(java.io.OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8);
    int code = Main.run(arguments, Map.of(), out, errors);
    return new Run(code, err.toString(StandardCharsets.UTF_8));
  }

  @Test
  void shouldTellThePlaceOfAMistakeInAScenario() throws IOException {
    Path scenario = Files.writeString(folder.resolve("s.yml"), "seed: 1\nsped: 2\n");

    Run run = run("sandbox", "--scenario", scenario.toString());

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.errors()).contains("s.yml:2:1: unknown key sped");
  }

  @ParameterizedTest
  @CsvSource({
    "--key, nonsense, --key must be VENUE:ACCESS:SECRET",
    "--key, kraken:a:b, 'venue must be upbit or binance, not kraken'",
    "--speed, 0, speed must be above 0",
    "--upbit-port, 70000, a port must be between 0 and 65535"
  })
  void shouldRefuseBadUsage(String option, String value, String problem) {
    Run run = run("sandbox", option, value);

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.errors()).contains(problem).doesNotContain("\tat ");
  }

  @Test
  void shouldNotShowASecretWhenAKeyIsRefused() {
    assertThat(run("sandbox", "--key", "kraken:a:hush").errors()).doesNotContain("hush");
  }

  @Test
  void shouldSayWhichPortIsTaken() throws IOException {
    try (ServerSocket taken =
        new ServerSocket(0, 1, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}))) {
      String port = String.valueOf(taken.getLocalPort());

      Run run = run("sandbox", "--upbit-port", port, "--binance-port", "0", "--admin-port", "0");

      assertThat(run.code()).isEqualTo(1);
      assertThat(run.errors()).contains("cannot open port " + port, "choose another port");
    }
  }

  @Test
  void shouldSayWhichRecordingIsMissing() {
    Run run = run("sandbox", "--replay", folder.resolve("none").toString());

    assertThat(run.code()).isEqualTo(1);
    assertThat(run.errors()).contains("no such file");
    assertThat(List.of(run.errors().split("\n", -1))).hasSize(2);
  }
}
