package haetae.app;

import haetae.app.cli.Usage;
import haetae.app.live.StartFailure;
import haetae.app.research.SoakReport;
import haetae.app.research.SoakWatch;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Runs the service for many simulated hours and looks whether it grows. */
@Command(
    name = "soak",
    description = {
      "Runs the service in mode mock, in a process of its own and quicker than time, and watches",
      "its memory, live objects, open files, threads, logs and data. Its heap has one size and is",
      "all resident from the beginning, so that what grows beside it shows. Needs Linux and a JDK."
    },
    mixinStandardHelpOptions = true,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:nothing grew", "1:something grew, or the service failed", "2:bad usage"},
    footer = {
      "",
      "Examples:",
      "  ./haetae soak                          a day in six minutes",
      "  ./haetae soak --hours 72 --speed 1000  three days in four minutes"
    })
final class SoakCommand implements Callable<Integer> {
  private static final double CYCLE_SEC = 30;
  private static final long PATIENCE_SEC = 60;
  private static final double SECONDS_PER_HOUR = 3_600;
  private static final double MOST_SPEED = 3_000;

  private static final List<String> HEAP = List.of("-Xms160m", "-Xmx160m", "-XX:+AlwaysPreTouch");

  @Mixin private Usage usage = new Usage();

  @Option(
      names = "--hours",
      paramLabel = "H",
      defaultValue = "24",
      description = "Simulated hours (default: ${DEFAULT-VALUE}).")
  private double hours = 24;

  @Option(
      names = "--speed",
      paramLabel = "X",
      defaultValue = "240",
      description = "Simulated seconds a second, up to 3000 (default: ${DEFAULT-VALUE}).")
  private double speed = 240;

  @Option(
      names = "--folder",
      paramLabel = "FOLDER",
      description = "Keeps logs and data here (default: a temporary folder, named at the end).")
  private @Nullable Path folder;

  @Override
  public Integer call() throws Exception {
    usage.check(hours > 0 && hours <= 10_000, "--hours must be above 0 and at most 10000");
    usage.check(speed >= 1 && speed <= MOST_SPEED, "--speed must be 1 to 3000");
    Path home = folder == null ? Files.createTempDirectory("haetae-soak") : folder;
    Files.createDirectories(home);
    PrintWriter out = usage.out();
    Process service = start(home, settings(home));
    try {
      double wholeSec = hours * SECONDS_PER_HOUR / speed;
      SoakWatch watch =
          new SoakWatch(service, home.resolve("logs"), home.resolve("data"), wholeSec);
      watch.untilItEnds(out);
      return judge(service, watch, home, out);
    } finally {
      service.destroy();
    }
  }

  private int judge(Process service, SoakWatch watch, Path home, PrintWriter out)
      throws InterruptedException, StartFailure {
    if (!service.waitFor(PATIENCE_SEC, TimeUnit.SECONDS) || service.exitValue() != 0) {
      throw new StartFailure("the service did not end well; see " + home);
    }
    SoakReport report = watch.report(hours);
    report.lines().forEach(out::println);
    report.faults().forEach(fault -> out.println("FAULT " + fault));
    out.println(report.faults().isEmpty() ? "nothing grew" : "see " + home);
    out.println("logs and data: " + home);
    out.flush();
    return report.faults().isEmpty() ? 0 : Main.FAILED;
  }

  private static Path settings(Path home) throws IOException {
    return Files.writeString(
        home.resolve("settings.yml"),
        """
        data_dir: "%1$s/data"
        logging: {file: "%1$s/logs/live.log", console: false}
        longrun: {snapshot_path: "%1$s/logs/stability"}
        runtime: {halt_file: "%1$s/HALT", confirm_file: "%1$s/confirm"}
        """
            .formatted(home.toAbsolutePath()));
  }

  private Process start(Path home, Path settings) throws IOException {
    long loops = Math.max(1, Math.round(hours * SECONDS_PER_HOUR / CYCLE_SEC));
    List<String> run = new ArrayList<>(List.of("run", "--mock", "--config", settings.toString()));
    run.addAll(List.of("--loops", Long.toString(loops)));
    run.addAll(List.of("--speed", decimal(speed), "--interval", decimal(CYCLE_SEC / speed)));
    Path output = home.resolve("output.txt");
    List<String> command = OwnProgram.command("", run);
    command.addAll(command.indexOf("-cp"), HEAP);
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(output.toFile())
        .start();
  }

  private static String decimal(double value) {
    return String.format(Locale.ROOT, "%.6f", value);
  }
}
