package haetae.venue.wire;

/**
 * A message that is not what the venue documents; nothing of it may be used.
 *
 * <p>Without a stack trace: the message names what was expected and where.
 */
public final class DecodeException extends Exception {
  private static final long serialVersionUID = 1L;

  private final boolean unanswered;

  /** A failure at a byte of the message; -1 if the place is not known. */
  public DecodeException(String expected, int at) {
    this(at < 0 ? expected : expected + " at byte " + at, false);
  }

  private DecodeException(String message, boolean unanswered) {
    super(message, null, false, false);
    this.unanswered = unanswered;
  }

  /** There is no message: no connection, a server error, too many requests. */
  public static DecodeException unanswered(String why) {
    return new DecodeException(why, true);
  }

  /** True if the venue has told nothing at all; another time it may. */
  public boolean unanswered() {
    return unanswered;
  }

  /** A failure whose place is in the text. */
  public DecodeException(String message) {
    this(message, -1);
  }
}
