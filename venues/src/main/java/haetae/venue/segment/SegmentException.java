package haetae.venue.segment;

/** A segment file that cannot be used; the message says which, where and why. */
public final class SegmentException extends Exception {
  private static final long serialVersionUID = 1L;

  /** With what, where and why. */
  public SegmentException(String message) {
    super(message);
  }
}
