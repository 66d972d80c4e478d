package haetae.venue.wire;

import haetae.venue.wire.AccountReport.Finding;
import java.util.ArrayList;
import java.util.List;

/** Runs the checks of an account and keeps what they find. Threads: one at a time; waits. */
public final class Findings {
  private static final String CURE = "check key, IP list and connection";
  private static final int BUDGET_TRIES = 6;
  private static final int ANSWER_TRIES = 2;
  private static final long PAUSE_MS = 300;

  private final List<Finding> all = new ArrayList<>();

  /** One check. */
  public interface Check {
    /** Asks the venue. */
    void run() throws DecodeException, RestUnavailable;
  }

  /** Nothing found yet. */
  public Findings() {}

  /**
   * Runs a check, more than once if the venue tells nothing; what it could not find out blocks. If
   * that is since the venue is busy or a request budget is used up, nothing is known to be wrong.
   */
  public void attempt(String name, Check check) {
    int before = all.size();
    for (int tries = 1; true; tries++) {
      all.subList(before, all.size()).clear();
      Exception silence;
      int most;
      try {
        check.run();
        return;
      } catch (RestUnavailable e) {
        silence = e;
        most = BUDGET_TRIES;
      } catch (DecodeException e) {
        if (!e.unanswered()) {
          blocks(name + " cannot be read: " + e.getMessage(), CURE);
          return;
        }
        silence = e;
        most = ANSWER_TRIES;
      }
      if (tries >= most || !Patience.slept(PAUSE_MS)) {
        unread(name + " cannot be read: " + silence.getMessage(), CURE);
        return;
      }
    }
  }

  /** The venue could not be asked: nothing is known to be wrong, and no real order may be sent. */
  public void unread(String what, String cure) {
    add(new Finding(true, true, what, cure));
  }

  /** Something for which no real order may be sent. */
  public void blocks(String what, String cure) {
    add(new Finding(true, what, cure));
  }

  /** Something that is to be known. */
  public void note(String what, String cure) {
    add(new Finding(false, what, cure));
  }

  /** Any finding. */
  public void add(Finding finding) {
    all.add(finding);
  }

  /** All of them, in the order of finding. */
  public List<Finding> all() {
    return List.copyOf(all);
  }
}
