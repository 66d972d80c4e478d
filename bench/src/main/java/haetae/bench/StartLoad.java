package haetae.bench;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** A whole run of one cycle by the launcher, with and without the cache, in turn. */
@Command(
    name = "start",
    mixinStandardHelpOptions = true,
    description = {
      "Times ./haetae run --once --mock from the command to its end, launcher included, with the",
      "cache of ./haetae warm (make it first) and without it, in turn; and its resident memory."
    },
    footer = {"", "Example:", "  ./haetae warm && ./haetae bench start --runs 5"})
final class StartLoad implements Callable<Integer> {
  private static final Pattern MEMORY = Pattern.compile("mem=(\\d+)MB");
  private static final double SECOND = 1e9;

  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = "--runs",
      defaultValue = "5",
      description = "Runs of each kind (default: ${DEFAULT-VALUE}).")
  private int runs;

  @Option(
      names = "--launcher",
      paramLabel = "FILE",
      defaultValue = "./haetae",
      description = "The launcher (default: ${DEFAULT-VALUE}).")
  private Path launcher = Path.of("haetae");

  /** One kind of start. */
  private static final class Kind {
    private final String name;
    private final String flags;
    private final List<Double> seconds = new ArrayList<>();
    private long memoryMb;

    Kind(String name, String flags) {
      this.name = name;
      this.flags = flags;
    }

    void run(Path launcher, Path folder) throws IOException, InterruptedException {
      ProcessBuilder command =
          new ProcessBuilder(launcher.toString(), "run", "--once", "--mock", "--config=start.yml")
              .directory(folder.toFile())
              .redirectErrorStream(true);
      command.environment().put("HAETAE_JAVA_OPTS", flags);
      long begun = System.nanoTime();
      Process running = command.start();
      String said = new String(running.getInputStream().readAllBytes(), UTF_8);
      if (running.waitFor() != 0) {
        throw new IOException("the run failed: " + said);
      }
      seconds.add((System.nanoTime() - begun) / SECOND);
      Matcher memory = MEMORY.matcher(said);
      memoryMb = memory.find() ? Long.parseLong(memory.group(1)) : 0;
    }

    String row() {
      seconds.sort(null);
      return String.format(
          Locale.ROOT,
          "%-18s %8.2f %8.2f %8.2f %10d",
          name,
          seconds.getFirst(),
          seconds.get(seconds.size() / 2),
          seconds.getLast(),
          memoryMb);
    }
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory("haetae-start");
    Files.writeString(folder.resolve("start.yml"), "metrics_server: {port: 0}\n");
    Path command = launcher.toAbsolutePath();
    Kind with = new Kind("with the cache", "");
    Kind without = new Kind("without the cache", "-XX:AOTMode=off");
    for (int run = 0; run < runs; run++) {
      with.run(command, folder);
      without.run(command, folder);
    }
    say("run --once --mock    least s   median     most  memory MB");
    say(with.row());
    say(without.row());
    return 0;
  }

  private void say(String line) {
    var out = requireNonNull(spec, "set by picocli").commandLine().getOut();
    out.println(line);
    out.flush();
  }
}
