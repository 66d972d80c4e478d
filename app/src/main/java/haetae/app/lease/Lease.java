package haetae.app.lease;

/**
 * The right to trade, which one service has at a time. It can be lost while the service runs; what
 * may still be sent then is told by {@link State}. Threads: any; nothing here waits, except {@link
 * #close}.
 */
public interface Lease extends AutoCloseable {
  /** How it is with the right to trade. */
  enum State {
    /** Nobody else can have it. */
    HELD,
    /**
     * It was not renewed in time, or cannot be seen: somebody else may have it. Nothing new is
     * entered; what is open is brought to its end.
     */
    LAPSED,
    /** Somebody else has it: nothing is sent any more. This does not change back. */
    TAKEN
  }

  /**
   * The fencing token: larger than that of every holder before, 1 or more; 0 for a run that needs
   * no lease. It is part of each client order id, so an order tells which holder has sent it.
   */
  long token();

  /** How it is now. */
  State state();

  /**
   * How it is by what {@link #state} has told within the last quarter of a second, as far as that
   * takes a look at a file; else as it is now. For whoever asks for each order.
   */
  default State recent() {
    return state();
  }

  /** How it is, in words: where it is kept, the token, and what is wrong or who has it. */
  String words();

  /** Gives it back. */
  @Override
  void close();

  /** For runs whose orders nobody else could send. */
  static Lease none() {
    return new Lease() {
      @Override
      public long token() {
        return 0;
      }

      @Override
      public State state() {
        return State.HELD;
      }

      @Override
      public String words() {
        return "no lease needed";
      }

      @Override
      public void close() {}
    };
  }
}
