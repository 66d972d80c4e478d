package haetae.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Where a run's figures are from. */
final class Machine {
  private Machine() {}

  /** Processor, how many of it, and the system. */
  static String describe() {
    var system = ManagementFactory.getOperatingSystemMXBean();
    return processor()
        + " x"
        + system.getAvailableProcessors()
        + ", "
        + system.getName()
        + " "
        + system.getArch();
  }

  private static String processor() {
    try (Stream<String> lines = Files.lines(Path.of("/proc/cpuinfo"))) {
      return lines
          .filter(line -> line.startsWith("model name"))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst()
          .orElse("unknown processor");
    } catch (IOException e) {
      return "unknown processor";
    }
  }

  /** Short hash of the commit that a folder is at, with {@code +} if its sources were changed. */
  static String commit(Path folder) throws InterruptedException {
    try {
      String hash = git(folder, "rev-parse", "--short", "HEAD");
      boolean changed = !git(folder, "status", "--porcelain", "--", "*.java").isEmpty();
      return hash.isEmpty() ? "unknown" : changed ? hash + "+" : hash;
    } catch (IOException e) {
      return "unknown";
    }
  }

  private static String git(Path folder, String... words) throws IOException, InterruptedException {
    String[] command = new String[words.length + 3];
    command[0] = "git";
    command[1] = "-C";
    command[2] = folder.toString();
    System.arraycopy(words, 0, command, 3, words.length);
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return process.waitFor() == 0 ? printed.strip() : "";
  }
}
