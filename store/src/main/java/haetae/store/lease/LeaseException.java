package haetae.store.lease;

/** The lease's place cannot be asked now; the message has no secret. */
public final class LeaseException extends Exception {
  private static final long serialVersionUID = 1L;

  /** With what happened, in words. */
  public LeaseException(String message, Throwable cause) {
    super(message, cause);
  }
}
