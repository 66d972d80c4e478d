package haetae.ops.sysmon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import haetae.ops.Await;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@EnabledOnOs(value = OS.LINUX, disabledReason = "reads /proc")
final class LinuxProbeTest {
  @TempDir private Path temp;

  @Test
  void shouldReadThisProcess() throws IOException {
    try (LinuxProbe probe = new LinuxProbe(temp)) {
      Probe.Reading reading = probe.read();

      assertThat(reading.cpuNs()).isPositive();
      assertThat(reading.cores()).isPositive();
      assertThat(reading.rssBytes()).isBetween(20_000_000L, 20_000_000_000L);
      assertThat(reading.heapBytes()).isPositive();
      assertThat(reading.threads()).isGreaterThanOrEqualTo(Thread.activeCount());
      assertThat(reading.openFiles()).isPositive();
      assertThat(reading.diskFreeBytes()).isPositive();
    }
  }

  @Test
  void shouldSeeEachOpenFile() throws IOException {
    try (LinuxProbe probe = new LinuxProbe(temp)) {
      long before = probe.read().openFiles();
      List<AutoCloseable> open = new ArrayList<>();
      for (int i = 0; i < 50; i++) {
        open.add(Files.newOutputStream(temp.resolve("f" + i)));
      }
      long with = probe.read().openFiles();
      for (AutoCloseable file : open) {
        closeQuietly(file);
      }

      assertThat(with - before).isBetween(40L, 60L);
    }
  }

  private static void closeQuietly(AutoCloseable file) {
    try {
      file.close();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void shouldReadMemoryInKilobytesWhateverAPageIs() throws IOException {
    Path status = temp.resolve("status");
    Files.writeString(status, "Name:\tVmRSS: 5\nVmRSS:\t  262144 kB\nThreads:\t37\n");
    try (LinuxProbe probe = new LinuxProbe(temp, status)) {
      assertThat(probe.read().rssBytes()).isEqualTo(256L * 1_048_576);
      assertThat(probe.read().threads()).isEqualTo(37);
    }
  }

  @Test
  void shouldSayWhatIsMissing() throws IOException {
    try (LinuxProbe probe = new LinuxProbe(temp, temp.resolve("proc/self/status"))) {
      assertThatThrownBy(probe::read)
          .isInstanceOf(IOException.class)
          .hasMessageContaining("status");
    }
    Path zombie = temp.resolve("status");
    Files.writeString(zombie, "Name:\tjava\nThreads:\t1\n");
    try (LinuxProbe probe = new LinuxProbe(temp, zombie)) {
      assertThatThrownBy(probe::read).isInstanceOf(IOException.class).hasMessageContaining("VmRSS");
    }
  }

  @Test
  void shouldAskTheNearestFolderThatExistsForItsDisk() throws IOException {
    try (LinuxProbe probe = new LinuxProbe(temp.resolve("not/yet/made/live.log"))) {
      assertThat(probe.read().diskFreeBytes()).isPositive();
    }
  }

  @Test
  void shouldKeepTheLongestPauseUntilItIsTaken() {
    try (GcPauses pauses = new GcPauses()) {
      pauses.paused(3);
      pauses.paused(40);
      pauses.paused(7);

      assertThat(pauses.takeLongestMs()).isGreaterThanOrEqualTo(40);
    }
  }

  @Test
  void shouldHearOfARealCollection() {
    try (GcPauses pauses = new GcPauses()) {
      pauses.takeLongestMs();
      List<long[]> live = new ArrayList<>();
      Await.until(
          "a pause of a millisecond",
          () -> {
            live.add(new long[100_000]);
            if (live.size() > 300) {
              live.clear();
            }
            System.gc();
            return pauses.takeLongestMs() > 0;
          });
    }
  }
}
