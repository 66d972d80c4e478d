package haetae.risk;

import haetae.state.StateIn;
import haetae.state.StateOut;
import java.util.List;

/**
 * Losing pairs in a row and unwinds of the last hour. The row ends with a pair that does not lose;
 * while it is too long nothing new is opened, so in the end a human's {@link #reset} is needed.
 *
 * <p>Threads: the engine's.
 */
public final class Trips {
  private static final long HOUR_NS = 3_600_000_000_000L;

  private final EntryRules rules;
  private final long[] unwoundNs;
  private int unwinds;
  private int next;
  private int losing;

  /** Nothing has happened yet. */
  public Trips(EntryRules rules) {
    this.rules = rules;
    // One more than allowed is all that a verdict needs.
    this.unwoundNs = new long[rules.maxUnwindsPerHour() + 1];
  }

  /** A pair has ended with a profit, negative for a loss. */
  public void pairEnded(long profitKrwE8) {
    losing = profitKrwE8 < 0 ? losing + 1 : 0;
  }

  /** A leg must be unwound. */
  public void unwound(long nowNs) {
    unwoundNs[next] = nowNs;
    next = (next + 1) % unwoundNs.length;
    unwinds = Math.min(unwinds + 1, unwoundNs.length);
  }

  /** Pairs that lost in a row. */
  public int losing() {
    return losing;
  }

  /** Unwinds in the 60 minutes up to now, counted up to one more than allowed. */
  public int unwindsLastHour(long nowNs) {
    int count = 0;
    for (int i = 0; i < unwinds; i++) {
      count += nowNs - unwoundNs[i] < HOUR_NS ? 1 : 0;
    }
    return count;
  }

  /** Adds what stands against an entry now. */
  public void check(long nowNs, List<Refusal> refusals) {
    QuoteAges.over(RefusalCode.LOSING_STREAK, rules.maxLosingPairs(), losing, refusals);
    QuoteAges.over(
        RefusalCode.UNWINDS, rules.maxUnwindsPerHour(), unwindsLastHour(nowNs), refusals);
  }

  /** A human's word: both begin anew. */
  public void reset() {
    losing = 0;
    unwinds = 0;
    next = 0;
  }

  /** Writes all of it. */
  public void save(StateOut out) {
    out.putLongs(unwoundNs).putLong(unwinds).putLong(next).putLong(losing);
  }

  /** Reads what {@link #save} has written. */
  public void load(StateIn in) {
    in.getLongs(unwoundNs, "number of unwinds remembered");
    unwinds = in.getCount(unwoundNs.length);
    next = in.getCount(unwoundNs.length - 1);
    losing = in.getInt();
  }
}
