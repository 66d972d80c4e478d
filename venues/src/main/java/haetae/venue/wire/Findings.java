package haetae.venue.wire;

import haetae.venue.wire.AccountReport.Finding;
import java.util.ArrayList;
import java.util.List;

/** Runs the checks of an account and keeps what they find. Threads: one at a time. */
public final class Findings {
  private static final String CURE = "check key, IP list and connection";

  private final List<Finding> all = new ArrayList<>();

  /** One check. */
  public interface Check {
    /** Asks the venue. */
    void run() throws DecodeException, RestUnavailable;
  }

  /** Nothing found yet. */
  public Findings() {}

  /** Runs a check; what it could not find out blocks. */
  public void attempt(String name, Check check) {
    try {
      check.run();
    } catch (DecodeException e) {
      blocks(name + " cannot be read: " + e.getMessage(), CURE);
    } catch (RestUnavailable e) {
      add(new Finding(true, true, name + " cannot be read: " + e.getMessage(), CURE));
    }
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
