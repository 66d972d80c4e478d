package haetae.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Haetae's own commands in processes of their own. */
final class OwnJvm {
  private OwnJvm() {}

  /**
   * A process that has not started; what it says on both its outputs is one stream.
   *
   * @param flags of its JVM
   * @param folder it works in
   * @param arguments of the program
   */
  static ProcessBuilder haetae(List<String> flags, Path folder, List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(flags);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), "haetae.app.Main"));
    command.addAll(arguments);
    return new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
  }

  /** Ends a process and waits for that. */
  static void end(Process process) throws IOException, InterruptedException {
    process.destroy();
    process.waitFor();
    process.getInputStream().close();
  }
}
