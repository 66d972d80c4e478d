package haetae.app.supervise;

import haetae.ops.log.Loggers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;

/**
 * Asks a JVM that hangs for its threads: by {@code jcmd} into a file, and if it does not answer, by
 * SIGQUIT onto its own output.
 */
final class ThreadDump {
  private static final Logger LOG = Loggers.of("supervise");
  private static final long ANSWER_SEC = 10;
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT);

  private final Path folder;
  private final Path jcmd;

  /**
   * Dumps go to a folder.
   *
   * @param jdk home of the JDK
   */
  ThreadDump(Path folder, Path jdk) {
    this.folder = folder;
    this.jcmd = jdk.resolve("bin").resolve("jcmd");
  }

  /** Takes one; says where it is. Never fails: what hangs must be killed in any case. */
  String of(Process process) throws InterruptedException {
    try {
      Files.createDirectories(folder);
      Path file =
          folder.resolve(
              "threads-" + TIME.format(LocalDateTime.now(ZoneId.systemDefault())) + ".txt");
      String pid = Long.toString(process.pid());
      if (ended(List.of(jcmd.toString(), pid, "Thread.print", "-l"), file)) {
        return file.toString();
      }
      Files.deleteIfExists(file);
      boolean asked = ended(List.of("kill", "-QUIT", pid), folder.resolve("kill.txt"));
      Files.deleteIfExists(folder.resolve("kill.txt"));
      // The JVM writes it by itself; one that cannot has nothing to say.
      process.waitFor(1, TimeUnit.SECONDS);
      return asked ? "the service's own output, if it could still write" : "nowhere: no answer";
    } catch (IOException e) {
      LOG.warn("[SUPERVISE] no thread dump: {}", e.toString());
      return "nowhere: " + e.getMessage();
    }
  }

  private static boolean ended(List<String> command, Path output)
      throws IOException, InterruptedException {
    Process asking =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    if (!asking.waitFor(ANSWER_SEC, TimeUnit.SECONDS)) {
      asking.destroyForcibly().waitFor();
      return false;
    }
    return asking.exitValue() == 0;
  }
}
