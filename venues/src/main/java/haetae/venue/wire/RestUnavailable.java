package haetae.venue.wire;

/** A request that was not sent: its budget is used up or closed. */
public final class RestUnavailable extends Exception {
  private static final long serialVersionUID = 1L;

  /** Names the budget. */
  public RestUnavailable(String budget) {
    super("request budget '" + budget + "' is used up", null, false, false);
  }
}
