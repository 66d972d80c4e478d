package haetae.venue.wire;

/** Waiting on the caller's thread. */
public final class Patience {
  private Patience() {}

  /** Waits; false if the thread was interrupted, which it then still is. */
  public static boolean slept(long ms) {
    try {
      Thread.sleep(ms);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
