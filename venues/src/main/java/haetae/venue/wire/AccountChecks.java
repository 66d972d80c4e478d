package haetae.venue.wire;

import haetae.venue.wire.AccountReport.Finding;
import java.util.ArrayList;
import java.util.List;

/**
 * Checks of an account, one after the other. Where the venue tells nothing, since it is busy or a
 * request budget is used up, it is asked again a little later; if it still does not, that is a
 * finding of its own: nothing is known to be wrong. Threads: one; waits.
 */
public final class AccountChecks {
  private static final int BUDGET_TRIES = 6;
  private static final int ANSWER_TRIES = 2;
  private static final long PAUSE_MS = 300;

  private final String cure;
  private final List<Finding> findings = new ArrayList<>();

  /**
   * No findings yet.
   *
   * @param cure what to do about what cannot be read
   */
  public AccountChecks(String cure) {
    this.cure = cure;
  }

  /** One check; it may be run more than once. */
  public interface Check {
    /** Reads and adds its findings. */
    void run() throws DecodeException, RestUnavailable;
  }

  /** Runs a check. */
  public void attempt(String name, Check check) {
    int before = findings.size();
    for (int tries = 1; true; tries++) {
      findings.subList(before, findings.size()).clear();
      try {
        check.run();
        return;
      } catch (RestUnavailable e) {
        if (tries >= BUDGET_TRIES || !Patience.slept(PAUSE_MS)) {
          unread(name, e);
          return;
        }
      } catch (DecodeException e) {
        if (!e.unanswered()) {
          blocks(name + " cannot be read: " + e.getMessage(), cure);
          return;
        }
        if (tries >= ANSWER_TRIES || !Patience.slept(PAUSE_MS)) {
          unread(name, e);
          return;
        }
      }
    }
  }

  private void unread(String name, Exception why) {
    unread(name + " cannot be read: " + why.getMessage(), cure);
  }

  /** The venue could not be asked. */
  public void unread(String what, String how) {
    findings.add(new Finding(true, true, what, how));
  }

  /** No real order may be sent before this is cured. */
  public void blocks(String what, String how) {
    findings.add(new Finding(true, what, how));
  }

  /** Something that is worth knowing. */
  public void note(String what, String how) {
    findings.add(new Finding(false, what, how));
  }

  /** All that is not in order. */
  public List<Finding> findings() {
    return List.copyOf(findings);
  }
}
