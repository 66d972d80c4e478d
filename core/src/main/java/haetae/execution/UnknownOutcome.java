package haetae.execution;

/**
 * How the fate of an order of unknown outcome is found out: it is asked for by client id, ever more
 * slowly; it is declared not placed only when the venue does not know it after the grace time. It
 * is never sent again.
 *
 * @param graceNs longest time after which a request could still reach the venue (its receive
 *     window)
 */
public record UnknownOutcome(long graceNs) {
  private static final long FIRST_POLL_NS = 200_000_000L;
  private static final int LAST_DOUBLING = 4;

  /** Five seconds: both venues' receive windows are shorter or equal. */
  public static final UnknownOutcome STANDARD = new UnknownOutcome(5_000_000_000L);

  /** What to do with a query's answer. */
  public enum Action {
    /** It is there: go on with its true fills. */
    ADOPT,
    /** Nobody knows yet: ask again. */
    KEEP_UNKNOWN,
    /** It never arrived. */
    NOT_PLACED
  }

  /** Judges the answer to a query sent so long after the order. */
  public Action judge(boolean found, long sinceSentNs) {
    if (found) {
      return Action.ADOPT;
    }
    return sinceSentNs > graceNs ? Action.NOT_PLACED : Action.KEEP_UNKNOWN;
  }

  /** Pause before the next query: 0.2, 0.4, 0.8, 1.6 and then 3.2 s. */
  public long pauseNs(int pollsBefore) {
    return FIRST_POLL_NS << Math.min(pollsBefore, LAST_DOUBLING);
  }
}
