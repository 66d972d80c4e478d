package haetae.app;

import static org.assertj.core.api.Assertions.assertThat;

import haetae.app.ServiceRun.Outcome;
import haetae.app.ServiceRun.Running;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The service as systemd sees it: its unit file, and its signs of life. */
class SystemdTest {
  private static final String LISTENER =
      """
      import socket, sys
      s = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
      s.bind(sys.argv[1])
      print("listening", flush=True)
      while True:
          print(s.recv(4096).decode().replace("\\n", " "), flush=True)
      """;

  @TempDir private Path folder;

  private Process start(Path output, String... command) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    try {
      return builder.redirectOutput(output.toFile()).start();
    } catch (IOException e) {
      return Assumptions.abort(command[0] + " is not on this machine: " + e.getMessage());
    }
  }

  private String verified(String unit) throws Exception {
    Path file = Files.writeString(folder.resolve("haetae.service"), unit);
    Path output = folder.resolve("verified.txt");
    Process verify = start(output, "systemd-analyze", "verify", "--man=no", file.toString());
    assertThat(verify.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return Files.readString(output);
  }

  @Test
  void shouldHaveAUnitThatSystemdUnderstands() throws Exception {
    String unit =
        Files.readString(ProjectFiles.root().resolve("infra/systemd/haetae.service"))
            .replace("/opt/haetae", ProjectFiles.root().toAbsolutePath().normalize().toString());

    assertThat(verified(unit)).isEmpty();
    assertThat(verified(unit.replace("WatchdogSec=30", "WatchdogSec=soon")))
        .contains("Failed to parse sec value");
  }

  @Test
  void shouldTellWhenItIsReadyAliveAndStopping() throws Exception {
    // The path of a Unix socket may be 107 bytes long.
    Path sockets = Files.createTempDirectory("sd");
    Path socket = sockets.resolve("s");
    Path heard = folder.resolve("heard.txt");
    Process listener = start(heard, "python3", "-c", LISTENER, socket.toString());
    try {
      ServiceRun.await("the listener", () -> Files.exists(socket));
      Running run =
          new ServiceRun(folder)
              .start(
                  Main.class,
                  Map.of("NOTIFY_SOCKET", socket.toString()),
                  "run",
                  "--mock",
                  "--interval",
                  "0.3");
      ServiceRun.await("signs of life", () -> text(heard).contains("WATCHDOG=1"));
      run.signal("TERM");
      Outcome end = run.end();

      assertThat(end.code()).as(end.all()).isEqualTo(143);
      ServiceRun.await("the last word", () -> text(heard).contains("STOPPING=1"));
      assertThat(text(heard))
          .containsSubsequence(
              "READY=1 STATUS=running in mode mock", "WATCHDOG=1", "STOPPING=1 STATUS=signal 15");
    } finally {
      listener.destroyForcibly();
      Files.deleteIfExists(socket);
      Files.delete(sockets);
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
