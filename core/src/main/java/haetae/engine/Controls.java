package haetae.engine;

import haetae.engine.Command.Component;
import haetae.engine.Command.Severity;
import haetae.risk.TradingState;
import haetae.state.StateIn;
import haetae.state.StateOut;

/**
 * What the operator and the limits allow: the trading state, a pause of entries, and whether all is
 * to be closed. Threads: the engine's.
 */
final class Controls {
  private final Story story;
  private TradingState state = TradingState.NORMAL;
  private String pauseReason = "";
  private boolean flattening;

  Controls(Story story) {
    this.story = story;
  }

  /** Stops entries and exits until a human resumes. */
  void halt(String reason) {
    if (state != TradingState.HALTED) {
      state = TradingState.HALTED;
      story.tell(Component.SAFETY, Severity.ERROR, 0, "[Safety] Trading HALTED: " + reason);
    }
  }

  /** Changes the state; only NORMAL, a human's word, lifts a halt. */
  void state(TradingState next, String reason) {
    if (state == TradingState.HALTED && next == TradingState.REDUCING) {
      return;
    }
    if (state != next) {
      state = next;
      story.tell(Component.SAFETY, Severity.WARNING, 0, "[Safety] Trading " + next + ": " + reason);
    }
  }

  TradingState state() {
    return state;
  }

  boolean halted() {
    return state == TradingState.HALTED;
  }

  /** Closes every hedged trade as soon as the naked budget allows, until trading is resumed. */
  void flatten() {
    flattening = true;
  }

  boolean flattening() {
    return flattening;
  }

  /** A human lifts every stop. */
  void lift(String reason) {
    flattening = false;
    state(TradingState.NORMAL, reason);
  }

  /** Pauses entries with a reason; an empty reason ends the pause. */
  void pauseEntries(String reason) {
    if (!reason.equals(pauseReason)) {
      pauseReason = reason;
      String text = reason.isEmpty() ? "Entries resumed" : "Entries paused: " + reason;
      story.tell(Component.SAFETY, Severity.WARNING, 0, "[Safety] " + text);
    }
  }

  String pauseReason() {
    return pauseReason;
  }

  void save(StateOut out) {
    out.putEnum(state).putText(pauseReason).putBool(flattening);
  }

  void load(StateIn in) {
    state = in.getEnum(TradingState.values());
    pauseReason = in.getText();
    flattening = in.getBool();
  }
}
