package haetae.risk;

import haetae.market.Fixed;
import haetae.state.StateIn;
import haetae.state.StateOut;
import java.math.RoundingMode;

/**
 * Tells a price that has jumped: its distance to the median of the last 5 seconds' closing prices
 * is above a limit. After a silence of 5 s the past is forgotten: it says nothing about the price
 * now.
 *
 * <p>Allocates nothing after construction. Threads: the engine's.
 */
public final class JumpFilter {
  private static final int SECONDS = 5;
  private static final long NS = 1_000_000_000L;

  private final long limitPpm;
  private final long[] closes = new long[SECONDS];
  private final long[] sorted = new long[SECONDS];
  private long second = Long.MIN_VALUE;
  private long lastE8;
  private int count;
  private int next;
  private long medianE8;
  private long bandE8;

  /** A filter that has seen nothing. */
  public JumpFilter(long limitPpm) {
    this.limitPpm = limitPpm;
  }

  /** Takes a price; true if it has jumped. */
  public boolean jumped(long nowNs, long midE8) {
    long now = Math.floorDiv(nowNs, NS);
    if (now != second) {
      close(now);
    }
    lastE8 = midE8;
    return count > 0 && Math.abs(midE8 - medianE8) > bandE8;
  }

  private void close(long now) {
    if (second == Long.MIN_VALUE || now - second > SECONDS) {
      count = 0;
      next = 0;
    } else {
      closes[next] = lastE8;
      next = (next + 1) % SECONDS;
      count = Math.min(count + 1, SECONDS);
      medianE8 = median();
      bandE8 = Fixed.partE8(medianE8, limitPpm, RoundingMode.FLOOR);
    }
    second = now;
  }

  private long median() {
    for (int i = 0; i < count; i++) {
      int at = i;
      while (at > 0 && sorted[at - 1] > closes[i]) {
        sorted[at] = sorted[at - 1];
        at--;
      }
      sorted[at] = closes[i];
    }
    return sorted[count / 2];
  }

  /** Writes all of it. */
  public void save(StateOut out) {
    out.putLongs(closes).putLong(second).putLong(lastE8).putLong(count).putLong(next);
    out.putLong(medianE8).putLong(bandE8);
  }

  /** Reads what {@link #save} has written. */
  public void load(StateIn in) {
    in.getLongs(closes, "seconds of the jump filter");
    second = in.getLong();
    lastE8 = in.getLong();
    count = in.getCount(SECONDS);
    next = in.getCount(SECONDS - 1);
    medianE8 = in.getLong();
    bandE8 = in.getLong();
  }
}
