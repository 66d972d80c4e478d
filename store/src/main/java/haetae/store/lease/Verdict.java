package haetae.store.lease;

/** What is said to one who asks for a lease, or to have it renewed. */
public sealed interface Verdict {
  /** It is the asker's. */
  record Granted(Holder holder) implements Verdict {}

  /**
   * Somebody else has it.
   *
   * @param by who
   * @param leftMs time until it runs out, unless it is renewed
   */
  record Refused(Holder by, long leftMs) implements Verdict {}
}
