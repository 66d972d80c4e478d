package haetae.ops.alert;

/** What is common to all who try again after the other side has failed. Pure. */
final class Failures {
  private Failures() {}

  /** What happened, in words for the log and the operator; they hold no secret. */
  static String words(Exception e) {
    return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
  }

  /**
   * Time to wait before the next try, ms: our own pause, or longer if the other side asks for it.
   *
   * @param mostMs longest wish that is granted
   */
  static long waitMs(Exception e, long pauseMs, long mostMs) {
    long wish = e instanceof AlertChannel.BusyException busy ? busy.waitMs() : 0;
    return Math.max(pauseMs, Math.min(wish, mostMs));
  }
}
