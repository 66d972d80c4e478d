package haetae.ops.log;

/**
 * How logging is doing. Safe on any thread.
 *
 * @param filesWritable false while file logging is interrupted
 * @param reason why, empty if it is not
 * @param written lines written to the files
 * @param dropped DEBUG and INFO lines dropped because the queue was full
 * @param missed lines that the files missed while they could not be written
 * @param backlog lines waiting to be written
 */
public record LogHealth(
    boolean filesWritable, String reason, long written, long dropped, long missed, int backlog) {}
