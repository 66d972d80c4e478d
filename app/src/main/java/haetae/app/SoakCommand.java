package haetae.app;

import haetae.app.cli.Usage;
import haetae.app.live.StartFailure;
import haetae.app.research.SoakReport;
import haetae.app.research.SoakSample;
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
      "its memory, open files, threads, logs and data. Needs Linux."
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
  private static final long LOOK_MS = 500;
  private static final long PATIENCE_SEC = 60;
  private static final double SECONDS_PER_HOUR = 3_600;
  private static final double MOST_SPEED = 3_000;

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
      List<SoakSample> samples = watch(service, home, out);
      return judge(service, samples, home, out);
    } finally {
      service.destroy();
    }
  }

  private int judge(Process service, List<SoakSample> samples, Path home, PrintWriter out)
      throws InterruptedException, StartFailure {
    if (!service.waitFor(PATIENCE_SEC, TimeUnit.SECONDS) || service.exitValue() != 0) {
      throw new StartFailure("the service did not end well; see " + home);
    }
    SoakReport report = new SoakReport(samples, hours);
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
    return new ProcessBuilder(OwnProgram.command("", run))
        .redirectErrorStream(true)
        .redirectOutput(output.toFile())
        .start();
  }

  private static String decimal(double value) {
    return String.format(Locale.ROOT, "%.6f", value);
  }

  private List<SoakSample> watch(Process service, Path home, PrintWriter out)
      throws InterruptedException {
    List<SoakSample> samples = new ArrayList<>();
    long begin = System.nanoTime();
    long lineSec = 0;
    while (!service.waitFor(LOOK_MS, TimeUnit.MILLISECONDS)) {
      double atSec = (System.nanoTime() - begin) / 1e9;
      try {
        samples.add(
            SoakSample.of(service.pid(), atSec, home.resolve("logs"), home.resolve("data")));
      } catch (IOException e) {
        // It has ended between the two looks; a service that failed is told by its exit code.
        continue;
      }
      if (atSec >= lineSec) {
        lineSec += 30;
        SoakSample now = samples.getLast();
        out.printf(
            Locale.ROOT,
            "%5.0f s: about %.1f of %.1f hours, memory %.0f MB, %d files, %d threads%n",
            atSec,
            Math.min(hours, atSec * speed / SECONDS_PER_HOUR),
            hours,
            now.rssMb(),
            now.files(),
            now.threads());
        out.flush();
      }
    }
    return samples;
  }
}
