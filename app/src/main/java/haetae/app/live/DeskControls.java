package haetae.app.live;

import haetae.app.dashboard.Controls;
import haetae.engine.Event.OperatorCommand.Action;
import haetae.risk.TradingState;
import java.util.function.Predicate;

/** The page's buttons: the operator's word to the engine, waited for until the engine shows it. */
final class DeskControls implements Controls {
  private static final long WAIT_NS = 3_000_000_000L;
  private static final long STEP_MS = 20;

  private final EngineHost host;

  DeskControls(EngineHost host) {
    this.host = host;
  }

  @Override
  public Outcome halt(String who, String reason) {
    return say(Action.HALT, who + ": " + reason, state -> state == TradingState.HALTED);
  }

  @Override
  public Outcome resume(String who, String reason) {
    return say(Action.RESUME, who + ": " + reason, state -> state == TradingState.NORMAL);
  }

  @Override
  public Outcome flatten(String who, String reason) {
    return say(Action.FLATTEN, who + ": " + reason, state -> state != TradingState.NORMAL);
  }

  private Outcome say(Action action, String reason, Predicate<TradingState> heard) {
    long begin = System.nanoTime();
    host.operator(action, reason);
    while (System.nanoTime() - begin < WAIT_NS && !Thread.currentThread().isInterrupted()) {
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
