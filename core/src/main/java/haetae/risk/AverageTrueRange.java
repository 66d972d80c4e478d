package haetae.risk;

import haetae.state.StateIn;
import haetae.state.StateOut;

/**
 * Wilder's average true range over bars of a fixed length, of a series that may be negative (a
 * premium in ppm).
 *
 * <p>True range of a bar = max(high, last close) − min(low, last close). Threads: the engine's.
 */
public final class AverageTrueRange {
  private final int window;
  private final long barNs;
  private long barStartNs = Long.MIN_VALUE;
  private long high;
  private long low;
  private long close;
  private long lastClose;
  private int bars;
  private long sum;
  private long atrScaled;

  /** An empty range over {@code window} bars of {@code barNs}. */
  public AverageTrueRange(int window, long barNs) {
    this.window = window;
    this.barNs = barNs;
  }

  /** Takes the value at a time; times must not go back. */
  public void update(long nowNs, long value) {
    if (barStartNs == Long.MIN_VALUE) {
      open(nowNs, value);
      lastClose = value;
      return;
    }
    if (nowNs - barStartNs >= barNs) {
      closeBar();
      open(nowNs, value);
    }
    high = Math.max(high, value);
    low = Math.min(low, value);
    close = value;
  }

  private void open(long nowNs, long value) {
    barStartNs = nowNs;
    high = value;
    low = value;
    close = value;
  }

  private void closeBar() {
    long range = Math.max(high, lastClose) - Math.min(low, lastClose);
    lastClose = close;
    bars++;
    if (bars <= window) {
      sum += range;
      atrScaled = sum * window / bars;
    } else {
      // Wilder: atr += (range - atr) / window, kept scaled by the window against rounding.
      atrScaled += range - atrScaled / window;
    }
  }

  /** The average true range, or -1 while fewer than {@code window} bars are complete. */
  public long value() {
    return bars < window ? -1 : atrScaled / window;
  }

  /** Writes all of it. */
  public void save(StateOut out) {
    out.putLong(window).putLong(barNs).putLong(barStartNs);
    out.putLong(high).putLong(low).putLong(close).putLong(lastClose);
    out.putLong(bars).putLong(sum).putLong(atrScaled);
  }

  /** Reads what {@link #save} has written. */
  public void load(StateIn in) {
    in.expect(window, "window of the average true range");
    in.expect(barNs, "bar of the average true range");
    barStartNs = in.getLong();
    high = in.getLong();
    low = in.getLong();
    close = in.getLong();
    lastClose = in.getLong();
    bars = in.getInt();
    sum = in.getLong();
    atrScaled = in.getLong();
  }
}
