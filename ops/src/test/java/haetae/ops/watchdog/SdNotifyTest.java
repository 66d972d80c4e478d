package haetae.ops.watchdog;

import static org.assertj.core.api.Assertions.assertThat;

import haetae.ops.RecordedLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@EnabledOnOs(value = OS.LINUX, disabledReason = "systemd and its sockets are of Linux")
final class SdNotifyTest {
  private Path folder;

  // A path of a Unix socket may have 107 bytes: the usual temporary folders are too deep for some.
  @BeforeEach
  void makeFolder() throws IOException {
    folder = Files.createTempDirectory("sd");
  }

  @AfterEach
  void removeFolder() throws IOException {
    Files.deleteIfExists(folder.resolve("s"));
    Files.delete(folder);
  }

  private String path() {
    return folder.resolve("s").toString();
  }

  @Test
  void shouldTellTheSupervisorOverAPath() throws Throwable {
    try (UnixDatagrams supervisor = new UnixDatagrams(path())) {
      SdNotify notify = new SdNotify(path());
      notify.ready("running in mode mock");
      notify.alive();
      notify.status("🟡 WATCHDOG WARN (1 warnings)");
      notify.stopping("signal 15");

      assertThat(supervisor.poll()).isEqualTo("READY=1\nSTATUS=running in mode mock");
      assertThat(supervisor.poll()).isEqualTo("WATCHDOG=1");
      assertThat(supervisor.poll()).isEqualTo("STATUS=🟡 WATCHDOG WARN (1 warnings)");
      assertThat(supervisor.poll()).isEqualTo("STOPPING=1\nSTATUS=signal 15");
      assertThat(supervisor.poll()).isNull();
    }
  }

  @Test
  void shouldTellTheSupervisorOverAnAbstractName() throws Throwable {
    String name = "@haetae-" + ProcessHandle.current().pid() + "-" + System.nanoTime();
    try (UnixDatagrams supervisor = new UnixDatagrams(name)) {
      new SdNotify(name).alive();

      assertThat(supervisor.poll()).isEqualTo("WATCHDOG=1");
    }
  }

  @Test
  void shouldKeepAStatusOnOneLine() throws Throwable {
    try (UnixDatagrams supervisor = new UnixDatagrams(path())) {
      new SdNotify(path()).status("failed:\n  STOPPING=1\r\nMAINPID=1");

      assertThat(supervisor.poll()).isEqualTo("STATUS=failed:   STOPPING=1 MAINPID=1");
    }
  }

  @Test
  void shouldSayOnceThatNobodyListensAndGoOnWhenSomebodyDoes() throws Throwable {
    SdNotify notify = new SdNotify(path());
    try (RecordedLog log = new RecordedLog("arbitrage.watchdog")) {
      notify.alive();
      notify.alive();
      assertThat(log.lines())
          .singleElement()
          .asString()
          .startsWith("WARN [Watchdog] supervisor cannot be told:")
          .contains("sendto() failed, errno 2");

      try (UnixDatagrams supervisor = new UnixDatagrams(path())) {
        notify.alive();
        assertThat(supervisor.poll()).isEqualTo("WATCHDOG=1");
      }
      notify.alive();
      assertThat(log.lines()).hasSize(2);
    }
  }

  @Test
  void shouldNotWaitForASupervisorThatDoesNotRead() throws Throwable {
    try (UnixDatagrams supervisor = new UnixDatagrams(path());
        RecordedLog log = new RecordedLog("arbitrage.watchdog")) {
      SdNotify notify = new SdNotify(path());
      while (log.count("errno 11") == 0) {
        notify.alive();
      }
      assertThat(supervisor.poll()).isEqualTo("WATCHDOG=1");

      notify.status("back");

      String last = supervisor.poll();
      while (last != null && !last.equals("STATUS=back")) {
        last = supervisor.poll();
      }
      assertThat(last).isEqualTo("STATUS=back");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "relative", "vsock:2:1234"})
  void shouldGoOnWithoutASocketItCanUse(String address) {
    try (RecordedLog log = new RecordedLog("arbitrage.watchdog")) {
      SdNotify notify = new SdNotify(address);
      notify.ready("x");
      notify.alive();

      assertThat(log.lines()).hasSize(address.isEmpty() ? 0 : 1);
    }
    new SdNotify(null).alive();
    new SdNotify("/" + "x".repeat(200)).alive();
  }
}
