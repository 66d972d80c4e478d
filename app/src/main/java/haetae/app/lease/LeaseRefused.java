package haetae.app.lease;

/** The lease cannot be had; the message says who has it or what is wrong, and what to do. */
public final class LeaseRefused extends Exception {
  private static final long serialVersionUID = 1L;

  /** With one line for the operator. */
  public LeaseRefused(String message) {
    super(message);
  }
}
