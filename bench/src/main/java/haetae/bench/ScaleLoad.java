package haetae.bench;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Many pairs at a rate: what one core bears. */
@Command(
    name = "scale",
    mixinStandardHelpOptions = true,
    description = {
      "Messages of both venues at a rate, read, written to a journal and taken by the engine on"
          + " one",
      "thread: time from the moment a message was due to its decision; then bursts of 2,000 at"
          + " once;",
      "then as fast as they are taken. Each size runs in a process of its own."
    },
    footer = {
      "",
      "Examples:",
      "  ./haetae bench scale",
      "  ./haetae bench scale --pairs 300 --jvm '-XX:+UseZGC -Xmx512m'"
    })
final class ScaleLoad implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = "--pairs",
      split = ",",
      defaultValue = "1,30,300",
      description = "Sizes of the market (default: ${DEFAULT-VALUE}).")
  private List<Integer> pairs = List.of();

  @Option(
      names = "--rate",
      defaultValue = "20000",
      description = "Messages a second, both venues together (default: ${DEFAULT-VALUE}).")
  private int rate;

  @Option(
      names = "--seconds",
      defaultValue = "5",
      description = "Length of the measured part, and of the warm-up (default: ${DEFAULT-VALUE}).")
  private int seconds;

  @Option(
      names = "--jvm",
      paramLabel = "FLAGS",
      defaultValue = "",
      description = "JVM flags in place of the launcher's collector and heap.")
  private String jvm = "";

  @Override
  public Integer call() throws IOException, InterruptedException {
    say("times in us from due to decided; gc: ms of collections; most: a second of processor time");
    say(
        "pairs   rate/s      p50      p99     p99.9       max  busy%   B/msg  gc ms  burst max"
            + "     most/s heap MB");
    int code = 0;
    for (int size : pairs) {
      Process run =
          OwnJvm.java(
                  OwnJvm.flags(jvm),
                  Path.of("."),
                  ScaleRun.class.getName(),
                  List.of(String.valueOf(size), String.valueOf(rate), String.valueOf(seconds)))
              .start();
      say(new String(run.getInputStream().readAllBytes(), UTF_8).stripTrailing());
      code = Math.max(code, run.waitFor());
    }
    return code;
  }

  private void say(String line) {
    var out = requireNonNull(spec, "set by picocli").commandLine().getOut();
    out.println(line);
    out.flush();
  }
}
