package haetae.app.dashboard;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** The page's buttons, which remember what they were asked and do nothing. Threads: any. */
public final class RecordingControls implements Controls {
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private final String answer;

  /** Buttons that say the same each time. */
  public RecordingControls(String answer) {
    this.answer = answer;
  }

  /** What they were asked, the first one first. */
  public List<String> asked() {
    return asked;
  }

  @Override
  public Outcome halt(String who, String reason) {
    return ask("halt", who, reason);
  }

  @Override
  public Outcome resume(String who, String reason, boolean takeBalances) {
    return ask(takeBalances ? "resume with balances" : "resume", who, reason);
  }

  @Override
  public Outcome flatten(String who, String reason) {
    return ask("flatten", who, reason);
  }

  private Outcome ask(String action, String who, String reason) {
    asked.add(action + " by " + who + ": " + reason);
    return new Outcome(true, answer);
  }
}
