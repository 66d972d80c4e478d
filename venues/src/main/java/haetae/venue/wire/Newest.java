package haetae.venue.wire;

import java.util.Map;
import java.util.TreeMap;

/**
 * Tells absolute figures of a stream that come late from the newest ones: a balance that was true
 * before the last fill must not be taken for what is held now. Threads: one owner.
 */
public final class Newest {
  /** What is older by more than this was not late: the venue's clock has been set. */
  private static final long LATEST_MS = 5_000;

  private final Map<String, Long> toldMs = new TreeMap<>();

  /**
   * True if a newer figure has come before.
   *
   * @param what for example an asset or the symbol of a position
   * @param atMs the venue's time of the change
   */
  public boolean outdated(String what, long atMs) {
    Long known = toldMs.get(what);
    if (known != null && atMs < known && known - atMs < LATEST_MS) {
      return true;
    }
    toldMs.put(what, atMs);
    return false;
  }
}
