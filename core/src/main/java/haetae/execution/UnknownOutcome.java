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

  private static final long MOMENT_NS = 1_000_000L;

  /** Five seconds: Binance's receive windows are shorter, and Upbit tells of none. */
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

  /**
   * Pause before the next query: 0.2, 0.4, 0.8, 1.6 and then 3.2 s, but never beyond the end of the
   * grace time: what is not there then never will be.
   *
   * @param sinceSentNs age of the order
   */
  public long pauseNs(int pollsBefore, long sinceSentNs) {
    long pauseNs = FIRST_POLL_NS << Math.min(pollsBefore, LAST_DOUBLING);
    long graceLeftNs = graceNs - sinceSentNs;
    return graceLeftNs >= 0 ? Math.min(pauseNs, graceLeftNs + MOMENT_NS) : pauseNs;
  }
}
