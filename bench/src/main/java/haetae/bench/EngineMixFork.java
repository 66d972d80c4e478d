package haetae.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import tools.jackson.databind.json.JsonMapper;

/** Measures {@link EngineMix} in JVMs of its own, as JMH does with its benchmarks. */
public final class EngineMixFork {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private EngineMixFork() {}

  /** In the fork: measures so many minutes and prints the figures. */
  public static void main(String[] args) {
    System.out.println(JSON.writeValueAsString(EngineMix.measure(Integer.parseInt(args[0]))));
  }

  /** Forks, and reports the medians of what matches. */
  static List<Figures> run(Pattern filter, Effort effort, List<String> jvm)
      throws IOException, InterruptedException {
    List<Figures> all = new ArrayList<>();
    for (int fork = 1; fork <= effort.forks(); fork++) {
      System.err.println("  Engine (simulated market, fork " + fork + ")");
      for (Figures figures : fork(effort.simulatedMinutes() / 2, jvm)) {
        if (filter.matcher(figures.name()).find()) {
          all.add(figures);
        }
      }
    }
    return Figures.medians(all);
  }

  private static List<Figures> fork(int minutes, List<String> jvm)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(ProcessHandle.current().info().command().orElse("java"));
    command.addAll(jvm);
    command.add("-cp");
    command.add(ManagementFactory.getRuntimeMXBean().getClassPath());
    command.add(EngineMixFork.class.getName());
    command.add(Integer.toString(minutes));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    byte[] printed = process.getInputStream().readAllBytes();
    if (process.waitFor() != 0) {
      throw new IOException("the fork that measures the engine failed, see above");
    }
    return List.of(JSON.readValue(new String(printed, StandardCharsets.UTF_8), Figures[].class));
  }
}
