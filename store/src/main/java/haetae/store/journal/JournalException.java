package haetae.store.journal;

/** The journal cannot be opened or read; the message says which file, where and why. */
public final class JournalException extends Exception {
  private static final long serialVersionUID = 1L;

  /** What is wrong, and where. */
  public JournalException(String message) {
    super(message);
  }

  /** What is wrong, where, and what it came from. */
  public JournalException(String message, Throwable cause) {
    super(message, cause);
  }
}
