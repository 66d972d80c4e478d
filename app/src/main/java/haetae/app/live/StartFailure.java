package haetae.app.live;

/** The service cannot start; the message says why and what to do. */
public final class StartFailure extends Exception {
  private static final long serialVersionUID = 1L;

  /** A failure with one clear line. */
  public StartFailure(String message) {
    super(message);
  }
}
