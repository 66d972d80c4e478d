package haetae.app;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** This program, to be started in a process of its own. */
final class OwnProgram {
  private OwnProgram() {}

  /**
   * A command line.
   *
   * @param flags of its JVM, separated by spaces; empty for those of this one
   */
  static List<String> command(String flags, List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(flags.isBlank() ? own() : List.of(flags.strip().split(" +", -1)));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
    command.addAll(arguments);
    return command;
  }

  private static List<String> own() {
    return ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(flag -> flag.startsWith("-X") || flag.startsWith("--"))
        .toList();
  }
}
