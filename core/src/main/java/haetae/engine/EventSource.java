package haetae.engine;

/**
 * Market events in time order, pulled: a recording or a simulated market.
 *
 * <p>Threads: one caller. Times never go back.
 */
public interface EventSource extends AutoCloseable {
  /** Value of {@link #nextTimeNs} when there is nothing more. */
  long END = Long.MAX_VALUE;

  /** Engine time of the next event, or {@link #END}. */
  long nextTimeNs();

  /**
   * The next event; it may be a slot that the following call fills again. Not to be called at the
   * end.
   */
  Event next();

  @Override
  default void close() {}
}
