package haetae.app;

import haetae.app.cli.Usage;
import haetae.app.control.Word.Verb;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** Closes everything. */
@Command(
    name = "flatten",
    description =
        "Closes all pairs, then takes no entries until somebody resumes; also over a restart.",
    mixinStandardHelpOptions = true,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:done by every service that runs",
      "1:not done, refused, or nobody runs; the output says what holds",
      "2:bad usage or bad configuration"
    },
    footer = {
      "",
      "Examples:",
      "  ./haetae flatten --reason \"maintenance at Upbit\" --wait 300",
      "  ./haetae flatten --drill               how long would it take? on paper only"
    })
final class FlattenCommand implements Callable<Integer> {
  @ParentCommand private @Nullable Main main;
  @Mixin private Usage usage = new Usage();
  @Mixin private ControlOptions options = new ControlOptions();

  @Option(
      names = "--drill",
      description =
          "Close everything in the services of mode mock and paper, tell the seconds, and go on"
              + " trading. Mode live refuses: a drill sends no real order.")
  private boolean drill;

  @Override
  public Integer call() throws Exception {
    return options.give(drill ? Verb.DRILL : Verb.FLATTEN, false, main, usage);
  }
}
