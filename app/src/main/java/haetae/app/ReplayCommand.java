package haetae.app;

import haetae.app.cli.Usage;
import haetae.app.live.JournalReplay;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Runs a new engine over a journal. */
@Command(
    name = "replay",
    description = "Runs a new engine over a run's journal and compares its orders, one by one.",
    mixinStandardHelpOptions = true,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:the same orders and states",
      "1:the first difference is named, or the journal cannot be read",
      "2:bad usage"
    },
    footer = {
      "",
      "Examples:",
      "  ./haetae replay latest                 the newest run",
      "  ./haetae replay data/runtime/journal/mock-hmwvfj6t5 --until 5000",
      "                                         and what the engine held then",
      "  ./haetae journal show latest --grep COMMAND        finds the record"
    })
final class ReplayCommand implements Callable<Integer> {
  @Mixin private Usage usage = new Usage();

  @Parameters(
      paramLabel = "JOURNAL",
      description = "Folder of a run's journal, or \"latest\" for the newest below --home.")
  private String journal = "latest";

  @Option(
      names = "--home",
      paramLabel = "FOLDER",
      defaultValue = "data/runtime/journal",
      description = "Folder with the journals of all runs (default: ${DEFAULT-VALUE}).")
  private Path home = Path.of("data/runtime/journal");

  @Option(
      names = "--until",
      paramLabel = "SEQ",
      description = "Stop at this record and tell what the engine held then (default: all).")
  private @Nullable Long until;

  @Override
  public Integer call() throws Exception {
    usage.check(until == null || until >= 1, "--until must be at least 1, not " + until);
    Path folder = JournalFolder.of(journal, home);
    long begin = System.nanoTime();
    JournalReplay.Result result = JournalReplay.run(folder, until == null ? Long.MAX_VALUE : until);
    long tookMs = (System.nanoTime() - begin) / 1_000_000;
    PrintWriter out = usage.out();
    tell(folder, result, tookMs, out);
    if (until != null || !result.difference().isEmpty()) {
      state(result, out);
    }
    out.flush();
    return result.difference().isEmpty() ? 0 : Main.FAILED;
  }

  private static void tell(Path folder, JournalReplay.Result result, long tookMs, PrintWriter out) {
    out.printf(
        "%s: %d events, %d commands and %d states compared in %d ms%s%n",
        folder,
        result.events(),
        result.commands(),
        result.hashes(),
        tookMs,
        result.fromSeq() > 1 ? ", from the state as of record " + result.fromSeq() : "");
    var end = result.end();
    out.printf(
        "  trades=%d closed=%d orders in flight=%d state hash: %s%n",
        end.trades(),
        end.tradesClosed(),
        end.ordersInFlight(),
        Long.toHexString(result.stateHash()));
    out.println(
        result.difference().isEmpty()
            ? "  no difference: every order is explained"
            : "  DIFFERENCE at " + result.difference());
  }

  private static void state(JournalReplay.Result result, PrintWriter out) {
    out.println("as of record " + (result.record().isEmpty() ? result.fromSeq() : result.record()));
    result.state().forEach(line -> out.println("  " + line));
  }
}
