package haetae.app;

import haetae.app.cli.Usage;
import haetae.app.config.ConfigException;
import haetae.app.config.HaetaeConfig;
import haetae.app.control.Answer;
import haetae.app.control.Answer.Stage;
import haetae.app.control.Caller;
import haetae.app.control.HaltLatch;
import haetae.app.control.Report;
import haetae.app.control.ServiceFolder;
import haetae.app.control.Status;
import haetae.app.control.Word;
import haetae.app.control.Word.Verb;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What halt, resume and flatten have in common: the options, and the way of a word. */
final class ControlOptions {
  private static final long LONGEST_WAIT = 86_400;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "Configuration of the service (default: as for run).")
  private @Nullable Path config;

  @Option(names = "--reason", paramLabel = "TEXT", description = "Why; kept in file and log.")
  private String reason = "";

  @Option(
      names = "--wait",
      paramLabel = "SECONDS",
      defaultValue = "30",
      description = "Longest wait for the services (default: ${DEFAULT-VALUE}; 0: none).")
  private long waitSec;

  @Option(names = "--json", description = "A JSON object a service, for scripts.")
  private boolean json;

  /** Gives the word; returns the exit code. */
  int give(Verb verb, boolean force, @Nullable Main main, Usage usage)
      throws ConfigException, InterruptedException {
    usage.check(
        waitSec >= 0 && waitSec <= LONGEST_WAIT,
        "--wait must be 0 to " + LONGEST_WAIT + " seconds, not " + waitSec);
    usage.check(verb != Verb.RESUME || !reason.isBlank(), "a resume needs a --reason");
    HaetaeConfig loaded = Configured.config(main, config);
    HaltLatch latch = new HaltLatch(Path.of(loaded.runtime().haltFile()));
    String by = System.getProperty("user.name") + "@" + Status.thisHost();
    Word word = Word.now(verb, by, reason, force);
    try {
      return give(word, latch, new Caller(latch, loaded.dataDir()), usage);
    } catch (IOException e) {
      usage.err().println(name(word) + ": " + e + "; " + latched(latch));
      return Main.FAILED;
    }
  }

  private int give(Word word, HaltLatch latch, Caller caller, Usage usage)
      throws IOException, InterruptedException {
    PrintWriter err = usage.err();
    String objection = caller.objection(word);
    if (!objection.isEmpty()) {
      err.println("refused: " + objection);
      return Main.FAILED;
    }
    List<ServiceFolder> services = caller.give(word);
    if (services.isEmpty()) {
      String hint = word.verb() == Verb.RESUME ? "; start the service, then resume" : "";
      err.println("no service is running" + hint + "; " + latched(latch));
      return Main.FAILED;
    }
    if (waitSec == 0) {
      return 0;
    }
    var answers = caller.await(word, services, waitSec * 1_000, err::println);
    boolean done = true;
    for (Map.Entry<ServiceFolder, Optional<Answer>> answer : answers.entrySet()) {
      tell(word, answer.getKey(), answer.getValue(), usage.out());
      done &= answer.getValue().filter(a -> a.stage() == Stage.DONE).isPresent();
    }
    if (!done) {
      err.println(latched(latch));
    }
    return done ? 0 : Main.FAILED;
  }

  private void tell(Word word, ServiceFolder service, Optional<Answer> answer, PrintWriter out) {
    out.println(json ? Report.of(word, service, answer) : line(word, service, answer));
    out.flush();
  }

  private String line(Word word, ServiceFolder service, Optional<Answer> answer) {
    String begin = service.name() + ": " + name(word) + " ";
    if (answer.isEmpty()) {
      return begin + "not answered within " + waitSec + " s";
    }
    Answer a = answer.get();
    return switch (a.stage()) {
      case DONE ->
          begin
              + String.format(Locale.ROOT, "done after %.1f s", a.tookMs() / 1_000.0)
              + String.format(Locale.ROOT, " (%.1f s of the market): ", a.marketMs() / 1_000.0)
              + a.text();
      case TAKEN -> begin + "not done within " + waitSec + " s, going on: " + a.text();
      case REFUSED -> begin + "refused: " + a.text();
    };
  }

  private static String name(Word word) {
    return word.verb().name().toLowerCase(Locale.ROOT);
  }

  /** What holds from now on, whoever has answered. */
  private static String latched(HaltLatch latch) {
    Path file = latch.file().toAbsolutePath().normalize();
    return latch
        .read()
        .map(set -> "the latch " + file + " is set (" + set.verb() + "), also for the next start")
        .orElse("the latch " + file + " is not set");
  }
}
