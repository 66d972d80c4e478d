package haetae.app.live;

import haetae.app.control.HaltLatch;
import haetae.app.control.Word;
import haetae.app.control.Word.Verb;
import haetae.app.dashboard.Controls;
import haetae.engine.Event.OperatorCommand.Action;
import haetae.risk.TradingState;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

/** The page's buttons: the operator's word to the engine, waited for until the engine shows it. */
final class DeskControls implements Controls {
  private static final long WAIT_NS = 3_000_000_000L;
  private static final long STEP_MS = 20;

  private final EngineHost host;
  private final HaltLatch latch;
  private final BooleanSupplier cooldownOver;
  private final long waitNs;

  /**
   * Buttons.
   *
   * @param waitNs longest wait for the engine to show what it was told
   */
  DeskControls(EngineHost host, HaltLatch latch, BooleanSupplier cooldownOver, long waitNs) {
    this.host = host;
    this.latch = latch;
    this.cooldownOver = cooldownOver;
    this.waitNs = waitNs;
  }

  /** The buttons of a service. */
  static DeskControls of(ServiceView view) {
    HaltLatch latch = new HaltLatch(Path.of(view.config().runtime().haltFile()));
    return new DeskControls(view.host(), latch, view.guard()::cooldownOver, WAIT_NS);
  }

  @Override
  public Outcome halt(String who, String reason) {
    Outcome said = say(Action.HALT, who + ": " + reason, state -> state == TradingState.HALTED);
    return latched(Word.now(Verb.HALT, who, reason, false), said);
  }

  @Override
  public Outcome resume(String who, String reason, boolean takeBalances) {
    Word word = Word.now(Verb.RESUME, who, reason, takeBalances);
    List<String> breaks = host.picture().view().breaks();
    String why = Obedience.refusal(word, cooldownOver.getAsBoolean(), breaks);
    if (!why.isEmpty()) {
      return new Outcome(false, "not resumed: " + why);
    }
    try {
      latch.drop();
    } catch (IOException e) {
      return new Outcome(false, "not resumed, the halt file stays: " + e);
    }
    return say(Action.RESUME, who + ": " + reason, state -> state == TradingState.NORMAL);
  }

  @Override
  public Outcome flatten(String who, String reason) {
    String why = Obedience.flattenRefusal(host.picture().view().snapshot());
    if (!why.isEmpty()) {
      return new Outcome(false, "not done: " + why);
    }
    Outcome said = say(Action.FLATTEN, who + ": " + reason, state -> state != TradingState.NORMAL);
    // A flatten must not weaken a halt.
    boolean halted = latch.read().filter(set -> set.verb() == Verb.HALT).isPresent();
    return halted ? said : latched(Word.now(Verb.FLATTEN, who, reason, false), said);
  }

  /** The engine first, then the file that makes it last over a restart. */
  private Outcome latched(Word word, Outcome said) {
    try {
      latch.set(word);
      return said;
    } catch (IOException e) {
      return new Outcome(false, said.text() + ", but a restart would forget it: " + e);
    }
  }

  private Outcome say(Action action, String reason, Predicate<TradingState> heard) {
    long begin = System.nanoTime();
    host.operator(action, reason);
    while (System.nanoTime() - begin < waitNs && !Thread.currentThread().isInterrupted()) {
      boolean newer = host.picture().atNanos() - begin > 0;
      TradingState state = host.picture().view().snapshot().tradingState();
      if (newer && heard.test(state)) {
        return new Outcome(true, "trading is " + state);
      }
      try {
        Thread.sleep(STEP_MS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    return new Outcome(false, "the engine has not confirmed it yet; it stays asked for");
  }
}
