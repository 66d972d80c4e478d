package haetae.venue.wire;

/**
 * A message that is not what the venue documents; nothing of it may be used.
 *
 * <p>Without a stack trace: the message names what was expected and where.
 */
public final class DecodeException extends Exception {
  private static final long serialVersionUID = 1L;

  /** A failure at a byte of the message; -1 if the place is not known. */
  public DecodeException(String expected, int at) {
    super(at < 0 ? expected : expected + " at byte " + at, null, false, false);
  }

  /** A failure whose place is in the text. */
  public DecodeException(String message) {
    this(message, -1);
  }
}
