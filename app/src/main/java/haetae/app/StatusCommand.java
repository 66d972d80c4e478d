package haetae.app;

import haetae.app.cli.Usage;
import haetae.app.config.HaetaeConfig;
import haetae.app.control.Report;
import haetae.app.control.ServiceFolder;
import haetae.app.control.Status;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** Shows how the services are. */
@Command(
    name = "status",
    description = "One screen: how the service is, what it trades, and who holds it back.",
    mixinStandardHelpOptions = true,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:every service that was not stopped is well (a halt is no fault)",
      "1:none runs, or one is gone, hung, stalled or CRITICAL",
      "2:bad usage or bad configuration"
    },
    footer = {
      "",
      "Examples:",
      "  ./haetae status --mode live",
      "  ./haetae status --mode live --check    OK or what is wrong, and the exit code"
    })
final class StatusCommand implements Callable<Integer> {
  @ParentCommand private @Nullable Main main;
  @Mixin private Usage usage = new Usage();

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "Configuration of the service (default: as for run).")
  private @Nullable Path config;

  @Option(
      names = "--mode",
      paramLabel = "MODE",
      description = "Only mock, paper, live or replay (default: all that were not stopped).")
  private @Nullable String mode;

  @Option(names = "--json", description = "A JSON object a service, for scripts.")
  private boolean json;

  @Option(names = "--check", description = "One line a service, for a health check.")
  private boolean check;

  @Override
  public Integer call() throws Exception {
    HaetaeConfig loaded = Configured.config(main, config);
    PrintWriter err = usage.err();
    List<Status> all;
    try {
      all = read(loaded.dataDir());
    } catch (IOException e) {
      err.println("the status cannot be read: " + e);
      return Main.FAILED;
    }
    if (all.isEmpty()) {
      String which = mode == null ? "no service" : "no service of mode " + mode;
      err.println(which + " has run with " + Path.of(loaded.dataDir()).toAbsolutePath());
      return Main.FAILED;
    }
    return show(all);
  }

  private List<Status> read(String dataDir) throws IOException {
    List<Status> all = new ArrayList<>();
    for (ServiceFolder service : ServiceFolder.all(dataDir)) {
      if (mode == null || mode.equals(service.name())) {
        service.statusFile().read().ifPresent(all::add);
      }
    }
    return all;
  }

  /** Those that were not stopped; if there is none, the one that was stopped last. */
  private int show(List<Status> all) {
    List<Status> shown = all.stream().filter(s -> s.stopped().isEmpty()).toList();
    if (shown.isEmpty()) {
      shown = all.stream().max(Comparator.comparingLong(Status::writtenMs)).stream().toList();
    }
    PrintWriter out = usage.out();
    long nowMs = System.currentTimeMillis();
    boolean well = true;
    for (Status status : shown) {
      well &= status.fault(nowMs).isEmpty();
      if (json) {
        out.println(Report.of(status, nowMs));
      } else if (check) {
        out.println(status.line(nowMs));
      } else {
        status.lines(nowMs).forEach(out::println);
      }
    }
    out.flush();
    return well ? 0 : Main.FAILED;
  }
}
