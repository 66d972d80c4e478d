package haetae.app.supervise;

import java.util.ArrayDeque;
import java.util.OptionalLong;

/**
 * How often a service may be restarted. The pause before a restart doubles with each one in the
 * window. Threads: one.
 */
public final class Budget {
  private final int restarts;
  private final long windowMs;
  private final long pauseMs;
  private final long mostPauseMs;
  private final ArrayDeque<Long> spentMs = new ArrayDeque<>();

  /**
   * A budget of which nothing is spent.
   *
   * @param restarts most of them within the window, 0 for none
   * @param pauseMs before the first one
   * @param mostPauseMs before any
   */
  public Budget(int restarts, long windowMs, long pauseMs, long mostPauseMs) {
    this.restarts = restarts;
    this.windowMs = windowMs;
    this.pauseMs = pauseMs;
    this.mostPauseMs = mostPauseMs;
  }

  /**
   * Spends a restart.
   *
   * @param nowMs of a clock that never goes back
   * @return pause before it, ms; empty if there is none left
   */
  OptionalLong spend(long nowMs) {
    while (!spentMs.isEmpty() && nowMs - spentMs.peekFirst() >= windowMs) {
      spentMs.removeFirst();
    }
    if (spentMs.size() >= restarts) {
      return OptionalLong.empty();
    }
    int doublings = Math.min(spentMs.size(), 30);
    spentMs.addLast(nowMs);
    return OptionalLong.of(Math.min(mostPauseMs, pauseMs << doublings));
  }

  /** Which restart in the window the last one was, and of how many. */
  String words() {
    return "restart " + spentMs.size() + " of " + restarts + " in " + windowMs / 1_000 + " s";
  }
}
