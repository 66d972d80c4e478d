package haetae.app;

import haetae.app.cli.Usage;
import haetae.app.control.Word.Verb;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** Back to normal trading. */
@Command(
    name = "resume",
    description = "Lifts a halt or a flatten, the loss latch, and (--force) unexplained balances.",
    mixinStandardHelpOptions = true,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:done by every service that runs",
      "1:not done, refused, or nobody runs; the output says what holds",
      "2:bad usage or bad configuration"
    },
    footer = {"", "Example:", "  ./haetae resume --reason \"fill explained\""})
final class ResumeCommand implements Callable<Integer> {
  @ParentCommand private @Nullable Main main;
  @Mixin private Usage usage = new Usage();
  @Mixin private ControlOptions options = new ControlOptions();

  @Option(
      names = "--force",
      description = "Take over what the venues say though it differs from the ledger.")
  private boolean force;

  @Override
  public Integer call() throws Exception {
    return options.give(Verb.RESUME, force, main, usage);
  }
}
