package haetae.app.live;

/**
 * What became of one trade whose process was killed.
 *
 * @param number of the run, which is also the sandbox's seed
 * @param place where the process was killed
 * @param end how the next life left it
 * @param detail for a failure what is wrong, for a halt its reason, else what is held
 */
public record CrashResult(
    long number, CrashScript script, String place, End end, String detail, long tookMs) {
  /** How a run ended. */
  public enum End {
    /** Every open trade has both its legs. */
    HEDGED,
    /** Nothing is open. */
    FLAT,
    /** Trading is halted, and the report says why; the ledger is the venues' all the same. */
    HALTED,
    /** Something is wrong. */
    FAILED
  }
}
