package haetae.ops.log;

/**
 * How logging is doing. Safe on any thread.
 *
 * @param filesWritable false while file logging is interrupted
 * @param reason what is wrong, empty if nothing is
 * @param written lines written to the files
 * @param dropped DEBUG and INFO lines dropped because the queue was full
 * @param lost lines of WARNING and above that found even the larger bound of the queue full: the
 *     writer had been stuck for very long
 * @param missed lines that the files missed while they could not be written
 * @param skipped lines that the console did not take in time; the files have them
 * @param backlog lines waiting to be written
 * @param bytesUsed all log files together, as last looked at
 */
public record LogHealth(
    boolean filesWritable,
    String reason,
    long written,
    long dropped,
    long lost,
    long missed,
    long skipped,
    int backlog,
    long bytesUsed) {

  /** State in one word. */
  public enum State {
    /** Each line reaches console and files. */
    OK,
    /** Something is wrong with the files; the reason says what. */
    DEGRADED
  }

  /** OK, or DEGRADED with a reason. */
  public State state() {
    return filesWritable && reason.isEmpty() ? State.OK : State.DEGRADED;
  }
}
