package haetae.app.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class StatusTest {
  private static final long NOW = 1_767_225_600_000L;
  private static final long HERE = ProcessHandle.current().pid();

  @TempDir private Path temp;

  private static Status status(long pid, String stopped, long cycleAgeMs, String watchdog) {
    return new Status(
        NOW,
        pid,
        Status.thisHost(),
        "mock",
        "h1",
        stopped,
        7,
        cycleAgeMs,
        70_000,
        "HALTED",
        "HALT by kim: \"odd fill\"",
        List.of("🔴 LIVE TRADING BLOCKED", "   - dry run"),
        "watchdog",
        List.of("t1 BTC upbit=0.1"),
        2,
        1,
        "-12₩",
        "0₩",
        List.of(watchdog),
        "OK",
        "0 raised");
  }

  @Test
  void shouldReadWhatWasWritten() throws Exception {
    ServiceFolder folder = ServiceFolder.of(temp.toString(), "mock");
    Status status = status(HERE, "", 12, "WATCHDOG OK");
    assertThat(folder.running()).isFalse();

    folder.statusFile().write(status);

    assertThat(folder.statusFile().read()).contains(status);
    assertThat(folder.running()).isTrue();
    assertThat(ServiceFolder.all(temp.toString())).containsExactly(folder);
    assertThat(Report.of(status, NOW)).startsWith("{\"fault\": \"\"").doesNotContain("\n");
  }

  @Test
  void shouldTakeAServiceWhoseStatusIsUnreadableForRunning() throws Exception {
    ServiceFolder folder = ServiceFolder.of(temp.toString(), "live");
    Files.createDirectories(folder.folder());
    Files.writeString(folder.statusFile().file(), "{}");

    assertThat(folder.running()).isTrue();
  }

  @Test
  void shouldBeWellOnlyWhileItMoves() {
    Status well = status(HERE, "", 12, "WATCHDOG OK");

    assertThat(well.fault(NOW + 9_000)).isEmpty();
    assertThat(well.fault(NOW + 11_000)).startsWith("stale: written 11 s ago");
    assertThat(status(HERE, "", 71_000, "WATCHDOG OK").fault(NOW)).startsWith("stalled");
    assertThat(status(HERE, "", 12, "WATCHDOG CRITICAL - x").fault(NOW)).contains("CRITICAL");
    assertThat(status(HERE, "signal 15", 12, "WATCHDOG OK").fault(NOW)).contains("signal 15");
    // Linux has no process of this number: pid_max is at most 4194304.
    Status gone = status(4_194_305, "", 12, "WATCHDOG OK");
    assertThat(gone.fault(NOW)).contains("ended without a word");
    assertThat(gone.running()).isFalse();
  }

  @Test
  void shouldShowAScreenWithTheFaultOnTop() {
    List<String> lines = status(HERE, "", 71_000, "WATCHDOG OK").lines(NOW);

    assertThat(lines.getFirst()).startsWith("NOT WELL: stalled");
    assertThat(String.join("\n", lines))
        .contains("trading    HALTED - HALT by kim", "t1 BTC", "2 in flight", "paused: watchdog");
  }
}
