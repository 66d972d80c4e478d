package haetae.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Programs of Haetae in processes of their own. */
final class OwnJvm {
  private static final int ALWAYS = 3;

  private OwnJvm() {}

  /**
   * The service's flags.
   *
   * @param instead what to use in place of its collector and heap, separated by spaces; may be
   *     empty
   */
  static List<String> flags(String instead) {
    if (instead.isBlank()) {
      return Main.JVM;
    }
    List<String> flags = new ArrayList<>(Main.JVM.subList(0, ALWAYS));
    flags.addAll(List.of(instead.strip().split(" +", -1)));
    return flags;
  }

  /** The service in a process that has not started; both its outputs are one stream. */
  static ProcessBuilder haetae(List<String> flags, Path folder, List<String> arguments) {
    return java(flags, folder, "haetae.app.Main", arguments);
  }

  /**
   * A program in a process that has not started; both its outputs are one stream.
   *
   * @param flags of its JVM
   * @param folder it works in
   */
  static ProcessBuilder java(
      List<String> flags, Path folder, String program, List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(flags);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), program));
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
