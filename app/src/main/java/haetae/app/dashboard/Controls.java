package haetae.app.dashboard;

/** The operator's word, as the page can give it. Threads: any; a call may wait a few seconds. */
public interface Controls {
  /**
   * What became of it.
   *
   * @param done false if it was refused or is not known to have been heard
   * @param text one sentence for the operator
   */
  record Outcome(boolean done, String text) {}

  /** No new risk until a resume. */
  Outcome halt(String who, String reason);

  /**
   * Back to normal.
   *
   * @param takeBalances take over what the venues say of balances that differ from the ledger
   */
  Outcome resume(String who, String reason, boolean takeBalances);

  /** Closes all pairs, then takes no entries until a resume. */
  Outcome flatten(String who, String reason);
}
