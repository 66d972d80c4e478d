package haetae.venue.wire;

/** Waiting on the caller's thread. */
public final class Patience {
  private static final long BUDGET_WAIT_MS = 20;
  private static final int BUDGET_WAITS = 100;
  private static final long LONGEST_NS = BUDGET_WAITS * BUDGET_WAIT_MS * 1_000_000;

  private Patience() {}

  /** A request within a budget. */
  public interface Request {
    /**
     * Sends it; each call may build it anew.
     *
     * @throws RestUnavailable if the budget does not allow it now
     */
    Exchange send() throws RestUnavailable;
  }

  /** Waits; false if the thread was interrupted, which it then still is. */
  public static boolean slept(long ms) {
    try {
      Thread.sleep(ms);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /**
   * The same for an order: a venue that takes none for longer than that, by its own word, is not
   * waited for, since the other one may be open.
   *
   * @param closedForNs how long it takes none
   * @throws RestUnavailable if there is no budget
   */
  public static Exchange within(Lane lane, long closedForNs, Request request)
      throws RestUnavailable {
    return within(closedForNs > LONGEST_NS ? Lane.NORMAL : lane, request);
  }

  /**
   * Sends a request. What is urgent waits for budget, two seconds at most; a new entry does not.
   *
   * @throws RestUnavailable if there is no budget
   */
  public static Exchange within(Lane lane, Request request) throws RestUnavailable {
    for (int waits = 0; ; waits++) {
      try {
        return request.send();
      } catch (RestUnavailable e) {
        boolean again = lane == Lane.URGENT && waits < BUDGET_WAITS;
        if (!again || !slept(BUDGET_WAIT_MS)) {
          throw e;
        }
      }
    }
  }
}
