package haetae.app.cli;

import java.io.PrintWriter;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * Where a command prints, and how it says that it is used wrongly. A command has it as a mixin,
 * which the command line fills. Threads: the command's.
 */
@Command
public final class Usage {
  @Spec(Spec.Target.MIXEE)
  private @Nullable CommandSpec spec;

  /** For the command line. */
  public Usage() {}

  private CommandLine line() {
    if (spec == null) {
      throw new IllegalStateException("not started by the command line");
    }
    return spec.commandLine();
  }

  /** Takes what the command has to say; flushed by the command. */
  public PrintWriter out() {
    return line().getOut();
  }

  /** Takes why it has failed; flushed by the command. */
  public PrintWriter err() {
    return line().getErr();
  }

  /**
   * Refuses a command line that makes no sense.
   *
   * @throws ParameterException with the message, unless it is fine
   */
  public void check(boolean fine, String message) {
    if (!fine) {
      throw problem(message);
    }
  }

  /** What to throw when the command is used wrongly; shown as one line. */
  public ParameterException problem(String message) {
    return new ParameterException(line(), message);
  }
}
