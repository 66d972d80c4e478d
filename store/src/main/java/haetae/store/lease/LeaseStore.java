package haetae.store.lease;

/**
 * Where a lease is kept. Time is the store's own: no clock of a machine that asks decides. A
 * connection that fails is made anew at the next question. Threads: one at a time.
 */
public interface LeaseStore extends AutoCloseable {
  /** What and where it is, without a password. */
  String name();

  /**
   * Asks for the lease. It is granted if nobody has it, if it ran out, or if its holder was in the
   * same place: the asker has the lock of that place, so its holder is gone.
   *
   * @param asker its token is the least that may not be given again
   * @param ttlMs time until it runs out
   */
  Verdict take(Holder asker, long ttlMs) throws LeaseException;

  /** Has it renewed; also one that ran out, if nobody has taken it. */
  Verdict renew(Holder holder, long ttlMs) throws LeaseException;

  /** Gives it back, if the holder still has it. */
  void release(Holder holder) throws LeaseException;

  /** Closes the connection; the lease stays until it runs out. */
  @Override
  void close();
}
