package haetae.venue.recorded;

/** A recording that cannot be used; the message names the file, the place and the cure. */
public final class RecordingException extends Exception {
  private static final long serialVersionUID = 1L;

  /** A failure with one clear line. */
  public RecordingException(String message) {
    super(message);
  }
}
