package haetae.app.live;

import haetae.app.config.HaetaeConfig;
import haetae.app.config.Secrets;
import haetae.app.control.Caller;
import haetae.app.control.HaltLatch;
import haetae.app.control.Word;
import haetae.app.control.Word.Verb;
import haetae.app.live.CrashResult.End;
import haetae.engine.Event.OperatorCommand.Action;
import haetae.engine.OperatorView;
import haetae.execution.PairTrade.Phase;
import haetae.ops.log.CentralLog;
import haetae.risk.TradingState;
import haetae.sandbox.Truth;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * One run of the crash test: a first life of the service, in mode live on a sandbox, that is killed
 * at a step of its trade, and a second one that goes on with its files. Threads: one.
 */
final class CrashRun {
  private static final long PATIENCE_NS = 90_000_000_000L;
  private static final long LOOK_MS = 50;

  private final CrashScript script;
  private final HaetaeConfig config;
  private final CentralLog log;
  private final RunOptions options;
  private final Secrets secrets;

  CrashRun(CrashScript script, HaetaeConfig config, Secrets secrets, CentralLog log) {
    this.script = script;
    this.config = config;
    this.secrets = secrets;
    this.log = log;
    this.options =
        new RunOptions(
            Path.of(config.dataDir()),
            "live",
            0,
            new BigDecimal("0.1"),
            OptionalLong.empty(),
            List.of(),
            OptionalDouble.empty(),
            false);
  }

  /**
   * What the first life came to.
   *
   * @param steps how many steps it took
   * @param place where it was killed
   */
  record First(int steps, String place) {}

  /** Runs the first life up to its kill, or to the end of the script. */
  First live(int killAt) throws StartFailure, InterruptedException {
    CrashSteps steps = new CrashSteps(killAt);
    CrashLife life = CrashLife.begin(options, config, secrets, steps, log);
    play(life, steps);
    life.end("after the last step");
    return new First(steps.steps(), steps.place());
  }

  private void play(CrashLife life, CrashSteps steps) throws InterruptedException {
    boolean told = false;
    for (long end = System.nanoTime() + PATIENCE_NS; System.nanoTime() - end < 0; ) {
      OperatorView now = life.look();
      if (now == null) {
        if (!steps.dead()) {
          throw new IllegalStateException("the engine has died by itself");
        }
        return;
      }
      if (told && over(now)) {
        return;
      }
      if (!told && ripe(now, steps)) {
        told = true;
        entriesEnd();
        life.say(script == CrashScript.HALT ? Action.HALT : Action.FLATTEN);
      }
      Thread.sleep(script == CrashScript.HALT ? 1 : LOOK_MS);
    }
  }

  private boolean over(OperatorView now) {
    boolean quiet = now.snapshot().ordersInFlight() + now.snapshot().tradesInTransit() == 0;
    return quiet
        && (script == CrashScript.HALT
            ? now.snapshot().tradingState() == TradingState.HALTED
            : now.positions().isEmpty());
  }

  /** True when it is time for the operator's word. */
  private boolean ripe(OperatorView now, CrashSteps steps) {
    return switch (script) {
      case HALT -> now.snapshot().ordersInFlight() > 0;
      case TRADE, UNANSWERED -> now.positions().stream().anyMatch(p -> p.phase() == Phase.HEDGED);
      // The reversed trade is over before anybody sees it.
      case UNWIND -> steps.unwound();
    };
  }

  /** Without the file nothing more is entered, in this life and in the next. */
  private void entriesEnd() {
    try {
      Files.deleteIfExists(Path.of(config.runtime().confirmFile()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Kills a process of its own a moment after one of its orders; says where. */
  String kill(long number, CrashRuns.Service service) throws IOException, InterruptedException {
    SplittableRandom random = new SplittableRandom(number);
    int order = 1 + random.nextInt(4);
    int afterMs = random.nextInt(80);
    Path folder = Path.of(config.runtime().confirmFile()).resolveSibling("");
    Path output = folder.resolve("output.txt");
    Process process = service.start(folder.resolve("settings.yml"), output);
    try {
      await(process, output, "Order placed", Math.min(order, 2));
      if (order > 2) {
        await(process, output, "Trade opened", 1);
        entriesEnd();
        HaltLatch latch = new HaltLatch(Path.of(config.runtime().haltFile()));
        Word flatten = Word.now(Verb.FLATTEN, "crash test", "the other half of the trade", false);
        new Caller(latch, config.dataDir()).give(flatten);
        await(process, output, "Order placed", order);
      }
      Thread.sleep(afterMs);
    } finally {
      process.destroyForcibly().waitFor();
    }
    return "SIGKILL after order " + order;
  }

  private static void await(Process process, Path output, String words, int times)
      throws IOException, InterruptedException {
    long end = System.nanoTime() + PATIENCE_NS;
    while (Files.readString(output).split(words, -1).length <= times) {
      if (!process.isAlive() || System.nanoTime() - end > 0) {
        throw new IOException("the first life did not come to \"" + words + "\"");
      }
      Thread.sleep(5);
    }
  }

  /** Runs the second life until everything is settled, and looks at the venues. */
  CrashResult settle(long number, String place, CrashTruth truth, Supplier<Truth> venues)
      throws IOException, InterruptedException {
    long began = System.nanoTime();
    entriesEnd();
    CrashLife life;
    try {
      life = CrashLife.begin(options, config, secrets, new CrashSteps(0), log);
    } catch (StartFailure e) {
      return result(
          number, place, End.FAILED, "the next life does not start: " + e.getMessage(), began);
    }
    try {
      String wrong = "nothing was looked at";
      for (long end = System.nanoTime() + PATIENCE_NS; System.nanoTime() - end < 0; ) {
        OperatorView now = life.look();
        if (now == null) {
          return result(number, place, End.FAILED, "the next life's engine is dead", began);
        }
        wrong = truth.compare(now, venues.get());
        if (wrong.isEmpty()) {
          boolean halted = now.snapshot().tradingState() == TradingState.HALTED;
          String why = halted ? reason() : "";
          if (!halted || !why.isEmpty()) {
            return result(number, place, end(now), why + held(now), began);
          }
          wrong = "halted without a word; " + held(now);
        }
        Thread.sleep(LOOK_MS);
      }
      return result(number, place, End.FAILED, wrong, began);
    } finally {
      life.end("settled");
    }
  }

  private static End end(OperatorView now) {
    if (now.snapshot().tradingState() == TradingState.HALTED) {
      return End.HALTED;
    }
    return now.positions().isEmpty() ? End.FLAT : End.HEDGED;
  }

  /** Why it is halted: an operator's word, or what the recovery's report says; empty if neither. */
  private String reason() throws IOException {
    if (script == CrashScript.HALT) {
      return "the operator's halt; ";
    }
    Path reports = Path.of(config.dataDir(), "recovery");
    if (!Files.isDirectory(reports)) {
      return "";
    }
    try (Stream<Path> files = Files.list(reports)) {
      for (Path file : files.sorted().toList()) {
        for (String line : Files.readAllLines(file)) {
          if (line.startsWith("  halted: ")) {
            return line.strip() + "; ";
          }
        }
      }
      return "";
    }
  }

  private CrashResult result(long number, String place, End end, String detail, long began) {
    return new CrashResult(
        number, script, place, end, detail, (System.nanoTime() - began) / 1_000_000);
  }

  private static String held(OperatorView now) {
    return now.positions().isEmpty()
        ? "nothing open"
        : String.join(
            ", ",
            now.positions().stream()
                .map(
                    p ->
                        p.trade()
                            + " "
                            + p.phase()
                            + " upbit="
                            + Words.coin(p.upbitE8())
                            + " binance="
                            + Words.coin(p.binanceE8()))
                .toList());
  }
}
