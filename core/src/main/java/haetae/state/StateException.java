package haetae.state;

/** Bytes that are not what they should be: cut short, damaged, or of another version. */
public final class StateException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** What is wrong, and where. */
  public StateException(String message) {
    super(message);
  }

  /** What is wrong, and the impossible value that shows it. */
  public StateException(String message, Throwable cause) {
    super(message, cause);
  }
}
