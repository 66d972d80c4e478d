package haetae.ops.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;

@Timeout(120)
final class LogFaultTest {
  private static final long WAIT_MS = 30_000;
  private static final Logger LIVE = Loggers.of("live_loop");

  @TempDir private Path temp;

  @Test
  void shouldGoOnAtTheConsoleAndResumeWhenTheFolderCannotBeMade() throws Exception {
    Path inTheWay = Files.writeString(temp.resolve("logs"), "a file");
    LogBench bench = new LogBench(inTheWay);
    try (CentralLog log = bench.start()) {
      LIVE.info("info 1");
      LIVE.warn("warn 1");
      bench.later(LogFiles.RETRY_MS);
      LIVE.info("info 2");
      LIVE.error("error 1");
      assertThat(log.flush(WAIT_MS)).isTrue();
      assertThat(log.health().state()).isEqualTo(LogHealth.State.DEGRADED);
      assertThat(log.health().filesWritable()).isFalse();
      assertThat(log.health().reason()).contains("logs: not a folder");
      assertThat(log.health().missed()).isEqualTo(2);
      assertThat(bench.console()).hasSize(5);

      Files.delete(inTheWay);
      bench.later(LogFiles.RETRY_MS);
      LIVE.info("info 3");
      assertThat(log.flush(WAIT_MS)).isTrue();
      assertThat(log.health().state()).isEqualTo(LogHealth.State.OK);
      LIVE.info("info 4");
    }

    assertThat(bench.console().stream().filter(line -> line.contains("cannot be written")))
        .singleElement()
        .asString()
        .contains("[WARNING ] [arbitrage.log] [LOG] files cannot be written: ")
        .endsWith("logs: not a folder; logging goes on here");
    assertThat(messages(bench.lines("live.log")))
        .containsExactly("warn 1", "error 1", resumed(3, 2), "info 4");
    assertThat(messages(bench.lines("live_loop.log")))
        .containsExactly("warn 1", "error 1", "info 4");
    assertThat(messages(bench.console())).contains("info 1", "info 2", "info 3", resumed(3, 2));
  }

  @Test
  void shouldTellASecondFaultWithItsOwnFigures() throws Exception {
    LogBench bench = new LogBench(temp.resolve("logs"));
    LogFiles files = bench.files(bench.config());
    long now = bench.nowMs.get();
    assertThat(files.open(now)).isNull();
    for (int fault = 1; fault <= 2; fault++) {
      fill(bench.folder);
      assertThat(files.write(bench.line(LogLevel.INFO, "buffered " + fault), now)).isNull();
      assertThat(files.tick(now)).contains("No space left on device");
      assertThat(files.write(bench.line(LogLevel.INFO, "missed"), now)).isNull();
      now += LogFiles.RETRY_MS;
      assertThat(files.tick(now)).isNull();
      Files.delete(bench.folder.resolve("live.log"));
      now += LogFiles.RETRY_MS;
      assertThat(files.tick(now)).endsWith(resumed(1, 0));
      assertThat(files.close(now)).isNull();
    }
    assertThat(files.missed()).isEqualTo(2);
    assertThat(messages(bench.lines("live.log"))).containsExactly("buffered 2", resumed(1, 0));
  }

  /** Replaces the file with everything by a device that is always full. */
  private static void fill(Path folder) throws IOException {
    Path full = Path.of("/dev/full");
    assumeTrue(Files.exists(full), "there is no /dev/full here");
    Path file = folder.resolve("live.log");
    Files.deleteIfExists(file);
    Files.createSymbolicLink(file, full);
  }

  @Test
  void shouldKeepWhatWasBufferedWhenTheDiskWasFull() throws Exception {
    LogBench bench = new LogBench(Files.createDirectories(temp.resolve("logs")));
    fill(bench.folder);
    try (CentralLog log = bench.start()) {
      LIVE.warn("buffered");
      assertThat(log.flush(WAIT_MS)).isTrue();
      LIVE.warn("kept");
      for (int i = 0; i < 3; i++) {
        bench.later(LogFiles.RETRY_MS);
        LIVE.info("missed");
        assertThat(log.flush(WAIT_MS)).isTrue();
      }
      assertThat(log.health().reason()).contains("No space left on device");
      Files.delete(bench.folder.resolve("live.log"));
      bench.later(LogFiles.RETRY_MS);
      LIVE.warn("last");
      assertThat(log.flush(WAIT_MS)).isTrue();
      assertThat(log.health().filesWritable()).isTrue();
    }

    assertThat(messages(bench.lines("live.log")))
        .containsExactly("buffered", "kept", "last", resumed(3, 2));
    assertThat(messages(bench.lines("live_loop.log"))).containsExactly("buffered", "kept", "last");
    assertThat(bench.console().stream().filter(line -> line.contains("cannot be written")))
        .hasSize(1);
  }

  @Test
  void shouldNeitherTearNorDoubleALineWhenARealDiskFillsUp() throws Exception {
    Path disk = Files.createDirectories(temp.resolve("disk"));
    assumeTrue(
        run("mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", disk.toString()),
        "needs the right to mount");
    try {
      fillAndFree(new LogBench(disk.resolve("logs")));
    } finally {
      run("umount", "-l", disk.toString());
    }
  }

  private static void fillAndFree(LogBench bench) throws IOException {
    int lines = 2_000;
    Path ballast = bench.folder.resolveSibling("ballast");
    Files.write(ballast, new byte[900 * 1024]);
    try (CentralLog log = bench.start()) {
      for (int i = 0; i < lines; i++) {
        LIVE.warn("warn {}", i);
      }
      assertThat(log.flush(WAIT_MS)).isTrue();
      assertThat(log.health().reason()).contains("No space left on device");
      Files.delete(ballast);
      bench.later(LogFiles.RETRY_MS);
      LIVE.info("missed");
      assertThat(log.flush(WAIT_MS)).isTrue();
      assertThat(log.health().state()).isEqualTo(LogHealth.State.OK);
    }
    List<String> expected = IntStream.range(0, lines).mapToObj(i -> "warn " + i).toList();
    assertThat(messages(bench.lines("live_loop.log"))).isEqualTo(expected);
    assertThat(messages(bench.lines("live.log"))).hasSize(lines + 1).startsWith("warn 0");
    assertThat(messages(bench.lines("live.log")).subList(0, lines)).isEqualTo(expected);
  }

  @Test
  void shouldResumeWhenAReadOnlyDiskIsWritableAgain() throws Exception {
    Path disk = Files.createDirectories(temp.resolve("disk"));
    assumeTrue(
        run("mount", "-t", "tmpfs", "-o", "ro,size=1m", "tmpfs", disk.toString()),
        "needs the right to mount");
    try {
      LogBench bench = new LogBench(disk.resolve("logs"));
      try (CentralLog log = bench.start()) {
        LIVE.error("kept");
        assertThat(log.flush(WAIT_MS)).isTrue();
        assertThat(log.health().reason()).contains("Read-only file system");
        assertThat(run("mount", "-o", "remount,rw", disk.toString())).isTrue();
        bench.later(LogFiles.RETRY_MS);
        LIVE.info("info");
        assertThat(log.flush(WAIT_MS)).isTrue();
      }
      assertThat(messages(bench.lines("live.log"))).containsExactly("kept", resumed(1, 1));
    } finally {
      run("umount", "-l", disk.toString());
    }
  }

  @Test
  void shouldSayPermissionDeniedWhenTheFolderIsAnothers() throws Exception {
    Files.setPosixFilePermissions(temp, PosixFilePermissions.fromString("r-xr-xr-x"));
    try {
      assumeTrue(!Files.isWritable(temp), "root may write anywhere");
      LogBench bench = new LogBench(temp.resolve("logs"));
      try (CentralLog log = bench.start()) {
        assertThat(log.health().reason()).endsWith("logs: Permission denied");
      }
    } finally {
      Files.setPosixFilePermissions(temp, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
  }

  @Test
  void shouldKeepTheNewestWarningsWhenAFaultIsLong() throws Exception {
    LogBench bench = new LogBench(Files.writeString(temp.resolve("logs"), "a file"));
    LogFiles files = bench.files(bench.config());
    long now = bench.nowMs.get();
    assertThat(files.open(now)).isNotNull();
    for (int i = 0; i < KeptLines.BOUND + 5; i++) {
      assertThat(files.write(bench.line(LogLevel.WARNING, "w" + i), now)).isNull();
    }
    Files.delete(bench.folder);
    assertThat(files.tick(now + LogFiles.RETRY_MS)).endsWith(resumed(5, KeptLines.BOUND));
    assertThat(files.close(now)).isNull();

    assertThat(messages(bench.lines("live.log"))).hasSize(KeptLines.BOUND + 1).startsWith("w5");
  }

  private static String resumed(int missed, int kept) {
    return "[LOG] files can be written again; they missed "
        + missed
        + " lines, "
        + kept
        + " of WARNING and above were kept";
  }

  private static List<String> messages(List<String> lines) {
    return lines.stream()
        .map(line -> line.substring(line.indexOf("] [") + 3))
        .map(rest -> rest.substring(rest.indexOf("] ") + 2))
        .toList();
  }

  private static boolean run(String... command) throws IOException, InterruptedException {
    try {
      return new ProcessBuilder(command).redirectErrorStream(true).start().waitFor() == 0;
    } catch (IOException e) {
      return false;
    }
  }
}
